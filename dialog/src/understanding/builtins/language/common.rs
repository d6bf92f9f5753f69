//! What is written the same in every language: signs, codes and symbols.

use super::term::{DayPart, Money, Term};
use super::vocabulary::Table;

pub(super) const WORDS: Table = &[
    (Term::ScaleSuffix(3), "k"),
    (Term::Minus, "-|−"),
    (Term::OrdinalSuffix, "º|ª"),
    (Term::Sign(Money::Dollar), "$"),
    (Term::Sign(Money::Code("USD")), "usd|us$|us $"),
    (Term::Sign(Money::Code("CAD")), "cad|ca$|c$"),
    (Term::Sign(Money::Code("AUD")), "aud|au$|a$"),
    (Term::Sign(Money::Code("EUR")), "€|eur"),
    (Term::Sign(Money::Code("GBP")), "£|gbp"),
    (Term::Sign(Money::Code("JPY")), "¥|jpy"),
    (Term::Sign(Money::Code("CHF")), "chf|sfr"),
    (Term::Sign(Money::Code("INR")), "₹|inr"),
    (Term::Sign(Money::Code("CNY")), "cny|rmb"),
    (Term::Sign(Money::Code("MXN")), "mxn"),
    (Term::Sign(Money::Code("ARS")), "ars"),
    (Term::Sign(Money::Code("COP")), "cop"),
    (Term::Sign(Money::Code("BRL")), "brl|r$"),
    (Term::Sign(Money::Code("NZD")), "nzd"),
    (Term::Sign(Money::Code("SEK")), "sek"),
    (Term::Sign(Money::Code("NOK")), "nok"),
    (Term::Sign(Money::Code("DKK")), "dkk"),
    (Term::Sign(Money::Code("PLN")), "pln"),
    (Term::Cent(Money::Local), "¢"),
    (Term::Length("km"), "km"),
    (Term::Length("m"), "m"),
    (Term::Length("cm"), "cm"),
    (Term::Length("mm"), "mm"),
    (Term::Length("yd"), "yd"),
    (Term::Length("ft"), "ft"),
    (Term::Degree, "°|º"),
    (Term::Temperature("C"), "°c|ºc"),
    (Term::Temperature("F"), "°f|ºf"),
    (Term::Temperature("K"), "°k|kelvin"),
    (Term::TemperatureSuffix("C"), "c"),
    (Term::TemperatureSuffix("F"), "f"),
    (Term::Modifier("GT"), ">"),
    (Term::Modifier("LT"), "<"),
    (Term::Modifier("GE"), "≥|>="),
    (Term::Modifier("LE"), "≤|<="),
    (Term::Answer(true), "👍|✅|ok"),
    (Term::Answer(false), "👎|❌"),
    (Term::Opening(true), "ok"),
    (Term::Filler, "'"),
];

/// The halves of the day. German does without them: "am" is "on the" there.
pub(super) const TWELVE_HOURS: Table = &[
    (Term::Part(DayPart::Am), "am|a.m|a m"),
    (Term::Part(DayPart::Pm), "pm|p.m|p m"),
];
