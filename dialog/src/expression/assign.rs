//! Assignments (model.md section 4).

use std::cell::Cell;

use serde_json::{Map, Value};

use super::context::Context;
use super::convert::{convert, text_of};
use super::evaluate::evaluate;
use super::plain::plain_text;
use crate::model::{
    Access, Assignment, Channel, Entity, Key, Model, Target, ValueType, VariableExpression,
};
use crate::session::{ActiveIntent, LANGUAGE, SessionState, switch_channel, switch_language};
use crate::turn::EventCause;

/// Runs an assignment. A value that the target's type cannot hold becomes NULL, which the documentation leaves open; a
/// text can hold everything. `channel` follows where the session's channel is assigned.
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
            set_variable(model, state, &variable.name, &variable.value_type, &value);
        }
        Target::Field(field) => set_field(model, state, field, &value)?,
        Target::Entity(entity) => set_entity(model, state, *entity, value),
        Target::Channel => {
            *channel = switch_channel(model, state, &text_of(&value)).unwrap_or(*channel);
        }
        Target::Intent => {
            state.intent = (!value.is_null()).then(|| ActiveIntent {
                name: text_of(&value),
                literal: state
                    .intent
                    .as_ref()
                    .map(|intent| intent.literal.clone())
                    .unwrap_or_default(),
                confidence: 1.0,
            });
        }
    }
    Ok(())
}

fn set_variable(
    model: &Model,
    state: &mut SessionState,
    name: &str,
    value_type: &ValueType,
    value: &Value,
) {
    if name == LANGUAGE {
        switch_language(model, state, &text_of(value));
        return;
    }
    match fitted(model, value_type, value) {
        Value::Null => state.variables.remove(name),
        value => state.variables.insert(name.to_owned(), value),
    };
}

/// The value as one of the target's type. Variables of type text are compatible with every other type.
fn fitted(model: &Model, value_type: &ValueType, value: &Value) -> Value {
    let as_text = || (*value_type == ValueType::Text).then(|| Value::String(plain_text(value)));
    convert(model, value_type, value)
        .or_else(as_text)
        .unwrap_or(Value::Null)
}

fn set_entity(model: &Model, state: &mut SessionState, entity: Key<Entity>, value: Value) {
    let name = &model.entities.get(entity).name;
    if value.is_null() {
        state.clear_entity(name);
    } else {
        let literal = plain_text(&value);
        state.fill_entity(name, value, literal.clone(), literal);
    }
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
    let name = model.variables.get(variable).name.clone();
    let mut place = state.variables.entry(name).or_insert(Value::Null);
    let mut value_type = model.variables.get(variable).value_type.clone();
    for access in &target.accesses {
        let field = match access {
            Access::Field(field) => model.fields.get(*field),
            Access::Method { name, .. } => return Err(EventCause::Method(name.clone())),
        };
        value_type = field.value_type.clone();
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Some(object) = place.as_object_mut() else {
            return Ok(());
        };
        place = object.entry(field.name.clone()).or_insert(Value::Null);
    }
    *place = fitted(model, &value_type, value);
    Ok(())
}
