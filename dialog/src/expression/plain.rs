//! Values as texts for people, where nothing says how to format them.

use serde_json::Value;

use super::convert::text_of;
use super::number::number_of;

/// A value in the text form of the specification: amounts `USD 234.56`, distances `12.5 km LT`, temperatures `20 C`,
/// dates and times as they are kept. The items of a list are set apart by commas, which the documentation leaves open;
/// other objects are JSON.
pub(crate) fn plain_text(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain_text).collect();
            items.join(", ")
        }
        Value::Object(quantity) if number_of(value).is_some() => {
            let word = |key: &str| quantity.get(key).map(text_of).unwrap_or_default();
            let (number, unit) = (word("number"), word("unit"));
            let words = if is_currency(&unit) {
                [unit, number, String::new()]
            } else {
                [number, unit, word("modifier")]
            };
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            words.join(" ")
        }
        other => text_of(other),
    }
}

/// Whether a unit is the code of a currency (ISO 4217) by its form.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_read_as_the_specification_writes_them() {
        for (value, expected) in [
            (json!({"unit": "USD", "number": 234.56}), "USD 234.56"),
            (
                json!({"number": 12.5, "unit": "km", "modifier": "LT"}),
                "12.5 km LT",
            ),
            (json!({"number": 20, "unit": "C"}), "20 C"),
            (json!({"number": 4}), "4"),
            (json!(["a", 2, null]), "a, 2, "),
            (json!(true), "true"),
            (json!("0130p"), "0130p"),
            (json!({"name": "x"}), r#"{"name":"x"}"#),
            (json!(null), ""),
        ] {
            assert_eq!(plain_text(&value), expected);
        }
    }
}
