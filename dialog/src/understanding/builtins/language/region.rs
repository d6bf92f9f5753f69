//! What a country writes in its own way: the order of dates, the signs in numbers, the money.

use super::{Money, Tongue};

/// The habits of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::understanding::builtins) struct Region {
    /// How dates in digits are written.
    pub(in crate::understanding::builtins) dates: DateOrder,
    /// The sign between a number and its fraction.
    pub(in crate::understanding::builtins) decimal: &'static str,
    /// Whether 3 in digits is three in the morning: written times count to 24.
    pub(in crate::understanding::builtins) counts_to_24: bool,
    /// The currency of a number without one.
    pub(in crate::understanding::builtins) currency: &'static str,
}

/// The order of day and month in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::understanding::builtins) enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl Region {
    /// The habits of a country, such as `US`, where a language is spoken. The data packs take the currency from the
    /// language as well (reference of `nuance_AMOUNT`).
    pub(super) fn of(tongue: Tongue, country: &str) -> Region {
        let country = country.to_ascii_uppercase();
        let country = country.as_str();
        let dates = match (tongue, country) {
            (Tongue::English, "US" | "") | (_, "PH") | (Tongue::Spanish, "US") => {
                DateOrder::MonthFirst
            }
            _ => DateOrder::DayFirst,
        };
        let decimal = match (tongue, country) {
            (Tongue::English | Tongue::Other, _) | (_, "CH" | "LI" | "MX" | "US" | "PR") => ".",
            (Tongue::Spanish, "GT" | "SV" | "HN" | "NI" | "PA" | "DO" | "PE") => ".",
            _ => ",",
        };
        Region {
            dates,
            decimal,
            counts_to_24: matches!(tongue, Tongue::French | Tongue::German | Tongue::Spanish),
            currency: currency(tongue, country),
        }
    }

    /// The ISO code of a currency as it is named here.
    pub(in crate::understanding::builtins) fn code(&self, money: Money) -> &'static str {
        match money {
            Money::Code(code) => code,
            Money::Franc => "CHF",
            Money::Local => self.currency,
            Money::Dollar => match self.currency {
                // Some countries write their peso like a dollar.
                "CAD" | "AUD" | "NZD" | "SGD" | "HKD" | "MXN" | "ARS" | "CLP" | "COP" | "UYU" => {
                    self.currency
                }
                _ => "USD",
            },
            Money::Peso => match self.currency {
                "ARS" | "CLP" | "COP" | "UYU" | "DOP" | "PHP" | "CUP" => self.currency,
                _ => "MXN",
            },
        }
    }
}

fn currency(tongue: Tongue, country: &str) -> &'static str {
    match country {
        "US" | "EC" | "SV" | "PA" | "PR" => "USD",
        "GB" | "UK" => "GBP",
        "CA" => "CAD",
        "AU" => "AUD",
        "NZ" => "NZD",
        "SG" => "SGD",
        "HK" => "HKD",
        "IN" => "INR",
        "ZA" => "ZAR",
        "PH" => "PHP",
        "CH" | "LI" => "CHF",
        "MX" => "MXN",
        "AR" => "ARS",
        "CL" => "CLP",
        "CO" => "COP",
        "PE" => "PEN",
        "UY" => "UYU",
        "DO" => "DOP",
        "JP" => "JPY",
        "CN" => "CNY",
        "BR" => "BRL",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "PL" => "PLN",
        "CZ" => "CZK",
        "HU" => "HUF",
        "TR" => "TRY",
        "KR" => "KRW",
        "FR" | "DE" | "ES" | "BE" | "AT" | "LU" | "IE" | "IT" | "NL" | "PT" | "FI" | "GR"
        | "MC" => "EUR",
        _ => match tongue {
            Tongue::French | Tongue::German | Tongue::Spanish => "EUR",
            Tongue::English | Tongue::Other => "USD",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn a_country_says_how_dates_numbers_and_money_are_written() {
        for (locale, dates, decimal, currency) in [
            ("en-US", DateOrder::MonthFirst, ".", "USD"),
            ("en-GB", DateOrder::DayFirst, ".", "GBP"),
            ("en", DateOrder::MonthFirst, ".", "USD"),
            ("fr-FR", DateOrder::DayFirst, ",", "EUR"),
            ("fr_CA", DateOrder::DayFirst, ",", "CAD"),
            ("de-CH", DateOrder::DayFirst, ".", "CHF"),
            ("es-MX", DateOrder::DayFirst, ".", "MXN"),
            ("es-ES", DateOrder::DayFirst, ",", "EUR"),
            ("ja-JP", DateOrder::DayFirst, ".", "JPY"),
        ] {
            let region = Language::of(locale).region;
            assert_eq!(
                (region.dates, region.decimal, region.currency),
                (dates, decimal, currency),
                "{locale}"
            );
        }
    }

    #[test]
    fn a_dollar_is_the_dollar_of_the_country() {
        for (locale, money, code) in [
            ("en-US", Money::Dollar, "USD"),
            ("en-CA", Money::Dollar, "CAD"),
            ("fr-FR", Money::Dollar, "USD"),
            ("es-MX", Money::Dollar, "MXN"),
            ("es-AR", Money::Peso, "ARS"),
            ("es-ES", Money::Peso, "MXN"),
            ("de-CH", Money::Local, "CHF"),
        ] {
            assert_eq!(Language::of(locale).region.code(money), code, "{locale}");
        }
    }
}
