//! Methods of lists.

use serde_json::Value;

use super::{position, position_or_not_there};
use crate::expression::arithmetic::joined;
use crate::expression::convert::text_of;
use crate::turn::EventCause;

/// Calls a method of a list; none if lists do not have it. Items are the same if their texts are.
pub(super) fn call(
    items: &[Value],
    method: &str,
    parameters: &[Value],
) -> Result<Option<Value>, EventCause> {
    let find = |wanted: &Value| {
        let wanted = text_of(wanted);
        items.iter().position(|item| text_of(item) == wanted)
    };
    Ok(match (method, parameters) {
        ("contains", [item]) => Some(Value::Bool(find(item).is_some())),
        ("indexof", [item]) => Some(position_or_not_there(find(item))),
        ("get", [index]) => {
            position(index).map(|index| items.get(index).cloned().unwrap_or(Value::Null))
        }
        ("join", [separator]) => Some(Value::String(join(items, &text_of(separator))?)),
        _ => None,
    })
}

fn join(items: &[Value], separator: &str) -> Result<String, EventCause> {
    let mut text = String::new();
    for (number, item) in items.iter().enumerate() {
        let before = if number == 0 { "" } else { separator };
        text = joined(&text, &format!("{before}{}", text_of(item)))?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_answer_by_the_texts_of_their_items() {
        let items = [json!("red"), json!(7), json!(null)];
        for (method, parameters, expected) in [
            ("contains", vec![json!("red")], Some(json!(true))),
            ("contains", vec![json!("7")], Some(json!(true))),
            ("contains", vec![json!("blue")], Some(json!(false))),
            ("indexof", vec![json!(7)], Some(json!(1))),
            ("indexof", vec![json!("blue")], Some(json!(-1))),
            ("get", vec![json!("1")], Some(json!(7))),
            ("get", vec![json!(9)], Some(json!(null))),
            ("get", vec![json!("first")], None),
            ("join", vec![json!(" / ")], Some(json!("red / 7 / "))),
            ("contains", vec![], None),
            ("trim", vec![], None),
        ] {
            assert_eq!(
                call(&items, method, &parameters),
                Ok(expected),
                "{method} {parameters:?}"
            );
        }
    }
}
