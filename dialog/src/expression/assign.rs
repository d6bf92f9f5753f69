//! Assignments (model.md section 4).

use std::cell::Cell;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::bounds::{MAX_NESTING, can_be_kept, made_text};
use super::context::Context;
use super::convert::{convert, text_of};
use super::evaluate::evaluate;
use super::plain::plain_text;
use crate::model::{
    Access, Assignment, Channel, Entity, Key, Model, Target, ValueType, VariableExpression,
};
use crate::session::{ActiveIntent, LANGUAGE, SessionState, switch_channel, switch_language};
use crate::turn::EventCause;

/// Runs an assignment. A value that the target's type cannot hold becomes NULL, which the documentation leaves open, and
/// so does an object or list that is too large to be kept; a text can hold everything. `channel` follows where the
/// session's channel is assigned.
///
/// # Errors
///
/// When evaluating the value fails, or when it makes a text that is too long.
pub(crate) fn assign(
    model: &Model,
    state: &mut SessionState,
    channel: &mut Key<Channel>,
    random: &Cell<u64>,
    assignment: &Assignment,
) -> Result<(), EventCause> {
    let value = evaluate(
        Context {
            model,
            state,
            channel: *channel,
            random,
        },
        &assignment.value,
    )?;
    match &assignment.target {
        Target::Variable(variable) => {
            let variable = model.variables.get(*variable);
            set_variable(model, state, &variable.name, &variable.value_type, &value)?;
        }
        Target::Field(field) => set_field(model, state, field, &value)?,
        Target::Entity(entity) => set_entity(model, state, *entity, value)?,
        Target::Channel => {
            *channel = switch_channel(model, state, &text_of(&value)).unwrap_or(*channel);
        }
        Target::Intent => set_intent(state, &value)?,
    }
    Ok(())
}

fn set_variable(
    model: &Model,
    state: &mut SessionState,
    name: &str,
    value_type: &ValueType,
    value: &Value,
) -> Result<(), EventCause> {
    if name == LANGUAGE {
        switch_language(model, state, &text_of(value));
        return Ok(());
    }
    match fitted(model, value_type, value)? {
        Value::Null => state.clear_variable(name),
        value => state.set_variable(name, value),
    }
    Ok(())
}

/// The value as one of the target's type. Variables of type text are compatible with every other type.
fn fitted(model: &Model, value_type: &ValueType, value: &Value) -> Result<Value, EventCause> {
    match convert(model, value_type, value) {
        Some(value) => Ok(value),
        None if *value_type == ValueType::Text => made_text(plain_text(value)).map(Value::String),
        None => Ok(Value::Null),
    }
}

fn set_entity(
    model: &Model,
    state: &mut SessionState,
    entity: Key<Entity>,
    value: Value,
) -> Result<(), EventCause> {
    let name = &model.entities.get(entity).name;
    if value.is_null() || !can_be_kept(&value) {
        state.clear_entity(name);
    } else {
        let literal = made_text(plain_text(&value))?;
        state.fill_entity(name, value, literal.clone(), literal);
    }
    Ok(())
}

/// Makes an intent the active one, by name. The words that made the visitor's intent active stay.
fn set_intent(state: &mut SessionState, value: &Value) -> Result<(), EventCause> {
    if value.is_null() {
        state.intent = None;
        return Ok(());
    }
    let name = made_text(text_of(value))?;
    let literal = state.intent.take().map(|intent| intent.literal.clone());
    state.intent = Some(Arc::new(ActiveIntent {
        name,
        literal: literal.unwrap_or_default(),
        confidence: 1.0,
    }));
    Ok(())
}

fn set_field(
    model: &Model,
    state: &mut SessionState,
    target: &VariableExpression,
    value: &Value,
) -> Result<(), EventCause> {
    let Some(variable) = target.variable else {
        return Ok(());
    };
    // A type that contains itself has paths of any length.
    if target.accesses.len() >= MAX_NESTING {
        return Ok(());
    }
    let variable = model.variables.get(variable);
    let mut value_type = &variable.value_type;
    let mut path = Vec::new();
    for access in &target.accesses {
        let field = match access {
            Access::Field(field) => model.fields.get(*field),
            Access::Method { name, .. } => return Err(EventCause::Method(name.clone())),
        };
        path.push(field.name.as_str());
        value_type = &field.value_type;
    }
    let value = fitted(model, value_type, value)?;
    let whole = state.variable_mut(&variable.name);
    put(whole, &path, value);
    if !can_be_kept(whole) {
        put(whole, &path, Value::Null);
    }
    Ok(())
}

/// Puts a value where a path of field names leads to. Objects on the way are created.
fn put(place: &mut Value, path: &[&str], value: Value) {
    let Some((field, rest)) = path.split_first() else {
        *place = value;
        return;
    };
    let mut object = match place.take() {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    put(object.entry(*field).or_insert(Value::Null), rest, value);
    *place = Value::Object(object);
}
