//! Data that the client sets: session data at the start and in updates.

use serde_json::{Map, Value};

use super::{SessionState, switch_language};
use crate::expression::{convert, date_of, time_of};
use crate::model::{Model, ValueType};

/// Name of the reserved variable that is the session's language.
pub(crate) const LANGUAGE: &str = "language";

/// Sets declared variables. Names that the project does not declare, values of the wrong type and languages that it
/// does not have are left out (model.md section 10).
pub(crate) fn set_data(model: &Model, state: &mut SessionState, data: &Map<String, Value>) {
    for (name, value) in data {
        if name == LANGUAGE {
            if let Some(language) = value.as_str() {
                switch_language(model, state, language);
            }
            continue;
        }
        let Some(variable) = model.variable_names.get(name) else {
            continue;
        };
        let variable = model.variables.get(*variable);
        if value.is_null() {
            state.clear_variable(name);
        } else if let Some(value) = convert(model, &variable.value_type, value)
            && is_one_of(&variable.value_type, &value)
        {
            state.set_variable(name, value);
        }
    }
}

/// Whether a text is a date or a time where the type is one. Designs may put a visitor's words into such a variable; a
/// client has no words to put there.
fn is_one_of(value_type: &ValueType, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match value_type {
        ValueType::Date => text.is_empty() || date_of(text).is_some(),
        ValueType::Time => text.is_empty() || time_of(text).is_some(),
        _ => true,
    }
}

/// The dynamic entity data of a session, variable by variable (model.md section 11).
pub(crate) fn entity_data<'s>(
    model: &Model,
    state: &'s SessionState,
) -> impl Iterator<Item = &'s Value> {
    model
        .variables
        .iter()
        .filter(|variable| variable.value_type == ValueType::DynamicEntityData)
        .filter_map(|variable| state.variable(&variable.name))
}
