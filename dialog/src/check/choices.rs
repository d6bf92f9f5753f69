//! Choices and keys that are there twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Design;
use crate::model::{Key, Node, NodeKind, QuestionNode};
use crate::project::{Finding, FindingCode, Severity};

/// The same choice, or the same key, twice at one question in one channel and language.
pub(super) fn choices(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, node) in design.reached_nodes() {
        if let NodeKind::Question(question) = &node.kind {
            findings.extend(duplicate_selectables(design, key, question));
            findings.extend(duplicate_keys(design, key, question));
        }
    }
    findings
}

fn duplicate_selectables(
    design: &Design<'_>,
    key: Key<Node>,
    question: &QuestionNode,
) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let repeated = question.clickables.iter().filter(|item| {
        let entity = item.entity.or(question.focus.entity()).map(Key::index);
        let channel = item
            .channel
            .or(design.model.default_channel)
            .map(Key::index);
        !seen.insert((channel, item.language.as_str(), entity, item.value.as_str()))
    });
    repeated
        .map(|item| {
            let path = design.places.node(key).key("clickables");
            design.within_node(
                key,
                path.index(item.position),
                Severity::Warning,
                FindingCode::DuplicateSelectable,
                format!("`{}` can be picked twice", item.value),
            )
        })
        .collect()
}

/// Entity (by its number) and value.
type Meaning<'a> = (Option<usize>, &'a str);

/// A key that stands for one value only is no problem, however often it is listed.
fn duplicate_keys(design: &Design<'_>, key: Key<Node>, question: &QuestionNode) -> Vec<Finding> {
    // By channel and key.
    let mut meanings = BTreeMap::<(Option<usize>, &str), BTreeSet<Meaning<'_>>>::new();
    for entry in question.dtmf.iter().filter(|entry| !entry.key.is_empty()) {
        let entity = entry.entity.or(question.focus.entity()).map(Key::index);
        let channel = entry
            .channel
            .or(design.model.default_channel)
            .map(Key::index);
        let meanings = meanings.entry((channel, entry.key.as_str())).or_default();
        meanings.insert((entity, entry.value.as_str()));
    }
    let ambiguous = meanings
        .into_iter()
        .filter(|(_, meanings)| meanings.len() > 1);
    ambiguous
        .map(|((_, pressed), meanings)| {
            let values: Vec<String> = meanings
                .iter()
                .map(|(_, value)| format!("`{value}`"))
                .collect();
            design.within_node(
                key,
                design.places.node(key).key("dtmfToEntityValueMapping"),
                Severity::Warning,
                FindingCode::DuplicateKey,
                format!("the key {pressed} stands for {}", values.join(" and ")),
            )
        })
        .collect()
}
