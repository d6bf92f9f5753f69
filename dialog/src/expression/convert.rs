//! Values by their declared type (model.md section 11).

use serde_json::{Map, Value};

use super::bounds::can_be_kept;
use super::moment::date_of;
use super::number::{number_of, parse, value_of};
use crate::model::{Key, Model, Schema, ValueType};

/// The value as one of `value_type`; none if it cannot be one, or is too large to be kept. NULL stays NULL. Objects and
/// lists may come as texts that hold JSON, which is all that constants and interpretations can carry.
pub(crate) fn convert(model: &Model, value_type: &ValueType, value: &Value) -> Option<Value> {
    // Once more for the whole: texts with JSON in texts with JSON are nested deeper than each of them.
    converted(model, value_type, value).filter(can_be_kept)
}

fn converted(model: &Model, value_type: &ValueType, value: &Value) -> Option<Value> {
    if value.is_null() {
        return Some(Value::Null);
    }
    match value_type {
        ValueType::Text | ValueType::Time => text(value),
        ValueType::Date => text(value).map(plain_date),
        ValueType::Boolean => match value {
            Value::Bool(_) => Some(value.clone()),
            Value::String(text) if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
            _ => None,
        },
        ValueType::Integer => integer(value),
        ValueType::Decimal => (!value.is_object())
            .then(|| number_of(value).map(value_of))
            .flatten(),
        ValueType::Amount | ValueType::Temperature => quantity(value, &["unit"]),
        ValueType::Distance => quantity(value, &["unit", "modifier"]),
        ValueType::List(item_type) => {
            let list = structured(value);
            let items = list.as_array()?.iter().map(|item| match item_type {
                // A place that an item of another type had stays, so that positions mean the same.
                Some(item_type) => converted(model, item_type, item).unwrap_or(Value::Null),
                None => item.clone(),
            });
            Some(Value::Array(items.collect()))
        }
        ValueType::DynamicEntityData => Some(structured(value)).filter(Value::is_object),
        ValueType::ResourceReferences => {
            Some(structured(value)).filter(|value| value.is_object() || value.is_array())
        }
        ValueType::Object(schema) => object(model, *schema, structured(value).as_object()?),
    }
}

/// A value as text: whole decimals without `.0`, NULL as nothing, lists and objects as JSON.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) if number.is_f64() => match number.as_f64().map(value_of) {
            Some(Value::Number(whole)) => whole.to_string(),
            _ => number.to_string(),
        },
        Value::Number(number) => number.to_string(),
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The object or list that a text holds as JSON; anything else as it is. What is too large to be kept stays a text, or
/// becomes NULL.
pub(crate) fn structured(value: &Value) -> Value {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            let read = serde_json::from_str(text).ok();
            read.filter(can_be_kept).unwrap_or_else(|| value.clone())
        }
        other if can_be_kept(other) => other.clone(),
        _ => Value::Null,
    }
}

fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(_) | Value::Bool(_) => Some(Value::String(text_of(value))),
        _ => None,
    }
}

/// Dates are kept without hyphens. A text that is no date is kept too: the words that a visitor said instead.
fn plain_date(text: Value) -> Value {
    let date = text.as_str().and_then(date_of);
    date.map_or(text, |date| {
        Value::String(format!(
            "{:04}{:02}{:02}",
            date.year(),
            date.month(),
            date.day()
        ))
    })
}

/// Long numbers of accounts and orders are exact; a double would change their last digits.
fn integer(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if !number.is_f64() => Some(value.clone()),
        Value::Number(_) | Value::String(_) => {
            let exact = value
                .as_str()
                .and_then(|text| text.trim().parse::<i64>().ok());
            exact.map(Value::from).or_else(|| {
                number_of(value)
                    .filter(|number| number.fract() == 0.0)
                    .map(value_of)
            })
        }
        _ => None,
    }
}

/// An amount, distance or temperature: an object, or the text form of the specification (`USD 234.56`, `12.5 km LT`).
fn quantity(value: &Value, words: &[&str]) -> Option<Value> {
    let given = match structured(value) {
        Value::Object(given) => given,
        Value::String(text) => written_quantity(&text)?,
        _ => return None,
    };
    let number = given.get("number").filter(|number| !number.is_object())?;
    let mut converted = Map::new();
    converted.insert("number".to_owned(), value_of(number_of(number)?));
    for word in words {
        if let Some(value) = given.get(*word).filter(|value| value.is_string()) {
            converted.insert((*word).to_owned(), value.clone());
        }
    }
    Some(Value::Object(converted))
}

/// Reads `USD 234.56`, `20 C` and `12.5 km LT`; none without a number and a unit.
fn written_quantity(text: &str) -> Option<Map<String, Value>> {
    let mut quantity = Map::new();
    let mut insert = |key: &str, value: Value| {
        if !quantity.contains_key(key) {
            quantity.insert(key.to_owned(), value);
            return true;
        }
        false
    };
    for part in text.split_whitespace() {
        let word = || Value::String(part.to_owned());
        let placed = match parse(part) {
            Some(number) => insert("number", value_of(number)),
            None => insert("unit", word()) || insert("modifier", word()),
        };
        if !placed {
            return None;
        }
    }
    (quantity.contains_key("number") && quantity.contains_key("unit")).then_some(quantity)
}

/// The fields of the schema; others are left out, and so are values of another type. Types may contain themselves; the
/// nesting of the value ends this, and each text with JSON in a text with JSON is far shorter than the other.
fn object(model: &Model, schema: Key<Schema>, given: &Map<String, Value>) -> Option<Value> {
    let mut fields = Map::new();
    for field in &model.schemas.get(schema).fields {
        let field = model.fields.get(*field);
        let value = given
            .get(&field.name)
            .and_then(|value| converted(model, &field.value_type, value));
        if let Some(value) = value {
            fields.insert(field.name.clone(), value);
        }
    }
    Some(Value::Object(fields))
}
