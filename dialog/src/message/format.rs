//! Values as a placeholder shows them.

use serde_json::Value;

use super::date;
use super::locale::Locale;
use super::number::Decimal;
use crate::expression::{plain_text, text_of};
use crate::model::{Format, ZeroFraction};

/// Renders a value. One that does not fit its format is shown plainly, so that a slip of the designer is visible but
/// does no harm.
pub(super) fn format(value: &Value, format: &Format, language: &str) -> String {
    let own_locale = Locale::of(language);
    let locale_of = |named: &Option<String>| named.as_deref().map_or(own_locale, Locale::of);
    let formatted = match format {
        Format::Plain => None,
        Format::Pattern(pattern) => date::format(&text_of(value), pattern, own_locale),
        Format::Spoken(parts) => date::spoken(&text_of(value), *parts, own_locale),
        Format::Decimal {
            places,
            grouped,
            locale,
            zero_fraction,
        } => decimal(value).map(|decimal| {
            let rounded = match places {
                Some(places) => decimal.rounded(*places),
                None => decimal,
            };
            shortened(rounded, *zero_fraction).format(locale_of(locale), *grouped)
        }),
        Format::Cardinal { grouped } => cardinal(&text_of(value), *grouped, own_locale),
        Format::Currency {
            currency,
            grouped,
            locale,
            zero_fraction,
        } => {
            let locale = locale_of(locale);
            let unit = value.get("unit").and_then(Value::as_str).map(str::to_owned);
            let currency = currency.clone().or(unit).unwrap_or_default();
            decimal(value).map(|decimal| {
                let rounded = decimal.rounded(fraction_digits(&currency));
                let number = shortened(rounded, *zero_fraction).format(locale, *grouped);
                locale.currency(&number, &currency)
            })
        }
    };
    formatted.unwrap_or_else(|| plain_text(value))
}

/// The number of a value: itself, or that of an amount.
fn decimal(value: &Value) -> Option<Decimal> {
    Decimal::parse(&text_of(value.get("number").unwrap_or(value)))
}

fn shortened(decimal: Decimal, zero_fraction: ZeroFraction) -> Decimal {
    match zero_fraction {
        ZeroFraction::Shown => decimal,
        ZeroFraction::LeftOut => decimal.without_zero_fraction(),
    }
}

/// Digits after the point that prices in a currency have (ISO 4217).
fn fraction_digits(currency: &str) -> usize {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Digits stay as they are, leading zeros too.
fn cardinal(text: &str, grouped: bool, locale: Locale) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.chars().all(|character| character.is_ascii_digit()) {
        return None;
    }
    let sign = if digits.len() < text.len() { "-" } else { "" };
    let shown = if grouped {
        locale.group(digits)
    } else {
        digits.to_owned()
    };
    Some(format!("{sign}{shown}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::DateParts;

    #[test]
    fn values_are_shown_as_their_format_says() {
        let currency = |currency: Option<&str>| Format::Currency {
            currency: currency.map(str::to_owned),
            grouped: true,
            locale: None,
            zero_fraction: ZeroFraction::Shown,
        };
        let decimal = |places| Format::Decimal {
            places: Some(places),
            grouped: true,
            locale: None,
            zero_fraction: ZeroFraction::Shown,
        };
        for (value, as_format, language, expected) in [
            (
                json!("20261122"),
                Format::Pattern("MM/dd/yyyy".into()),
                "en-US",
                "11/22/2026",
            ),
            (
                json!("someday"),
                Format::Pattern("MM/dd/yyyy".into()),
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
            (json!(4), currency(Some("XXX")), "en-US", "XXX\u{a0}4.00"),
            (json!(1340), currency(Some("JPY")), "en-US", "¥1,340"),
            (
                json!({"unit": "USD", "number": 4}),
                Format::Plain,
                "en-US",
                "USD 4",
            ),
            (
                json!("0130p"),
                Format::Pattern("h:mm a".into()),
                "en-US",
                "1:30 PM",
            ),
            (
                json!("20261102"),
                Format::Spoken(DateParts::parse("wmd")),
                "en-US",
                "Monday, November 2",
            ),
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

    #[test]
    fn a_fraction_of_zero_can_be_left_out_and_no_other() {
        let currency = Format::Currency {
            currency: Some("USD".to_owned()),
            grouped: false,
            locale: None,
            zero_fraction: ZeroFraction::LeftOut,
        };
        let decimal = Format::Decimal {
            places: None,
            grouped: false,
            locale: Some("de-DE".to_owned()),
            zero_fraction: ZeroFraction::LeftOut,
        };
        for (value, as_format, expected) in [
            (json!(5), &currency, "$5"),
            (json!(5.5), &currency, "$5.50"),
            (json!("5.00"), &decimal, "5"),
            (json!("5.125"), &decimal, "5,125"),
        ] {
            assert_eq!(format(&value, as_format, "en-US"), expected, "{value}");
        }
    }
}
