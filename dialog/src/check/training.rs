//! Training data that contradicts itself or the dialog.

use std::collections::{BTreeMap, BTreeSet};

use super::Design;
use crate::model::ValueType;
use crate::project::{Finding, FindingCode, JsonPath, Severity};
use crate::understanding::{NO_INTENT, Piece, Sample, TrainingData};

/// Contradictions within the training data, and what of it the dialog has no use for.
pub(super) fn training(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (locale, data) in design.trained() {
        findings.extend(conflicting_literals(design, locale, data));
        findings.extend(ambiguous_samples(design, locale, data));
    }
    findings.extend(unknown_entities(design));
    findings.extend(unused(design));
    findings
}

fn same(text: &str) -> String {
    let words = text.split_whitespace();
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The first value of a literal stays, the others are never given.
fn conflicting_literals(design: &Design<'_>, locale: &str, data: &TrainingData) -> Vec<Finding> {
    let mut values: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
    for entry in &data.dictionary {
        let of_literal = values
            .entry((entry.entity.as_str(), same(&entry.literal)))
            .or_default();
        if !of_literal.contains(&entry.value.as_str()) {
            of_literal.push(&entry.value);
        }
    }
    let conflicts = values.into_iter().filter(|(_, values)| values.len() > 1);
    conflicts
        .map(|((entity, literal), values)| {
            let known = design.model.entity_names.get(entity);
            let path = known.map_or_else(JsonPath::root, |key| design.places.entity(*key));
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            design.at_project(
                path,
                Severity::Warning,
                FindingCode::ConflictingLiterals,
                format!(
                    "training data of {locale}: `{literal}` stands for several values of `{entity}`: {}",
                    values.join(", ")
                ),
            )
        })
        .collect()
}

fn ambiguous_samples(design: &Design<'_>, locale: &str, data: &TrainingData) -> Vec<Finding> {
    let mut intents: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for sample in &data.samples {
        let intent = sample.intent.as_deref().unwrap_or(NO_INTENT);
        intents.entry(text(sample)).or_default().insert(intent);
    }
    let ambiguous = intents.into_iter().filter(|(_, intents)| intents.len() > 1);
    ambiguous
        .map(|(text, intents)| {
            let intents: Vec<String> = intents.iter().map(|name| format!("`{name}`")).collect();
            design.at_project(
                JsonPath::root(),
                Severity::Note,
                FindingCode::AmbiguousSample,
                format!(
                    "training data of {locale}: \"{text}\" is a sample of {}",
                    intents.join(" and ")
                ),
            )
        })
        .collect()
}

fn text(sample: &Sample) -> String {
    let pieces = sample.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => same(text),
        Piece::Annotation { literal, .. } => same(literal),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

/// Entities of the project's own that visitors can say and the dialog drops.
fn unknown_entities(design: &Design<'_>) -> Vec<Finding> {
    let mut unknown = BTreeSet::new();
    for (_, data) in design.trained() {
        let declared = data.concepts.iter().map(|concept| concept.name.as_str());
        unknown.extend(declared.filter(|name| !design.model.entity_names.contains_key(*name)));
    }
    unknown
        .into_iter()
        .map(|name| {
            design.at_project(
                JsonPath::root(),
                Severity::Warning,
                FindingCode::UnknownEntity,
                format!(
                    "the training data declares the entity `{name}`, which the dialog does not have"
                ),
            )
        })
        .collect()
}

/// Training data of other locales, and dynamic data for no entity.
fn unused(design: &Design<'_>) -> Vec<Finding> {
    let languages = &design.model.languages;
    let others = design.training.iter();
    let others = others.filter(|(locale, _)| !languages.contains(locale));
    let others = others.map(|(locale, _)| {
        design.at_project(
            design.places.project.key("supportedLocales"),
            Severity::Note,
            FindingCode::UnusedTrainingData,
            format!("there is training data for {locale}, which is no locale of the project"),
        )
    });
    let mut concepts = design.trained().flat_map(|(_, data)| &data.concepts);
    let has_dynamic = concepts.any(|concept| concept.dynamic);
    let wordsets = design.model.variables.iter();
    let wordsets = wordsets.filter(|variable| {
        !has_dynamic
            && design.trained().next().is_some()
            && variable.value_type == ValueType::DynamicEntityData
    });
    let wordsets = wordsets.map(|variable| {
        design.at_project(
            design.places.project.key("variables"),
            Severity::Note,
            FindingCode::UnusedWordset,
            format!(
                "the variable `{}` holds dynamic entity data, but no entity is dynamic",
                variable.name
            ),
        )
    });
    others.chain(wordsets).collect()
}
