//! Comparisons. What is compared depends on the *declared* type (model.md section 4): a PIN `"0000"` does not equal
//! `"0"`, an integer `0` does.

use std::cmp::Ordering;

use serde_json::Value;

use super::convert::text_of;
use super::number::number_of;
use crate::model::ValueType;

/// Whether the values are equal. The empty text equals NULL.
pub(super) fn equal(declared: Option<&ValueType>, left: &Value, right: &Value) -> bool {
    if is_nothing(left) || is_nothing(right) {
        return is_nothing(left) && is_nothing(right);
    }
    match kind(declared, left, right) {
        Kind::Number => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => left == right,
            _ => text_of(left) == text_of(right),
        },
        Kind::Other => text_of(left) == text_of(right),
        Kind::Time => text_of(left).eq_ignore_ascii_case(&text_of(right)),
    }
}

/// Order of the values; none where they have none, as with NULL, so that every comparison is false.
pub(super) fn order(declared: Option<&ValueType>, left: &Value, right: &Value) -> Option<Ordering> {
    if is_nothing(left) || is_nothing(right) {
        return None;
    }
    match kind(declared, left, right) {
        Kind::Number => number_of(left)?.partial_cmp(&number_of(right)?),
        Kind::Time => Some(minutes(&text_of(left))?.cmp(&minutes(&text_of(right))?)),
        // Entities have no declared type; where both sides are numbers, the designer means numbers.
        Kind::Other => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => left.partial_cmp(&right),
            _ => Some(text_of(left).cmp(&text_of(right))),
        },
    }
}

enum Kind {
    Number,
    Time,
    /// Texts, dates (`YYYYMMDD` sorts as text), Booleans (whose texts are `true` and `false`), lists, objects.
    Other,
}

fn kind(declared: Option<&ValueType>, left: &Value, right: &Value) -> Kind {
    match declared {
        Some(ValueType::Integer | ValueType::Decimal | ValueType::Amount) => Kind::Number,
        Some(ValueType::Time) => Kind::Time,
        Some(_) => Kind::Other,
        None if left.is_number() || right.is_number() => Kind::Number,
        None => Kind::Other,
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty)
}

/// Minutes since midnight of `HHMMa`, `HHMMp`, `HHMMh` or `HHMM`.
fn minutes(time: &str) -> Option<u32> {
    let digits = time.trim_end_matches(|character: char| !character.is_ascii_digit());
    let number: u32 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    let hours = match time.strip_prefix(digits)? {
        "p" => hours % 12 + 12,
        "a" => hours % 12,
        _ => hours,
    };
    Some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equality_goes_by_the_declared_type() {
        for (declared, left, right, expected) in [
            (Some(ValueType::Text), json!("0000"), json!("0"), false),
            (Some(ValueType::Integer), json!(0), json!("0.0"), true),
            (Some(ValueType::Decimal), json!(4.25), json!("4.250"), true),
            (
                Some(ValueType::Amount),
                json!({"unit": "USD", "number": 10}),
                json!("10"),
                true,
            ),
            (Some(ValueType::Boolean), json!(true), json!("true"), true),
            (Some(ValueType::Time), json!("0130P"), json!("0130p"), true),
            (None, json!(3), json!("3"), true),
            (None, json!("3.0"), json!("3"), false),
            (Some(ValueType::Text), json!(""), json!(null), true),
            (Some(ValueType::Integer), json!(null), json!(0), false),
            (Some(ValueType::Integer), json!("NaN"), json!("nan"), false),
        ] {
            assert_eq!(
                equal(declared.as_ref(), &left, &right),
                expected,
                "{declared:?} {left} {right}"
            );
        }
    }

    #[test]
    fn order_goes_by_the_declared_type_and_null_has_none() {
        for (declared, left, right, expected) in [
            (
                Some(ValueType::Integer),
                json!(9),
                json!("10"),
                Some(Ordering::Less),
            ),
            (
                Some(ValueType::Date),
                json!("20261121"),
                json!("20270101"),
                Some(Ordering::Less),
            ),
            (
                Some(ValueType::Time),
                json!("1230a"),
                json!("0100a"),
                Some(Ordering::Less),
            ),
            (
                Some(ValueType::Time),
                json!("1230p"),
                json!("1159a"),
                Some(Ordering::Greater),
            ),
            (None, json!("9"), json!("10"), Some(Ordering::Less)),
            (None, json!("b"), json!("a"), Some(Ordering::Greater)),
            (Some(ValueType::Integer), json!(null), json!(1), None),
            (Some(ValueType::Integer), json!("many"), json!(1), None),
        ] {
            assert_eq!(
                order(declared.as_ref(), &left, &right),
                expected,
                "{declared:?} {left} {right}"
            );
        }
    }
}
