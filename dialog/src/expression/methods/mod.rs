//! Methods that expressions call (model.md section 4).
//!
//! The documentation names `length`, `contains`, `random` and `getDay` and says that which methods there are depends
//! on the type; the others are those that the names of these suggest, with the meaning that they have in Java, which
//! the original's names and date patterns come from. Names are compared without regard to case.
//!
//! | of | methods |
//! |---|---|
//! | nothing | `random(n)`: a whole number from 0 to n - 1, where the range begins is not documented |
//! | everything | `length()`, `isEmpty()`, `toString()` |
//! | lists | `contains(x)`, `indexOf(x)`, `get(i)`, `join(separator)` |
//! | dynamic entity data | `contains(x)`: a canonical or literal; `length()`: items of all entities |
//! | texts | `contains(x)`, `indexOf(x)`, `startsWith(x)`, `endsWith(x)`, `substring(begin, end)`, `charAt(i)`, `toUpperCase()`, `toLowerCase()`, `trim()`, `replace(a, b)`, `concat(x)`, `split(separator)` |
//! | dates | `getDay()` of the month, `getMonth()` from 1, `getYear()`, `getDayOfWeek()`: Monday is 1 |
//! | times | `getHours()` of 24, `getMinutes()` |
//! | amounts, distances, temperatures | `getUnit()`, `getNumber()`, `getModifier()` |
//! | numbers | `abs()`, `round()`, `floor()`, `ceil()` |
//!
//! Positions count from 0. A method of NULL gives NULL, but for `length`, which gives 0, and `isEmpty`.

mod list;
mod quantity;
mod text;

use serde_json::Value;

use super::bounds::made_text;
use super::context::Context;
use super::convert::text_of;
use super::moment::{date_of, time_of};
use super::number::number_of;
use crate::turn::EventCause;

/// Calls a method. `receiver` is NULL where there is none. A method that is not known, or not of this value, or with
/// other parameters, throws `error`.
pub(super) fn call(
    context: Context<'_>,
    receiver: &Value,
    name: &str,
    parameters: &[Value],
) -> Result<Value, EventCause> {
    let method = name.to_ascii_lowercase();
    let called = match (method.as_str(), receiver, parameters) {
        ("random", _, [limit]) => random(context, limit),
        ("length" | "size", _, []) => length(receiver),
        ("isempty", _, []) => Some(Value::Bool(is_empty(receiver))),
        _ if !is_known(&method) => None,
        (_, Value::Null, _) => Some(Value::Null),
        ("tostring", _, []) => Some(Value::String(made_text(text_of(receiver))?)),
        (method, Value::Array(items), _) => list::call(items, method, parameters)?,
        (method, Value::Object(_), _) => quantity::of_object(receiver, method, parameters),
        _ => match quantity::of_number(receiver, &method, parameters)
            .or_else(|| of_moment(&text_of(receiver), &method, parameters))
        {
            Some(value) => Some(value),
            None => text::call(&text_of(receiver), &method, parameters)?,
        },
    };
    called.ok_or_else(|| EventCause::Method(name.to_owned()))
}

/// Whether there is a method of this name, in whatever case, for any type.
pub(crate) fn is_method(name: &str) -> bool {
    is_known(&name.to_ascii_lowercase())
}

/// Whether there is a method of this name, in lower case, for any type.
fn is_known(method: &str) -> bool {
    const KNOWN: [&str; 34] = [
        "random",
        "length",
        "size",
        "isempty",
        "tostring",
        "contains",
        "indexof",
        "get",
        "join",
        "startswith",
        "endswith",
        "substring",
        "charat",
        "touppercase",
        "toupper",
        "tolowercase",
        "tolower",
        "trim",
        "replace",
        "concat",
        "split",
        "getday",
        "getmonth",
        "getyear",
        "getdayofweek",
        "gethours",
        "getminutes",
        "getunit",
        "getnumber",
        "getmodifier",
        "abs",
        "round",
        "floor",
        "ceil",
    ];
    KNOWN.contains(&method)
}

fn length(receiver: &Value) -> Option<Value> {
    let length = match receiver {
        Value::Null => 0,
        Value::Array(items) => items.len(),
        Value::Object(entities) => entities
            .values()
            .filter_map(Value::as_array)
            .map(Vec::len)
            .sum(),
        other => text_of(other).chars().count(),
    };
    Some(Value::from(length))
}

fn is_empty(receiver: &Value) -> bool {
    match receiver {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Parts of a date or time; NULL where the text is neither.
fn of_moment(text: &str, method: &str, parameters: &[Value]) -> Option<Value> {
    if !parameters.is_empty() {
        return None;
    }
    let date = |part: fn(jiff::civil::Date) -> i64| {
        Some(date_of(text).map(part).map_or(Value::Null, Value::from))
    };
    let time = |part: fn(jiff::civil::Time) -> i64| {
        Some(time_of(text).map(part).map_or(Value::Null, Value::from))
    };
    match method {
        "getday" => date(|date| date.day().into()),
        "getmonth" => date(|date| date.month().into()),
        "getyear" => date(|date| date.year().into()),
        "getdayofweek" => date(|date| date.weekday().to_monday_one_offset().into()),
        "gethours" => time(|time| time.hour().into()),
        "getminutes" => time(|time| time.minute().into()),
        _ => None,
    }
}

/// Position that a parameter is; none if it is none.
fn position(parameter: &Value) -> Option<usize> {
    number_of(parameter)
        .filter(|number| *number >= 0.0 && number.fract() == 0.0)
        .map(|number| number as usize)
}

fn position_or_not_there(found: Option<usize>) -> Value {
    found.map_or(Value::from(-1), Value::from)
}

fn random(context: Context<'_>, limit: &Value) -> Option<Value> {
    let limit = number_of(limit).filter(|limit| *limit >= 1.0)?;
    next_random(context)
        .checked_rem(limit as u64)
        .map(Value::from)
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
