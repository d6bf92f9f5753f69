//! Plain JSON between Rust and the page, by way of the browser's own `JSON`: the smallest code for it.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::conversation::Data;

/// A plain JavaScript value; `undefined` when there is none for it.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    serde_json::to_string(value)
        .ok()
        .and_then(|text| js_sys::JSON::parse(&text).ok())
        .unwrap_or(JsValue::UNDEFINED)
}

/// The object that a JavaScript value holds; `None` when it is none or is not plain JSON (a cycle, a function).
pub(super) fn to_data(value: &JsValue) -> Option<Data> {
    let text = js_sys::JSON::stringify(value).ok()?.as_string()?;
    match serde_json::from_str(&text).ok()? {
        Value::Object(data) => Some(data),
        _ => None,
    }
}
