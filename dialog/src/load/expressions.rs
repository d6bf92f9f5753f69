//! Expressions and operands.

use super::index::{Index, VariableReference};
use super::reader::At;
use crate::expression::is_method;
use crate::model::{
    Access, EntityAspect, Expression, IntentAspect, Operand, Operator, Special, VariableExpression,
};
use crate::project::FindingCode;

/// How deep expressions may be nested; beyond, evaluating them could not be trusted with the stack.
const MAX_DEPTH: usize = 32;

/// Reads an expression; none, with a finding where due, if it is of no use.
pub(super) fn expression(at: &At<'_>, index: &Index) -> Option<Expression> {
    nested(at, 0, index)
}

/// An expression that does not hold.
pub(super) fn never() -> Expression {
    Expression {
        left: Operand::Constant("false".to_owned()),
        operation: None,
    }
}

fn nested(at: &At<'_>, depth: usize, index: &Index) -> Option<Expression> {
    if depth > MAX_DEPTH {
        at.error(
            FindingCode::TooDeep,
            format!("expressions are nested deeper than {MAX_DEPTH} levels"),
        );
        return None;
    }
    // The specification sets operands and operator apart in objects of their own; exports do not.
    let part = |key: &str| {
        at.get(key)
            .filter(|part| part.value.is_object())
            .unwrap_or_else(|| at.clone())
    };
    let left = deep_operand(&part("leftOperand"), "left", depth, index)?;
    let Some(operator) = operator(&part("operator")) else {
        return Some(Expression {
            left,
            operation: None,
        });
    };
    let right = deep_operand(&part("rightOperand"), "right", depth, index);
    if right.is_none() {
        at.warn(
            FindingCode::MissingKey,
            "the expression has no right side; taken as NULL",
        );
    }
    Some(Expression {
        left,
        operation: Some((operator, right.unwrap_or(Operand::Special(Special::Null)))),
    })
}

/// The operator of an expression. Logical, relational and mathematical operators have keys of their own, of which one
/// is set; the last kind is rare and its key not certain, so any key that ends in `Operator` counts.
fn operator(at: &At<'_>) -> Option<Operator> {
    at.entries()
        .into_iter()
        .filter(|(key, _)| key.ends_with("Operator"))
        .find_map(|(key, value)| {
            let word = at.text(key);
            if word.is_empty() || word.starts_with("NO_") {
                return None;
            }
            let operator = Operator::parse(&word);
            if operator.is_none() {
                value.error(
                    FindingCode::UnknownValue,
                    format!("the operator `{word}` is not known"),
                );
            }
            operator
        })
}

/// Reads the operand whose keys begin with `prefix` (`left`, `right`, or nothing in assignments and parameters).
pub(super) fn operand(at: &At<'_>, prefix: &str, index: &Index) -> Option<Operand> {
    deep_operand(at, prefix, 0, index)
}

fn deep_operand(at: &At<'_>, prefix: &str, depth: usize, index: &Index) -> Option<Operand> {
    let key = |name: &str| prefixed(prefix, name);
    let (variable, variable_id) = (key("variable"), key("variableId"));
    let copy = at.get(&variable).filter(|copy| copy.value.is_object());
    let is_named = |copy: At<'_>| copy.id("id").is_some() || copy.id("name").is_some();
    if copy.is_some_and(is_named) || at.id(&variable_id).is_some() {
        return index
            .variable(at, &variable_id, &variable)
            .map(|reference| match reference {
                VariableReference::One(variable) => Operand::Variable(variable),
                VariableReference::SessionChannel => Operand::SessionChannel,
            });
    }
    if let Some(access) = at.object_at(&key("variableExpression")) {
        return variable_expression(&access, index).map(Operand::VariableExpression);
    }
    for (name, aspect) in [
        ("conceptId", EntityAspect::Value),
        ("conceptIdLiteral", EntityAspect::Literal),
        ("conceptIdFormattedLiteral", EntityAspect::FormattedLiteral),
    ] {
        let key = key(name);
        if at.id(&key).is_some() {
            return index
                .entity(at, &key)
                .map(|entity| Operand::Entity(entity, aspect));
        }
    }
    if let Some(word) = at.id(&key("currentEntity")) {
        return entity_aspect(at, &word).map(Operand::CurrentEntity);
    }
    if let Some(word) = at.id(&key("intent")) {
        return intent_aspect(at, &word).map(Operand::Intent);
    }
    if let Some(nested_expression) = at.object_at(&key("expression")) {
        return nested(&nested_expression, depth + 1, index)
            .map(|expression| Operand::Expression(Box::new(expression)));
    }
    if let Some(word) = at
        .id(&key("specialOperand"))
        .filter(|word| !word.starts_with("NO_"))
    {
        return special(at, &word).map(Operand::Special);
    }
    let channel_key = key("channelId");
    if at.id(&channel_key).is_some() {
        // A channel that is gone equals no channel.
        return Some(
            index
                .channel(at, &channel_key)
                .flatten()
                .map_or(Operand::Special(Special::Null), Operand::Channel),
        );
    }
    let constant_key = key("constant");
    at.get(&constant_key)
        .map(|_| Operand::Constant(at.text(&constant_key).into_owned()))
}

fn entity_aspect(at: &At<'_>, word: &str) -> Option<EntityAspect> {
    Some(match word {
        "ENTITY_VALUE" => EntityAspect::Value,
        "ENTITY_LITERAL" => EntityAspect::Literal,
        "ENTITY_FORMATTED_LITERAL" => EntityAspect::FormattedLiteral,
        _ => {
            at.error(
                FindingCode::UnknownValue,
                format!("`{word}` is not a known part of an entity"),
            );
            return None;
        }
    })
}

/// The key of an operand: `leftConstant` for `left` and `constant`.
fn prefixed(prefix: &str, name: &str) -> String {
    let mut rest = name.chars();
    match rest.next() {
        Some(first) if !prefix.is_empty() => {
            format!("{prefix}{}{}", first.to_ascii_uppercase(), rest.as_str())
        }
        _ => name.to_owned(),
    }
}

pub(super) fn intent_aspect(at: &At<'_>, word: &str) -> Option<IntentAspect> {
    Some(match word {
        "INTENT_VALUE" => IntentAspect::Value,
        "INTENT_LITERAL" => IntentAspect::Literal,
        "INTENT_FORMATTED_LITERAL" => IntentAspect::FormattedLiteral,
        "INTENT_CONFIDENCE" => IntentAspect::Confidence,
        _ => {
            at.error(
                FindingCode::UnknownValue,
                format!("`{word}` is not a known part of an intent"),
            );
            return None;
        }
    })
}

pub(super) fn special(at: &At<'_>, word: &str) -> Option<Special> {
    Some(match word {
        "NULL" => Special::Null,
        "NEW_OBJECT" => Special::NewObject,
        "LAST_COLLECTION_INTERPRETATION" => Special::LastCollectionInterpretation,
        "LAST_CONFIRMATION_INTERPRETATION" => Special::LastConfirmationInterpretation,
        "LAST_MESSAGE_OBJECT" => Special::LastMessage,
        _ => {
            at.error(
                FindingCode::UnknownValue,
                format!("the special operand `{word}` is not known"),
            );
            return None;
        }
    })
}

/// Reads `{variableId, operations[]}`.
pub(super) fn variable_expression(at: &At<'_>, index: &Index) -> Option<VariableExpression> {
    let variable = match index.variable(at, "variableId", "variable") {
        Some(reference) => Some(reference.one(at)?),
        // Not there at all is fine (`random`); there and dangling is not.
        None if at.id("variableId").is_some() => return None,
        None => None,
    };
    let mut accesses = Vec::new();
    for operation in at.list("operations") {
        if let Some(select) = operation.object_at("selectField") {
            let id = select
                .id("fieldVariableId")
                .or_else(|| select.object_at("fieldVariable")?.id("id"));
            match id.as_ref().and_then(|id| index.fields.get(id.as_ref())) {
                Some(field) => accesses.push(Access::Field(*field)),
                None => {
                    let id = id.unwrap_or_default();
                    select.error(
                        FindingCode::MissingVariable,
                        format!("the field `{id}` does not exist"),
                    );
                    return None;
                }
            }
        } else if let Some(call) = operation.object_at("callMethod") {
            let parameters = call
                .list("parameters")
                .iter()
                .filter_map(|at| operand(at, "", index))
                .collect();
            let name = call.text("methodName").into_owned();
            if !is_method(&name) {
                call.breaks(
                    FindingCode::UnknownMethod,
                    format!("the method `{name}` is not known"),
                );
            }
            accesses.push(Access::Method { name, parameters });
        }
    }
    Some(VariableExpression { variable, accesses })
}
