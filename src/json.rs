//! Plain JSON between Rust and the page.
//!
//! Values are taken apart and put together one by one: a JSON reader and writer would bring their tables for floats,
//! which the browser has already. What is no JSON is left to the browser's own `JSON` to settle beforehand.

use js_sys::{Array, JSON, Object, Reflect};
use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

use crate::conversation::Data;
use crate::protocol::struct_value::number_to_json;

/// Deeper values become null, so that no page can use up the stack.
const MAX_DEPTH: usize = 64;

/// A plain JavaScript value; `null` when there is none for it.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    build(&serde_json::to_value(value).unwrap_or_default())
}

/// The object that a JavaScript value holds; `None` when it is none or is not plain JSON (a cycle, a function).
pub(crate) fn to_data(value: &JsValue) -> Option<Data> {
    let text = JSON::stringify(value).ok()?;
    match from_js(&JSON::parse(&text.as_string()?).ok()?) {
        Value::Object(data) => Some(data),
        _ => None,
    }
}

/// The JSON text of a value.
pub(crate) fn to_text(value: &Value) -> Option<String> {
    JSON::stringify(&build(value)).ok()?.as_string()
}

/// The value that a JSON text stands for; `None` when it is no JSON.
pub(crate) fn from_text(text: &str) -> Option<Value> {
    JSON::parse(text).ok().map(|value| from_js(&value))
}

/// A value that is plain JSON already.
pub(crate) fn from_js(value: &JsValue) -> Value {
    read(value, MAX_DEPTH)
}

/// The JavaScript value of a value.
pub(crate) fn build(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(value) => JsValue::from(*value),
        Value::Number(value) => value.as_f64().map_or(JsValue::NULL, JsValue::from),
        Value::String(value) => JsValue::from(value),
        Value::Array(values) => values.iter().map(build).collect::<Array>().into(),
        Value::Object(values) => {
            let object = Object::new();
            for (name, value) in values {
                // Setting a property of a fresh object cannot fail.
                let _ = Reflect::set(&object, &name.into(), &build(value));
            }
            object.into()
        }
    }
}

fn read(value: &JsValue, depth: usize) -> Value {
    if let Some(text) = value.as_string() {
        Value::String(text)
    } else if let Some(number) = value.as_f64() {
        number_to_json(number)
    } else if let Some(truth) = value.as_bool() {
        Value::Bool(truth)
    } else if depth == 0 {
        Value::Null
    } else if let Some(list) = value.dyn_ref::<Array>() {
        Value::Array(list.iter().map(|value| read(&value, depth - 1)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let mut read_so_far = Map::new();
        for name in Object::keys(object).iter() {
            let value = Reflect::get(object, &name).unwrap_or(JsValue::NULL);
            read_so_far.insert(
                name.as_string().unwrap_or_default(),
                read(&value, depth - 1),
            );
        }
        Value::Object(read_so_far)
    } else {
        Value::Null
    }
}
