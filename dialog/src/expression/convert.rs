//! Values by their declared type (model.md section 11).

use serde_json::{Map, Value};

use super::number::{number_of, value_of};
use crate::model::{Model, ValueType};

/// The value as one of `value_type`; none if it cannot be one. NULL stays NULL.
pub(crate) fn convert(model: &Model, value_type: &ValueType, value: &Value) -> Option<Value> {
    if value.is_null() {
        return Some(Value::Null);
    }
    match value_type {
        ValueType::Text | ValueType::Date | ValueType::Time => match value {
            Value::String(_) => Some(value.clone()),
            Value::Number(_) | Value::Bool(_) => Some(Value::String(text_of(value))),
            _ => None,
        },
        ValueType::Boolean => match value {
            Value::Bool(_) => Some(value.clone()),
            Value::String(text) if text == "true" => Some(Value::Bool(true)),
            Value::String(text) if text == "false" => Some(Value::Bool(false)),
            _ => None,
        },
        ValueType::Integer => number_of(value)
            .filter(|number| number.fract() == 0.0)
            .map(value_of),
        ValueType::Decimal => number_of(value).map(value_of),
        ValueType::Amount => {
            let amount = value.as_object()?;
            let number = number_of(amount.get("number")?)?;
            let mut converted = Map::new();
            converted.insert(
                "unit".to_owned(),
                amount.get("unit").cloned().unwrap_or(Value::Null),
            );
            converted.insert("number".to_owned(), value_of(number));
            Some(Value::Object(converted))
        }
        ValueType::List => value.is_array().then(|| value.clone()),
        ValueType::DynamicEntityData => value.is_object().then(|| value.clone()),
        ValueType::Object(schema) => {
            let object = value.as_object()?;
            let mut converted = Map::new();
            for field in &model.schemas.get(*schema).fields {
                let field = model.fields.get(*field);
                // Types may contain themselves; the nesting of the value bounds this, and JSON readers bound that.
                let value = object
                    .get(&field.name)
                    .and_then(|value| convert(model, &field.value_type, value));
                if let Some(value) = value {
                    converted.insert(field.name.clone(), value);
                }
            }
            Some(Value::Object(converted))
        }
    }
}

/// A value as text: whole decimals without `.0`, NULL as nothing, lists and objects as JSON.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => match number.as_f64().map(value_of) {
            Some(Value::Number(whole)) => whole.to_string(),
            _ => number.to_string(),
        },
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
