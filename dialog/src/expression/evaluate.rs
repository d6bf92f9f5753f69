//! Values of operands and expressions. The loader bounds how deep they are nested.

use std::borrow::Cow;

use serde_json::Value;

use super::arithmetic::calculate;
use super::compare;
use super::context::Context;
use super::methods;
use super::number::value_of;
use crate::model::{
    Access, EntityAspect, Expression, IntentAspect, Operand, Operator, Special, ValueType,
    VariableExpression,
};
use crate::session::{EntityState, LANGUAGE};
use crate::turn::EventCause;

/// Names of the reserved variables behind two special operands.
pub(crate) const LAST_COLLECTION: &str = "lastCollectionResultObject";
pub(crate) const LAST_CONFIRMATION: &str = "lastConfirmationResultObject";

/// Whether a condition holds. Anything but a true Boolean or the text `true` does not.
pub(crate) fn holds(context: Context<'_>, expression: &Expression) -> Result<bool, EventCause> {
    Ok(is_true(&evaluate_expression(context, expression)?))
}

/// Value of an operand; NULL where there is none.
pub(crate) fn evaluate(context: Context<'_>, operand: &Operand) -> Result<Value, EventCause> {
    let state = context.state;
    Ok(match operand {
        Operand::Variable(variable) => {
            variable_value(context, &context.model.variables.get(*variable).name).into_owned()
        }
        Operand::VariableExpression(access) => return evaluate_access(context, access),
        Operand::Entity(entity, aspect) => {
            let name = &context.model.entities.get(*entity).name;
            entity_value(state.entity(name), *aspect)
        }
        Operand::CurrentEntity(aspect) => {
            let name = state.recently_filled.last();
            entity_value(name.and_then(|name| state.entity(name)), *aspect)
        }
        Operand::Intent(aspect) => match (&state.intent, aspect) {
            (None, _) => Value::Null,
            (Some(intent), IntentAspect::Value) => Value::String(intent.name.clone()),
            (Some(intent), IntentAspect::Literal | IntentAspect::FormattedLiteral) => {
                text_or_null(&intent.literal)
            }
            (Some(intent), IntentAspect::Confidence) => value_of(f64::from(intent.confidence)),
        },
        Operand::Constant(text) => Value::String(text.clone()),
        Operand::Special(Special::Null) => Value::Null,
        Operand::Special(Special::NewObject) => Value::Object(serde_json::Map::new()),
        Operand::Special(Special::LastCollectionInterpretation) => {
            interpretation(context, LAST_COLLECTION)
        }
        Operand::Special(Special::LastConfirmationInterpretation) => {
            interpretation(context, LAST_CONFIRMATION)
        }
        Operand::Special(Special::LastMessage) => state
            .last_message
            .as_ref()
            .and_then(|message| serde_json::to_value(message).ok())
            .unwrap_or(Value::Null),
        Operand::Expression(expression) => return evaluate_expression(context, expression),
        Operand::SessionChannel => {
            Value::String(context.model.channels.get(context.channel).name.clone())
        }
        Operand::Channel(channel) => {
            Value::String(context.model.channels.get(*channel).name.clone())
        }
    })
}

/// Borrowed where it can be: of a large object mostly one field is wanted.
fn variable_value<'a>(context: Context<'a>, name: &str) -> Cow<'a, Value> {
    if name == LANGUAGE {
        return Cow::Owned(Value::String(context.state.language.to_string()));
    }
    let value = context.state.variable(name);
    value.map_or(Cow::Owned(Value::Null), Cow::Borrowed)
}

/// What the last answer was understood as: the part of a result object that can be compared.
fn interpretation(context: Context<'_>, name: &str) -> Value {
    let result = context.state.variable(name);
    result
        .and_then(|result| result.get("value"))
        .cloned()
        .unwrap_or(Value::Null)
}

fn entity_value(entity: Option<&EntityState>, aspect: EntityAspect) -> Value {
    match (entity, aspect) {
        (None, _) => Value::Null,
        (Some(entity), EntityAspect::Value) => entity.value.clone(),
        (Some(entity), EntityAspect::Literal) => text_or_null(&entity.literal),
        (Some(entity), EntityAspect::FormattedLiteral) => text_or_null(entity.formatted_literal()),
    }
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        Value::String(text.to_owned())
    }
}

fn evaluate_access(
    context: Context<'_>,
    expression: &VariableExpression,
) -> Result<Value, EventCause> {
    let mut value = match expression.variable {
        Some(variable) => variable_value(context, &context.model.variables.get(variable).name),
        None => Cow::Owned(Value::Null),
    };
    for access in &expression.accesses {
        value = match access {
            Access::Field(field) => field_of(value, &context.model.fields.get(*field).name),
            Access::Method { name, parameters } => {
                let parameters = parameters
                    .iter()
                    .map(|parameter| evaluate(context, parameter))
                    .collect::<Result<Vec<_>, _>>()?;
                Cow::Owned(methods::call(context, &value, name, &parameters)?)
            }
        };
    }
    Ok(value.into_owned())
}

fn field_of<'a>(value: Cow<'a, Value>, name: &str) -> Cow<'a, Value> {
    let field = match value {
        Cow::Borrowed(value) => value.get(name).map(Cow::Borrowed),
        Cow::Owned(value) => value.get(name).cloned().map(Cow::Owned),
    };
    field.unwrap_or(Cow::Owned(Value::Null))
}

fn evaluate_expression(context: Context<'_>, expression: &Expression) -> Result<Value, EventCause> {
    let left = evaluate(context, &expression.left)?;
    let Some((operator, right_operand)) = &expression.operation else {
        return Ok(left);
    };
    // The right side may read fields of what the left side has just tested for NULL.
    match operator {
        Operator::And if !is_true(&left) => return Ok(Value::Bool(false)),
        Operator::Or if is_true(&left) => return Ok(Value::Bool(true)),
        _ => {}
    }
    let right = evaluate(context, right_operand)?;
    let own = [&expression.left, right_operand].map(|operand| declared_type(context, operand));
    let declared = own.into_iter().flatten().next();
    let order = || compare::order(declared, &left, &right);
    Ok(Value::Bool(match operator {
        Operator::And | Operator::Or => is_true(&right),
        Operator::Equal => compare::equal(declared, &left, &right),
        Operator::NotEqual => !compare::equal(declared, &left, &right),
        Operator::Less => order().is_some_and(|order| order.is_lt()),
        Operator::LessOrEqual => order().is_some_and(|order| order.is_le()),
        Operator::Greater => order().is_some_and(|order| order.is_gt()),
        Operator::GreaterOrEqual => order().is_some_and(|order| order.is_ge()),
        Operator::Plus
        | Operator::Minus
        | Operator::Times
        | Operator::Divide
        | Operator::Modulo => return calculate(*operator, own, &left, &right),
    }))
}

/// Declared type of an operand; none if it has none.
fn declared_type<'a>(context: Context<'a>, operand: &Operand) -> Option<&'a ValueType> {
    let model = context.model;
    let of_variable = |variable| &model.variables.get(variable).value_type;
    match operand {
        Operand::Variable(variable) => Some(of_variable(*variable)),
        Operand::VariableExpression(expression) => match expression.accesses.last() {
            Some(Access::Field(field)) => Some(&model.fields.get(*field).value_type),
            Some(Access::Method { .. }) => None,
            None => expression.variable.map(of_variable),
        },
        Operand::Entity(_, EntityAspect::Literal | EntityAspect::FormattedLiteral)
        | Operand::Intent(
            IntentAspect::Value | IntentAspect::Literal | IntentAspect::FormattedLiteral,
        ) => Some(&ValueType::Text),
        Operand::Intent(IntentAspect::Confidence) => Some(&ValueType::Decimal),
        _ => None,
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::String(text) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}
