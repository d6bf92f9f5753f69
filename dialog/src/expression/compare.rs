//! Comparisons. What is compared depends on the *declared* type (model.md section 4): a PIN `"0000"` does not equal
//! `"0"`, an integer `0` does.

use std::cmp::Ordering;

use serde_json::Value;

use super::convert::text_of;
use super::moment::{date_of, time_of};
use super::number::{number_of, unit_of};
use crate::model::ValueType;

/// Whether the values are equal. The empty text equals NULL.
pub(super) fn equal(declared: Option<&ValueType>, left: &Value, right: &Value) -> bool {
    if is_nothing(left) || is_nothing(right) {
        return is_nothing(left) && is_nothing(right);
    }
    match kind(declared, left, right) {
        Kind::Number => match (number_of(left), number_of(right)) {
            (Some(first), Some(second)) => first == second && same_unit(left, right),
            _ => text_of(left) == text_of(right),
        },
        Kind::Boolean => text_of(left).eq_ignore_ascii_case(&text_of(right)),
        Kind::Date => on_read(date_of, left, right, |first, second| first == second),
        Kind::Time => on_read(time_of, left, right, |first, second| first == second),
        Kind::Other => text_of(left) == text_of(right),
    }
}

/// Order of the values; none where they have none, as with NULL and between two units, so that every comparison is
/// false.
pub(super) fn order(declared: Option<&ValueType>, left: &Value, right: &Value) -> Option<Ordering> {
    if is_nothing(left) || is_nothing(right) {
        return None;
    }
    match kind(declared, left, right) {
        Kind::Number if !same_unit(left, right) => None,
        Kind::Number => number_of(left)?.partial_cmp(&number_of(right)?),
        Kind::Date => Some(date_of(&text_of(left))?.cmp(&date_of(&text_of(right))?)),
        Kind::Time => Some(time_of(&text_of(left))?.cmp(&time_of(&text_of(right))?)),
        // Entities have no declared type; where both sides are numbers, the designer means numbers.
        Kind::Boolean | Kind::Other => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => left.partial_cmp(&right),
            _ => Some(text_of(left).cmp(&text_of(right))),
        },
    }
}

enum Kind {
    Number,
    Boolean,
    Date,
    Time,
    /// Texts, lists, objects.
    Other,
}

fn kind(declared: Option<&ValueType>, left: &Value, right: &Value) -> Kind {
    let quantity = |value: &Value| value.is_object() && number_of(value).is_some();
    match declared {
        Some(
            ValueType::Integer
            | ValueType::Decimal
            | ValueType::Amount
            | ValueType::Distance
            | ValueType::Temperature,
        ) => Kind::Number,
        Some(ValueType::Boolean) => Kind::Boolean,
        Some(ValueType::Date) => Kind::Date,
        Some(ValueType::Time) => Kind::Time,
        Some(_) => Kind::Other,
        None if left.is_number() || right.is_number() => Kind::Number,
        None if quantity(left) || quantity(right) => Kind::Number,
        None if left.is_boolean() || right.is_boolean() => Kind::Boolean,
        None => Kind::Other,
    }
}

/// Compares what both values are read as; values that cannot be read are compared as they are written.
fn on_read<T>(
    read: fn(&str) -> Option<T>,
    left: &Value,
    right: &Value,
    equal: fn(T, T) -> bool,
) -> bool {
    let (left, right) = (text_of(left), text_of(right));
    match (read(&left), read(&right)) {
        (Some(first), Some(second)) => equal(first, second),
        _ => left == right,
    }
}

/// Whether the units allow for a comparison: a plain number has any unit.
fn same_unit(left: &Value, right: &Value) -> bool {
    unit_of(left)
        .zip(unit_of(right))
        .is_none_or(|(left, right)| left == right)
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equality_goes_by_the_declared_type() {
        let usd = || json!({"unit": "USD", "number": 10});
        for (declared, left, right, expected) in [
            (Some(ValueType::Text), json!("0000"), json!("0"), false),
            (Some(ValueType::Integer), json!(0), json!("0.0"), true),
            (Some(ValueType::Decimal), json!(4.25), json!("4.250"), true),
            (Some(ValueType::Amount), usd(), json!("10"), true),
            (
                Some(ValueType::Amount),
                usd(),
                json!({"unit": "EUR", "number": 10}),
                false,
            ),
            (None, usd(), json!({"unit": "USD", "number": "10.0"}), true),
            (Some(ValueType::Boolean), json!(true), json!("true"), true),
            (Some(ValueType::Boolean), json!("True"), json!(true), true),
            (Some(ValueType::Time), json!("0130P"), json!("1330"), true),
            (Some(ValueType::Time), json!("noon"), json!("1200p"), false),
            (
                Some(ValueType::Date),
                json!("20261121"),
                json!("2026-11-21"),
                true,
            ),
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
        let usd = |number: i32| json!({"unit": "USD", "number": number});
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
                json!("2027-01-01"),
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
            (
                Some(ValueType::Amount),
                usd(9),
                usd(10),
                Some(Ordering::Less),
            ),
            (
                Some(ValueType::Amount),
                usd(9),
                json!({"unit": "EUR", "number": 10}),
                None,
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
