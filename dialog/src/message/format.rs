//! Values as a placeholder shows them.

use serde_json::Value;

use super::date;
use super::locale::Locale;
use super::number::{Decimal, group};
use crate::expression::text_of;
use crate::model::Format;

/// Renders a value. One that does not fit its format is shown plainly, so that a slip of the designer is visible but
/// does no harm.
pub(super) fn format(value: &Value, format: &Format, language: &str) -> String {
    let formatted = match format {
        Format::Plain => None,
        Format::Date { pattern } => date::format(&text_of(value), pattern, Locale::of(language)),
        Format::Decimal {
            places,
            grouped,
            locale,
        } => {
            let locale = Locale::of(locale.as_deref().unwrap_or(language));
            decimal(value).map(|decimal| decimal.rounded(*places).format(locale, *grouped))
        }
        Format::Cardinal { grouped } => cardinal(&text_of(value), *grouped, Locale::of(language)),
        Format::Currency {
            currency,
            grouped,
            locale,
        } => {
            let locale = Locale::of(locale.as_deref().unwrap_or(language));
            let unit = value.get("unit").and_then(Value::as_str).map(str::to_owned);
            let currency = currency.clone().or(unit).unwrap_or_default();
            decimal(value).map(|decimal| {
                locale.currency(&decimal.rounded(2).format(locale, *grouped), &currency)
            })
        }
    };
    formatted.unwrap_or_else(|| text_of(value))
}

/// The number of a value: itself, or that of an amount.
fn decimal(value: &Value) -> Option<Decimal> {
    Decimal::parse(&text_of(value.get("number").unwrap_or(value)))
}

/// Digits stay as they are, leading zeros too.
fn cardinal(text: &str, grouped: bool, locale: Locale) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.chars().all(|character| character.is_ascii_digit()) {
        return None;
    }
    let sign = if digits.len() < text.len() { "-" } else { "" };
    let shown = if grouped {
        group(digits, locale.group_separator())
    } else {
        digits.to_owned()
    };
    Some(format!("{sign}{shown}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_shown_as_their_format_says() {
        let currency = |currency: Option<&str>| Format::Currency {
            currency: currency.map(str::to_owned),
            grouped: true,
            locale: None,
        };
        let decimal = |places| Format::Decimal {
            places,
            grouped: true,
            locale: None,
        };
        for (value, as_format, language, expected) in [
            (
                json!("20261122"),
                Format::Date {
                    pattern: "MM/dd/yyyy".into(),
                },
                "en-US",
                "11/22/2026",
            ),
            (
                json!("someday"),
                Format::Date {
                    pattern: "MM/dd/yyyy".into(),
                },
                "en-US",
                "someday",
            ),
            (
                json!({"unit": "USD", "number": 1340.5}),
                currency(None),
                "en-US",
                "$1,340.50",
            ),
            (json!("4.25"), currency(Some("EUR")), "de-DE", "4,25\u{a0}€"),
            (json!(4), currency(Some("XXX")), "en-US", "XXX 4.00"),
            (json!(1234567.005), decimal(2), "en-US", "1,234,567.01"),
            (
                json!(1234567.005),
                decimal(0),
                "fr-FR",
                "1\u{202f}234\u{202f}567",
            ),
            (json!(-0.005), decimal(2), "en-US", "-0.01"),
            (
                json!("0042"),
                Format::Cardinal { grouped: false },
                "en-US",
                "0042",
            ),
            (
                json!(1234),
                Format::Cardinal { grouped: true },
                "en-US",
                "1,234",
            ),
            (json!(320.0), Format::Plain, "en-US", "320"),
            (json!(true), Format::Plain, "en-US", "true"),
            (json!(null), currency(Some("USD")), "en-US", ""),
        ] {
            assert_eq!(
                format(&value, &as_format, language),
                expected,
                "{value} {as_format:?}"
            );
        }
    }
}
