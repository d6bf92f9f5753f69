//! Methods that expressions call (model.md section 4).

use serde_json::Value;

use super::context::Context;
use super::convert::text_of;
use super::number::number_of;
use crate::turn::EventCause;

/// Calls a method. `receiver` is NULL where there is none.
///
/// - `length()`: characters of a text, items of a list; 0 of NULL, which the documentation leaves open
/// - `contains(x)`: whether a list has the item
/// - `random(n)`: a whole number from 0 to n - 1; where the range begins is not documented
pub(super) fn call(
    context: Context<'_>,
    receiver: &Value,
    name: &str,
    parameters: &[Value],
) -> Result<Value, EventCause> {
    match (name, receiver, parameters) {
        ("length", Value::Null, _) => Ok(Value::from(0)),
        ("length", Value::Array(items), _) => Ok(Value::from(items.len())),
        ("length", Value::String(text), _) => Ok(Value::from(text.chars().count())),
        ("length", Value::Number(_), _) => Ok(Value::from(text_of(receiver).len())),
        ("random", _, [limit]) => {
            let limit = number_of(limit)
                .filter(|limit| *limit >= 1.0)
                .ok_or_else(|| EventCause::Method(name.to_owned()))?;
            Ok(Value::from(next_random(context) % (limit as u64)))
        }
        (_, Value::Null, _) => Ok(Value::Null),
        ("contains", Value::Array(items), [item]) => {
            let wanted = text_of(item);
            Ok(Value::Bool(
                items.iter().any(|item| text_of(item) == wanted),
            ))
        }
        _ => Err(EventCause::Method(name.to_owned())),
    }
}

/// The next number of the session's SplitMix64 sequence: one word of state, good enough to vary greetings.
fn next_random(context: Context<'_>) -> u64 {
    let state = context.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
    context.random.set(state);
    let mut number = state;
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
