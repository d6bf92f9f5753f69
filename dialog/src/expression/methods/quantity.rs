//! Methods of numbers, of amounts, distances and temperatures, and of dynamic entity data.

use serde_json::Value;

use crate::expression::convert::text_of;
use crate::expression::number::{number_of, value_of};

/// Calls a method of a number; none if numbers do not have it. Halves are rounded away from zero.
pub(super) fn of_number(value: &Value, method: &str, parameters: &[Value]) -> Option<Value> {
    let calculate: fn(f64) -> f64 = match (method, parameters) {
        ("abs", []) => f64::abs,
        ("round", []) => f64::round,
        ("floor", []) => f64::floor,
        ("ceil", []) => f64::ceil,
        ("getnumber", []) => |number| number,
        _ => return None,
    };
    Some(number_of(value).map_or(Value::Null, |number| value_of(calculate(number))))
}

/// Calls a method of an object; none if objects do not have it.
pub(super) fn of_object(value: &Value, method: &str, parameters: &[Value]) -> Option<Value> {
    let part = |key: &str| value.get(key).cloned().unwrap_or(Value::Null);
    match (method, parameters) {
        ("getunit", []) => Some(part("unit")),
        ("getmodifier", []) => Some(part("modifier")),
        ("contains", [wanted]) => Some(Value::Bool(has_item(value, &text_of(wanted)))),
        _ => of_number(value, method, parameters),
    }
}

/// Whether dynamic entity data has an item of this canonical or literal.
fn has_item(entity_data: &Value, wanted: &str) -> bool {
    let entities = entity_data.as_object().into_iter().flatten();
    let mut items = entities.filter_map(|(_, items)| items.as_array()).flatten();
    items.any(|item| {
        ["canonical", "literal"]
            .iter()
            .any(|key| item.get(key).is_some_and(|value| text_of(value) == wanted))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_rounded_and_amounts_taken_apart() {
        for (value, method, expected) in [
            (json!(-2.5), "abs", json!(2.5)),
            (json!("2.5"), "round", json!(3)),
            (json!(2.9), "floor", json!(2)),
            (json!(2.1), "ceil", json!(3)),
            (json!("two"), "round", json!(null)),
        ] {
            assert_eq!(
                of_number(&value, method, &[]),
                Some(expected),
                "{value} {method}"
            );
        }
        let amount = json!({"unit": "USD", "number": "10.50"});
        assert_eq!(of_object(&amount, "getunit", &[]), Some(json!("USD")));
        assert_eq!(of_object(&amount, "getnumber", &[]), Some(json!(10.5)));
        assert_eq!(of_object(&amount, "getmodifier", &[]), Some(json!(null)));
        assert_eq!(of_object(&amount, "trim", &[]), None);
    }

    #[test]
    fn dynamic_entity_data_is_searched_by_canonical_and_literal() {
        let data =
            json!({"FRIEND": [{"canonical": "ann", "literal": "Annie"}, {"literal": "Bob"}]});
        for (wanted, expected) in [
            ("ann", true),
            ("Annie", true),
            ("Bob", true),
            ("Carl", false),
        ] {
            assert_eq!(
                of_object(&data, "contains", &[json!(wanted)]),
                Some(json!(expected))
            );
        }
    }
}
