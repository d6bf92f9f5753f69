//! Data to and from clients and backends (model.md sections 8 and 11).

use serde_json::{Map, Value};

use super::run::Turn;
use crate::expression::{convert, text_of};
use crate::model::{Key, SendValue, Variable};
use crate::session::LANGUAGE;

/// Reserved variables that every reply of a client or backend sets.
const RETURN_CODE: &str = "returnCode";
const RETURN_MESSAGE: &str = "returnMessage";

/// `returnCode` of success.
const SUCCESS: &str = "0";

impl Turn<'_> {
    /// Values to send, by name. NULL is left out: the documentation allows for both.
    pub(super) fn send_data(&self, values: &[SendValue]) -> Map<String, Value> {
        let mut data = Map::new();
        for value in values {
            let (name, value) = match value {
                SendValue::Variable(variable) => {
                    let name = &self.model.variables.get(*variable).name;
                    let value = if name == LANGUAGE {
                        Value::String(self.state.language.clone())
                    } else {
                        self.state
                            .variables
                            .get(name)
                            .cloned()
                            .unwrap_or(Value::Null)
                    };
                    (name, value)
                }
                SendValue::Entity(entity) => {
                    let name = &self.model.entities.get(*entity).name;
                    (name, self.state.entity_value(name).clone())
                }
            };
            if !value.is_null() {
                data.insert(name.clone(), value);
            }
        }
        data
    }

    /// Takes over a reply and tells whether it is a success. Only then the listed variables are taken; the return code
    /// and message always are, so that the design can look at them.
    pub(super) fn take_data(&mut self, take: &[Key<Variable>], data: &Map<String, Value>) -> bool {
        for name in [RETURN_CODE, RETURN_MESSAGE] {
            match data.get(name) {
                None | Some(Value::Null) => self.state.variables.remove(name),
                Some(value) => self
                    .state
                    .variables
                    .insert(name.to_owned(), Value::String(text_of(value))),
            };
        }
        if data.get(RETURN_CODE).map(text_of).as_deref() != Some(SUCCESS) {
            return false;
        }
        for variable in take {
            let variable = self.model.variables.get(*variable);
            let Some(value) = data.get(&variable.name) else {
                continue;
            };
            match convert(self.model, &variable.value_type, value) {
                None => {}
                Some(Value::Null) => {
                    self.state.variables.remove(&variable.name);
                }
                Some(value) => {
                    self.state.variables.insert(variable.name.clone(), value);
                }
            }
        }
        true
    }
}
