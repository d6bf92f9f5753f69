//! Intents that lead nowhere, and intents that nobody can say.

use std::collections::{BTreeSet, HashSet};

use super::Design;
use crate::model::{Expression, IntentAspect, NodeKind, Operand};
use crate::project::{Finding, FindingCode, JsonPath, Severity};
use crate::understanding::NO_INTENT;

/// Intents without mapping, without samples, or that only one of the two files has.
pub(super) fn intents(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = unmapped(design);
    findings.extend(untrained(design));
    findings.extend(unknown(design));
    findings
}

/// An intent may also be tested by a condition. A project that maps nothing does without mapping on purpose.
fn unmapped(design: &Design<'_>) -> Vec<Finding> {
    if !design.has_mapper() {
        return Vec::new();
    }
    let mapped = mapped(design);
    let tested = tested(design);
    design
        .intents()
        .filter(|(name, _)| !mapped.contains(name.as_str()) && !tested.contains(name.as_str()))
        .map(|(name, path)| {
            design.at_project(
                path.clone(),
                Severity::Warning,
                FindingCode::UnmappedIntent,
                format!(
                    "the intent `{name}` leads nowhere: no mapping has it, no condition tests it"
                ),
            )
        })
        .collect()
}

/// Intents that some mapper that conversations get to knows the way for.
fn mapped<'a>(design: &Design<'a>) -> HashSet<&'a str> {
    let own = design
        .reached_nodes()
        .flat_map(|(_, node)| match &node.kind {
            NodeKind::IntentMapper(mapper) => mapper.mappings.as_slice(),
            _ => &[],
        });
    let own = own.map(|(name, _)| name.as_str());
    own.chain(design.model.intents.keys().map(String::as_str))
        .collect()
}

/// Intents that conditions ask for.
fn tested<'a>(design: &Design<'a>) -> HashSet<&'a str> {
    let mut tested = HashSet::new();
    for (_, condition) in design.conditions() {
        collect_tested(condition, &mut tested);
    }
    tested
}

/// Depth is bounded by the loader.
fn collect_tested<'a>(expression: &'a Expression, tested: &mut HashSet<&'a str>) {
    if let Some((_, right)) = &expression.operation
        && let (Operand::Intent(IntentAspect::Value), Operand::Constant(name))
        | (Operand::Constant(name), Operand::Intent(IntentAspect::Value)) =
            (&expression.left, right)
    {
        tested.insert(name);
    }
    let right = expression.operation.as_ref().map(|(_, right)| right);
    for operand in [Some(&expression.left), right].into_iter().flatten() {
        if let Operand::Expression(nested) = operand {
            collect_tested(nested, tested);
        }
    }
}

/// Intents that the dialog knows the way for and that no sample teaches. Links in messages pick intents, too.
fn untrained(design: &Design<'_>) -> Vec<Finding> {
    let mapped = mapped(design);
    let texts = design.texts();
    let untrained = design.intents().filter_map(|(name, path)| {
        let is_picked = || texts.iter().any(|text| text.contains(name.as_str()));
        if !mapped.contains(name.as_str()) || is_picked() {
            return None;
        }
        let languages: Vec<&str> = design
            .trained()
            .filter(|(_, data)| {
                let mut samples = data.samples.iter();
                !samples.any(|sample| sample.intent.as_deref() == Some(name))
            })
            .map(|(language, _)| language)
            .collect();
        (!languages.is_empty()).then(|| {
            design.at_project(
                path.clone(),
                Severity::Warning,
                FindingCode::UntrainedIntent,
                format!(
                    "nobody can say the intent `{name}`: it has no samples in {}",
                    languages.join(", ")
                ),
            )
        })
    });
    untrained.collect()
}

/// Intents that visitors can say and the dialog does not have.
fn unknown(design: &Design<'_>) -> Vec<Finding> {
    let known = design.places.intents.iter().map(|(name, _)| name.as_str());
    let known: HashSet<&str> = known.collect();
    let samples = design.trained().flat_map(|(_, data)| &data.samples);
    let said: BTreeSet<&str> = samples
        .filter_map(|sample| sample.intent.as_deref())
        .filter(|name| *name != NO_INTENT && !known.contains(name))
        .collect();
    said.into_iter()
        .map(|name| {
            design.at_project(
                JsonPath::root(),
                Severity::Warning,
                FindingCode::UnknownIntent,
                format!("the training data has samples of the intent `{name}`, which the dialog does not have"),
            )
        })
        .collect()
}
