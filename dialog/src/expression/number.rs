//! Numbers as JSON values.

use serde_json::{Number, Value};

/// The number that a value is, as JSON number, as text, or as the number of an amount, distance or temperature.
pub(crate) fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => parse(text),
        Value::Object(quantity) => match quantity.get("number")? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => parse(text),
            _ => None,
        },
        _ => None,
    }
}

/// The unit of an amount, distance or temperature; none if it names none.
pub(crate) fn unit_of(value: &Value) -> Option<&str> {
    value
        .get("unit")
        .and_then(Value::as_str)
        .filter(|unit| !unit.is_empty())
}

/// Reads a decimal number; not `NaN`, `inf` and the like, which the standard parser takes.
pub(super) fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = |character: char| character.is_ascii_digit() || "+-.eE".contains(character);
    text.chars()
        .all(plain)
        .then(|| text.parse().ok())?
        .filter(|number: &f64| number.is_finite())
}

/// A JSON number, whole where it can be; NULL for what JSON cannot hold.
pub(super) fn value_of(number: f64) -> Value {
    // 2^53: up to here every whole number has its own f64.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
