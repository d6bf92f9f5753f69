//! Amounts of money, read without rounding.

use std::fmt;

use serde_json::Value;

/// What is to be charged, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    cents: u64,
}

/// Why something is not an amount that can be charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The request holds no amount, or NULL.
    #[error("the amount is missing")]
    Missing,
    /// Neither a number nor a text that holds one such as `4.25`.
    #[error("the amount is not a number")]
    NotANumber,
    /// There is nothing smaller than a cent.
    #[error("the amount has more than two decimal places")]
    TooPrecise,
    /// Nothing to charge.
    #[error("the amount is not above zero")]
    NotPositive,
}

impl Amount {
    /// An amount of so many cents.
    pub const fn from_cents(cents: u64) -> Amount {
        Amount { cents }
    }

    /// Reads the value of a dialog variable: a JSON number, or a text that holds one.
    ///
    /// # Errors
    ///
    /// Anything that is not a positive number of whole cents.
    pub fn parse(value: &Value) -> Result<Amount, AmountError> {
        match value {
            Value::Null => Err(AmountError::Missing),
            Value::Number(number) => Amount::parse_text(&number.to_string()),
            Value::String(text) => Amount::parse_text(text.trim()),
            _ => Err(AmountError::NotANumber),
        }
    }

    fn parse_text(text: &str) -> Result<Amount, AmountError> {
        if text.is_empty() {
            return Err(AmountError::Missing);
        }
        if text.starts_with('-') {
            return Err(AmountError::NotPositive);
        }
        let (dollars, places) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(dollars) || !digits(places) {
            return Err(AmountError::NotANumber);
        }
        if places.len() > 2 {
            return Err(AmountError::TooPrecise);
        }
        let number = |text: &str| text.parse::<u64>().map_err(|_| AmountError::NotANumber);
        let tens = if places.len() == 1 { 10 } else { 1 };
        let cents = number(dollars)?
            .checked_mul(100)
            .and_then(|cents| cents.checked_add(number(places).ok()? * tens))
            .ok_or(AmountError::NotANumber)?;
        if cents == 0 {
            Err(AmountError::NotPositive)
        } else {
            Ok(Amount { cents })
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "${}.{:02}", self.cents / 100, self.cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_price_is_read_to_the_cent_from_a_number_or_a_text() {
        for (value, cents) in [
            (json!(4.25), 425),
            (json!("4.25"), 425),
            (json!(4.1), 410),
            (json!("4.5"), 450),
            (json!(4), 400),
            (json!("0.05"), 5),
            (json!(" 12.00 "), 1200),
        ] {
            assert_eq!(
                Amount::parse(&value),
                Ok(Amount::from_cents(cents)),
                "{value}"
            );
        }
    }

    #[test]
    fn what_is_not_a_price_is_refused_with_the_reason() {
        for (value, reason) in [
            (json!(null), AmountError::Missing),
            (json!(""), AmountError::Missing),
            (json!("four"), AmountError::NotANumber),
            (json!("4,25"), AmountError::NotANumber),
            (json!("4."), AmountError::NotANumber),
            (json!(".5"), AmountError::NotANumber),
            (json!(1e300), AmountError::NotANumber),
            (json!("99999999999999999999"), AmountError::NotANumber),
            (json!("184467440737095516.99"), AmountError::NotANumber),
            (json!({"number": 4.25}), AmountError::NotANumber),
            (json!(4.125), AmountError::TooPrecise),
            (json!(0), AmountError::NotPositive),
            (json!("0.00"), AmountError::NotPositive),
            (json!(-4.25), AmountError::NotPositive),
        ] {
            assert_eq!(Amount::parse(&value), Err(reason), "{value}");
        }
    }

    #[test]
    fn an_amount_is_shown_in_dollars() {
        assert_eq!(Amount::from_cents(2005).to_string(), "$20.05");
    }
}
