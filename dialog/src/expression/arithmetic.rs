//! Sums, products and joined texts (model.md section 4).

use serde_json::{Map, Value};

use super::bounds::MAX_TEXT;
use super::convert::text_of;
use super::number::{number_of, unit_of, value_of};
use crate::model::{Operator, ValueType};
use crate::turn::EventCause;

/// Applies a mathematical operator. NULL on either side gives NULL, and so does what is no number, a division by zero
/// and the sum of two units.
///
/// What `PLUS` does with texts is not documented: it joins where a side is *declared* as a text or where a side is no
/// number, so that `"+49" PLUS "171"` keeps its plus sign and a number that only looks like a text still counts.
pub(super) fn calculate(
    operator: Operator,
    declared: [Option<&ValueType>; 2],
    left: &Value,
    right: &Value,
) -> Result<Value, EventCause> {
    if left.is_null() || right.is_null() {
        return Ok(Value::Null);
    }
    let is_text = declared.contains(&Some(&ValueType::Text));
    let numbers = number_of(left).zip(number_of(right));
    if operator == Operator::Plus && (is_text || numbers.is_none()) {
        return joined(&text_of(left), &text_of(right)).map(Value::String);
    }
    let Some((first, second)) = numbers else {
        return Ok(Value::Null);
    };
    // JSON has no infinity: a division by zero becomes NULL.
    let number = value_of(shortened(match operator {
        Operator::Plus => first + second,
        Operator::Minus => first - second,
        Operator::Times => first * second,
        Operator::Divide => first / second,
        Operator::Modulo => first % second,
        _ => return Ok(Value::Null),
    }));
    Ok(with_unit(operator, left, right, number))
}

/// Two texts in one, if that is not too long.
pub(super) fn joined(left: &str, right: &str) -> Result<String, EventCause> {
    if left.len().saturating_add(right.len()) > MAX_TEXT {
        return Err(EventCause::TooLong { limit: MAX_TEXT });
    }
    Ok(format!("{left}{right}"))
}

/// The result as an amount (distance, temperature) where that is what the sides make: a quantity and a plain number,
/// or two of the same unit that are added or subtracted.
fn with_unit(operator: Operator, left: &Value, right: &Value, number: Value) -> Value {
    let quantity = |unit: &str| {
        let mut quantity = Map::new();
        quantity.insert("unit".to_owned(), Value::String(unit.to_owned()));
        quantity.insert("number".to_owned(), number.clone());
        Value::Object(quantity)
    };
    let adds = matches!(operator, Operator::Plus | Operator::Minus);
    match (unit_of(left), unit_of(right)) {
        (None, None) => number,
        (Some(unit), None) => quantity(unit),
        (None, Some(unit)) if adds || operator == Operator::Times => quantity(unit),
        (Some(unit), Some(other)) if adds && unit == other => quantity(unit),
        (Some(unit), Some(other)) if operator == Operator::Divide && unit == other => number,
        _ => Value::Null,
    }
}

/// Without the noise of binary fractions: 0.1 + 0.2 is 0.3. Fifteen digits is what a double holds of any decimal.
fn shortened(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn result(operator: Operator, left: Value, right: Value) -> Value {
        calculate(operator, [None, None], &left, &right).unwrap()
    }

    #[test]
    fn numbers_are_calculated_however_they_are_written() {
        for (operator, left, right, expected) in [
            (Operator::Plus, json!(1), json!("2"), json!(3)),
            (Operator::Plus, json!(0.1), json!(0.2), json!(0.3)),
            (Operator::Minus, json!("1.5"), json!(1), json!(0.5)),
            (Operator::Times, json!(-3), json!(4), json!(-12)),
            (Operator::Divide, json!(7), json!(2), json!(3.5)),
            (Operator::Divide, json!(7), json!(0), json!(null)),
            (Operator::Modulo, json!(7), json!(4), json!(3)),
            (Operator::Modulo, json!(7), json!(0), json!(null)),
            (Operator::Plus, json!(null), json!(1), json!(null)),
            (Operator::Minus, json!("many"), json!(1), json!(null)),
        ] {
            assert_eq!(
                result(operator, left.clone(), right.clone()),
                expected,
                "{left} {operator:?} {right}"
            );
        }
    }

    #[test]
    fn plus_joins_declared_texts_and_whatever_is_no_number() {
        let text = Some(&ValueType::Text);
        for (declared, left, right, expected) in [
            ([text, None], json!("+49"), json!("171"), json!("+49171")),
            ([None, text], json!(1), json!("2"), json!("12")),
            ([None, None], json!("room "), json!(7), json!("room 7")),
            ([text, None], json!("a"), json!(null), json!(null)),
        ] {
            assert_eq!(
                calculate(Operator::Plus, declared, &left, &right),
                Ok(expected)
            );
        }
    }

    #[test]
    fn a_text_does_not_grow_without_end() {
        let long = json!("x".repeat(MAX_TEXT));
        assert!(calculate(Operator::Plus, [None, None], &long, &json!("")).is_ok());
        assert_eq!(
            calculate(Operator::Plus, [None, None], &long, &json!("x")),
            Err(EventCause::TooLong { limit: MAX_TEXT })
        );
    }

    #[test]
    fn amounts_keep_their_unit_and_do_not_mix_units() {
        let usd = |number: f64| json!({"unit": "USD", "number": number});
        let eur = json!({"unit": "EUR", "number": 1});
        assert_eq!(result(Operator::Plus, usd(1.5), usd(2.25)), usd(3.75));
        assert_eq!(result(Operator::Times, json!(2), usd(1.25)), usd(2.5));
        assert_eq!(result(Operator::Minus, usd(3.5), json!(1)), usd(2.5));
        assert_eq!(result(Operator::Divide, usd(3.0), usd(1.5)), json!(2));
        assert_eq!(result(Operator::Plus, usd(1.0), eur.clone()), json!(null));
        assert_eq!(result(Operator::Times, usd(1.0), eur), json!(null));
    }
}
