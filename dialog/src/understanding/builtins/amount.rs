//! `nuance_AMOUNT`: `{"unit": "USD", "number": 50}`.

use serde_json::{Value, json};

use super::Reading;
use super::number::{self, Number};

/// The currency of a number without one.
const DEFAULT_UNIT: &str = "USD";

/// An amount with its currency at the beginning of the words.
pub(super) fn read(words: &[&str]) -> Option<Reading> {
    if let Some(unit) = words.first().and_then(|word| sign(word)) {
        let number = number::read(words.get(1..)?)?;
        return amount(1 + number.words, &number, unit);
    }
    let number = number::read(words)?;
    let unit = words
        .get(number.words)
        .and_then(|word| sign(word).or_else(|| name(word)))?;
    amount(number.words + 1, &number, unit)
}

/// A number without a currency, which is an amount when one was asked for.
pub(super) fn bare(words: &[&str]) -> Option<Reading> {
    let number = number::read(words)?;
    amount(number.words, &number, DEFAULT_UNIT)
}

fn amount(words: usize, number: &Number, unit: &str) -> Option<Reading> {
    let value: Value = json!({"unit": unit, "number": number.value()?});
    Some(Reading::new(words, value))
}

fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        _ => return None,
    })
}

fn name(word: &str) -> Option<&'static str> {
    Some(match word {
        "dollar" | "dollars" | "buck" | "bucks" | "usd" => "USD",
        "euro" | "euros" | "eur" => "EUR",
        "pound" | "pounds" | "gbp" => "GBP",
        "yen" | "jpy" => "JPY",
        "cad" => "CAD",
        "chf" | "franc" | "francs" => "CHF",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn amounts_are_read_with_their_currency() {
        for (text, unit, number) in [
            ("$50", "USD", json!(50)),
            ("50 dollars", "USD", json!(50)),
            ("$1,340.50", "USD", json!(1340.5)),
            ("$700 K", "USD", json!(700_000)),
            ("$1.5k", "USD", json!(1500)),
            ("20€", "EUR", json!(20)),
            ("fifty bucks", "USD", json!(50)),
        ] {
            let (_, value) = testing::read(text, read).unwrap();
            assert_eq!(value, json!({"unit": unit, "number": number}), "{text}");
        }
    }

    #[test]
    fn a_bare_number_is_an_amount_only_where_one_was_asked_for() {
        assert_eq!(testing::read("50", read), None);
        let (_, value) = testing::read("12.5", bare).unwrap();
        assert_eq!(value, json!({"unit": "USD", "number": 12.5}));
        assert_eq!(testing::read("$", read), None);
    }
}
