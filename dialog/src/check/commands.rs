//! Commands that do nothing.

use super::Design;
use crate::model::NodeKind;
use crate::project::{Finding, FindingCode, Severity};

/// Values of the command entity that neither the project nor a question does anything about.
pub(super) fn commands(design: &Design<'_>) -> Vec<Finding> {
    let Some(commands) = &design.model.commands else {
        return Vec::new();
    };
    let global = commands.global.iter().filter(|command| command.enabled);
    let mut active: Vec<&str> = global.map(|command| command.value.as_str()).collect();
    for (_, node) in design.reached_nodes() {
        if let NodeKind::Question(question) = &node.kind {
            let overrides = question.command_overrides.iter().filter(|own| own.enabled);
            active.extend(overrides.map(|own| own.value.as_str()));
        }
    }
    // Samples may annotate words that no dictionary has; their value is not known.
    let dictionaries = design.trained().flat_map(|(_, data)| &data.dictionary);
    let name = &design.model.entities.get(commands.entity).name;
    let mut values: Vec<&str> = dictionaries
        .filter(|entry| entry.entity == *name)
        .map(|entry| entry.value.as_str())
        .filter(|value| !active.contains(value))
        .collect();
    values.sort_unstable();
    values.dedup();
    values
        .into_iter()
        .map(|value| {
            design.at_project(
                design.places.project.key("globalCommands"),
                Severity::Warning,
                FindingCode::CommandWithoutEffect,
                format!("the command `{value}` is understood, but does nothing anywhere"),
            )
        })
        .collect()
}
