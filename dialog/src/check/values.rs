//! Values that the design expects and that entities do not have.

use super::Design;
use crate::model::{
    Entity, EntityAspect, Expression, Key, Node, NodeKind, Operand, Operator, QuestionNode,
};
use crate::project::{Finding, FindingCode, Severity};

/// Values in actions, conditions and commands that an entity never has, and choices that cannot be said.
pub(super) fn values(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, node) in design.reached_nodes() {
        if let NodeKind::Question(question) = &node.kind {
            findings.extend(actions(design, key, question));
            findings.extend(overrides(design, key, question));
            findings.extend(choices(design, key, question));
        }
    }
    for (key, condition) in design.conditions() {
        compared(design, key, condition, &mut findings);
    }
    findings.extend(global_commands(design));
    findings
}

/// Whether an entity is known never to have a value. One that nothing fills is for other checks.
fn is_unknown(design: &Design<'_>, entity: Key<Entity>, value: &str) -> bool {
    let sources = design.vocabulary().sources(entity);
    !value.is_empty() && sources.is_some_and(|sources| sources.fill() && !sources.have(value))
}

fn message(design: &Design<'_>, entity: Key<Entity>, value: &str) -> String {
    let name = &design.model.entities.get(entity).name;
    format!("`{name}` never has the value `{value}`")
}

fn actions(design: &Design<'_>, key: Key<Node>, question: &QuestionNode) -> Vec<Finding> {
    let Some(entity) = question.focus.entity() else {
        return Vec::new();
    };
    let values = question.by_value.iter().enumerate();
    let unknown = values.filter(|(_, (value, items))| {
        let has_items = items.0.iter().any(|(_, items)| !items.is_empty());
        has_items && is_unknown(design, entity, value)
    });
    unknown
        .map(|(number, (value, _))| {
            let path = design.places.node(key).key("actionConfigurations");
            design.within_node(
                key,
                path.index(number),
                Severity::Warning,
                FindingCode::UnknownEntityValue,
                message(design, entity, value),
            )
        })
        .collect()
}

fn overrides(design: &Design<'_>, key: Key<Node>, question: &QuestionNode) -> Vec<Finding> {
    let Some(commands) = &design.model.commands else {
        return Vec::new();
    };
    let overrides = question.command_overrides.iter();
    let unknown =
        overrides.filter(|own| own.enabled && is_unknown(design, commands.entity, &own.value));
    unknown
        .map(|own| {
            design.at_node(
                key,
                Severity::Warning,
                FindingCode::UnknownEntityValue,
                message(design, commands.entity, &own.value),
            )
        })
        .collect()
}

fn global_commands(design: &Design<'_>) -> Vec<Finding> {
    let commands = design.model.commands.iter();
    let commands = commands.flat_map(|commands| {
        commands
            .global
            .iter()
            .map(move |command| (commands, command))
    });
    let unknown = commands.filter(|(commands, command)| {
        // A key can stand for a command that has no words.
        command.enabled
            && command.dtmf.is_empty()
            && is_unknown(design, commands.entity, &command.value)
    });
    unknown
        .map(|(commands, command)| {
            design.at_project(
                design.places.project.key("globalCommands"),
                Severity::Warning,
                FindingCode::UnknownEntityValue,
                message(design, commands.entity, &command.value),
            )
        })
        .collect()
}

/// Depth is bounded by the loader.
fn compared(
    design: &Design<'_>,
    key: Key<Node>,
    expression: &Expression,
    findings: &mut Vec<Finding>,
) {
    if let Some((Operator::Equal | Operator::NotEqual, right)) = &expression.operation
        && let (Operand::Entity(entity, EntityAspect::Value), Operand::Constant(value))
        | (Operand::Constant(value), Operand::Entity(entity, EntityAspect::Value)) =
            (&expression.left, right)
        && is_unknown(design, *entity, value)
    {
        findings.push(design.at_node(
            key,
            Severity::Warning,
            FindingCode::UnknownEntityValue,
            format!(
                "a condition tests it, but {}",
                message(design, *entity, value)
            ),
        ));
    }
    let right = expression.operation.as_ref().map(|(_, right)| right);
    for operand in [Some(&expression.left), right].into_iter().flatten() {
        if let Operand::Expression(nested) = operand {
            compared(design, key, nested, findings);
        }
    }
}

/// Visitors type what they read on a button. An entity without any literals is one to pick from only.
fn choices(design: &Design<'_>, key: Key<Node>, question: &QuestionNode) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in &question.clickables {
        let Some(entity) = item.entity.or(question.focus.entity()) else {
            continue;
        };
        let Some(sources) = design.vocabulary().sources(entity) else {
            continue;
        };
        if !sources.is_open && !sources.said.is_empty() && !sources.said.contains(&item.value) {
            let name = &design.model.entities.get(entity).name;
            findings.push(
                design.within_node(
                    key,
                    design
                        .places
                        .node(key)
                        .key("clickables")
                        .index(item.position),
                    Severity::Note,
                    FindingCode::UnspokenValue,
                    format!(
                        "`{}` of `{name}` can be picked, but nothing that is said gives it",
                        item.value
                    ),
                ),
            );
        }
    }
    findings
}
