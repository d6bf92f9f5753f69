//! Data to and from clients and backends (model.md sections 8 and 11).

use serde_json::{Map, Value};

use super::run::Turn;
use crate::expression::{convert, evaluate, text_of};
use crate::model::{EntityAspect, Key, Operand, SendValue, TakenValue, Variable};
use crate::session::{LANGUAGE, switch_channel, switch_language};

/// Reserved variables that every reply of a client or backend sets.
const RETURN_CODE: &str = "returnCode";
const RETURN_MESSAGE: &str = "returnMessage";

/// Name of the predefined variable that is the session's channel.
const CHANNEL: &str = "channel";

/// `returnCode` of success.
const SUCCESS: &str = "0";

impl Turn<'_> {
    /// Values to send: variables and entities by name, parts of the intent and special operands by the word that stands
    /// for them in the project (the documentation gives them no name). NULL is left out: the documentation allows for
    /// both.
    pub(super) fn send_data(&self, values: &[SendValue]) -> Map<String, Value> {
        let model = self.model;
        let named = values.iter().filter_map(|value| {
            let (name, operand) = match *value {
                SendValue::Variable(variable) => (
                    model.variables.get(variable).name.as_str(),
                    Operand::Variable(variable),
                ),
                SendValue::Entity(entity) => (
                    model.entities.get(entity).name.as_str(),
                    Operand::Entity(entity, EntityAspect::Value),
                ),
                SendValue::Intent(aspect) => (aspect.word(), Operand::Intent(aspect)),
                SendValue::Special(special) => (special.word(), Operand::Special(special)),
                SendValue::Channel => (CHANNEL, Operand::SessionChannel),
            };
            // None of these operands calls a method, which is what can fail.
            let value = evaluate(self.context(), &operand).unwrap_or(Value::Null);
            (!value.is_null()).then(|| (name.to_owned(), value))
        });
        named.collect()
    }

    /// Takes over a reply and tells whether it is a success. Only then the listed values are taken; the return code and
    /// message always are, so that the design can look at them.
    pub(super) fn take_data(&mut self, take: &[TakenValue], data: &Map<String, Value>) -> bool {
        for name in [RETURN_CODE, RETURN_MESSAGE] {
            match data.get(name) {
                None | Some(Value::Null) => self.state.clear_variable(name),
                Some(value) => self.state.set_variable(name, Value::String(text_of(value))),
            }
        }
        if data.get(RETURN_CODE).map(text_of).as_deref() != Some(SUCCESS) {
            return false;
        }
        for value in take {
            match *value {
                TakenValue::Variable(variable) => self.take_variable(variable, data),
                TakenValue::Channel => {
                    let name = data.get(CHANNEL).map(text_of).unwrap_or_default();
                    let switched = switch_channel(self.model, &mut self.state, &name);
                    self.channel = switched.unwrap_or(self.channel);
                }
            }
        }
        true
    }

    /// Takes over a variable, if the reply has it and its value is of the declared type.
    fn take_variable(&mut self, variable: Key<Variable>, data: &Map<String, Value>) {
        let variable = self.model.variables.get(variable);
        let Some(value) = data.get(&variable.name) else {
            return;
        };
        if variable.name == LANGUAGE {
            switch_language(self.model, &mut self.state, &text_of(value));
            return;
        }
        match convert(self.model, &variable.value_type, value) {
            None => {}
            Some(Value::Null) => self.state.clear_variable(&variable.name),
            Some(value) => self.state.set_variable(&variable.name, value),
        }
    }
}
