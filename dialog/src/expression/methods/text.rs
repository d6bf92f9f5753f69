//! Methods of texts. Positions count characters.

use serde_json::Value;

use super::{position, position_or_not_there};
use crate::expression::arithmetic::joined;
use crate::expression::bounds::MAX_TEXT;
use crate::expression::convert::text_of;
use crate::turn::EventCause;

/// Calls a method of a text; none if texts do not have it.
pub(super) fn call(
    text: &str,
    method: &str,
    parameters: &[Value],
) -> Result<Option<Value>, EventCause> {
    let first = parameters.first().map(text_of).unwrap_or_default();
    Ok(match (method, parameters) {
        ("contains", [_]) => Some(Value::Bool(text.contains(&first))),
        ("startswith", [_]) => Some(Value::Bool(text.starts_with(&first))),
        ("endswith", [_]) => Some(Value::Bool(text.ends_with(&first))),
        ("indexof", [_]) => {
            let before = text.split_once(&first).map(|(before, _)| before);
            Some(position_or_not_there(
                before.map(|before| before.chars().count()),
            ))
        }
        ("substring", [begin]) => part(text, begin, None),
        ("substring", [begin, end]) => part(text, begin, Some(end)),
        ("charat", [index]) => position(index).map(|index| {
            let character = text.chars().nth(index);
            character.map_or(Value::Null, |character| {
                Value::String(character.to_string())
            })
        }),
        ("touppercase" | "toupper", []) => Some(Value::String(text.to_uppercase())),
        ("tolowercase" | "tolower", []) => Some(Value::String(text.to_lowercase())),
        ("trim", []) => Some(Value::String(text.trim().to_owned())),
        ("replace", [_, by]) => Some(Value::String(replaced(text, &first, &text_of(by))?)),
        ("concat", [_]) => Some(Value::String(joined(text, &first)?)),
        ("split", [_]) => Some(text.split(&first).map(Value::from).collect()),
        _ => None,
    })
}

/// The characters from `begin` on, before `end`; as much of them as there is.
fn part(text: &str, begin: &Value, end: Option<&Value>) -> Option<Value> {
    let begin = position(begin)?;
    let end = end.map_or(Some(usize::MAX), position)?;
    let part: String = text
        .chars()
        .skip(begin)
        .take(end.saturating_sub(begin))
        .collect();
    Some(Value::String(part))
}

fn replaced(text: &str, old: &str, new: &str) -> Result<String, EventCause> {
    let grown = text
        .matches(old)
        .count()
        .saturating_mul(new.len())
        .saturating_add(text.len());
    if grown > MAX_TEXT {
        return Err(EventCause::TooLong { limit: MAX_TEXT });
    }
    Ok(text.replace(old, new))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_cut_searched_and_changed_by_characters() {
        for (method, parameters, expected) in [
            ("contains", vec![json!("tré")], Some(json!(true))),
            ("indexof", vec![json!("al")], Some(json!(6))),
            ("indexof", vec![json!("x")], Some(json!(-1))),
            ("startswith", vec![json!("Mon")], Some(json!(true))),
            ("endswith", vec![json!("Mon")], Some(json!(false))),
            ("substring", vec![json!(5)], Some(json!("éal"))),
            ("substring", vec![json!("0"), json!(3)], Some(json!("Mon"))),
            ("substring", vec![json!(6), json!(99)], Some(json!("al"))),
            ("substring", vec![json!(3), json!(1)], Some(json!(""))),
            ("substring", vec![json!(-1)], None),
            ("charat", vec![json!(5)], Some(json!("é"))),
            ("charat", vec![json!(99)], Some(json!(null))),
            ("touppercase", vec![], Some(json!("MONTRÉAL"))),
            ("tolower", vec![], Some(json!("montréal"))),
            (
                "replace",
                vec![json!("ré"), json!("re")],
                Some(json!("Montreal")),
            ),
            ("concat", vec![json!("!")], Some(json!("Montréal!"))),
            ("split", vec![json!("t")], Some(json!(["Mon", "réal"]))),
            ("get", vec![json!(0)], None),
        ] {
            let called = call("Montréal", method, &parameters);
            assert_eq!(called, Ok(expected), "{method} {parameters:?}");
        }
    }

    #[test]
    fn replacing_does_not_grow_a_text_without_end() {
        let long = "x".repeat(MAX_TEXT / 2);
        assert_eq!(
            call(&long, "replace", &[json!("x"), json!("yyy")]),
            Err(EventCause::TooLong { limit: MAX_TEXT })
        );
    }
}
