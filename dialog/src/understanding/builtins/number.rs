//! Numbers: digits with or without separators, number words, fractions, `1.5k`.
//!
//! A cardinal's value is its digits as text: a PIN is a cardinal, and its leading zeros count. Every other number is a
//! JSON number.

use super::language::{Compound, Term};
use super::number_digits;
use super::number_words;
use super::words::Reader;

/// A number as it was said or written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// How many words it takes.
    pub(super) words: usize,
    pub(super) negative: bool,
    /// Digits before the point, with leading zeros.
    pub(super) whole: String,
    /// Digits after the point.
    pub(super) fraction: String,
    /// Zeros that a `k`, `thousand` or `million` adds.
    pub(super) zeros: usize,
    /// Whether it is nothing but an article: "un café" asks for a coffee, not for the number one.
    pub(super) is_article: bool,
}

/// More digits than this are no number that anybody reads, but they are a card number at most.
pub(super) const MAX_DIGITS: usize = 40;

impl Number {
    /// A whole number in so many words.
    pub(super) fn of(words: usize, value: u64) -> Number {
        Number {
            words,
            whole: value.to_string(),
            ..Number::default()
        }
    }

    /// Its digits when it is not negative and has no fraction left.
    pub(super) fn digits(&self) -> Option<String> {
        let fraction = self.fraction.trim_end_matches('0');
        let missing = self.zeros.checked_sub(fraction.len())?;
        if self.negative {
            return None;
        }
        if self.zeros == 0 {
            return Some(self.whole.clone());
        }
        let digits = format!("{}{fraction}{}", self.whole, "0".repeat(missing));
        Some(digits.trim_start_matches('0').to_owned()).filter(|digits| !digits.is_empty())
    }

    /// As a JSON number: an integer where it is one.
    pub(super) fn value(&self) -> Option<serde_json::Number> {
        self.divided_by_ten_to(0)
    }

    /// As [`Number::value`], of a unit that is smaller by so many tens: two for cents.
    pub(super) fn divided_by_ten_to(&self, places: usize) -> Option<serde_json::Number> {
        let sign = if self.negative { "-" } else { "" };
        let exponent = i64::try_from(self.zeros).ok()? - i64::try_from(places).ok()?;
        let text = format!("{sign}{}.{}e{exponent}", self.whole, self.fraction);
        json_number(text.parse().ok()?)
    }

    /// Its value when it is a whole number up to a limit.
    pub(super) fn at_most(&self, limit: u32) -> Option<u32> {
        let value: u32 = self.digits()?.parse().ok()?;
        (value <= limit).then_some(value)
    }
}

/// A JSON number, an integer where that is exact.
fn json_number(value: f64) -> Option<serde_json::Number> {
    // 2^53: up to here every whole number has its own f64.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        return Some((value as i64).into());
    }
    serde_json::Number::from_f64(value)
}

/// A number at the beginning.
pub(super) fn read(reader: Reader<'_>) -> Option<Number> {
    reader.first().filter(|word| word.counts)?;
    let sign = reader.count(Term::Minus);
    let mut number = read_absolute(reader.skip(sign))?;
    number.words += sign;
    number.negative = sign > 0;
    number.is_article &= sign == 0;
    Some(number)
}

fn read_absolute(reader: Reader<'_>) -> Option<Number> {
    let number = match reader.first()?.compound {
        Some(Compound::AndHalf(value)) => half_more(Number::of(1, value.into())),
        _ => half_of_scale(reader)
            .or_else(|| number_digits::read(reader))
            .or_else(|| number_words::read(reader))
            .or_else(|| one_and_half(reader))?,
    };
    let number = with_fraction(reader, number);
    let fits = number.whole.len() <= MAX_DIGITS && number.fraction.len() <= MAX_DIGITS;
    fits.then_some(number)
}

/// "half a million", "eine halbe Million".
fn half_of_scale(reader: Reader<'_>) -> Option<Number> {
    let half = reader.count(Term::Half);
    let follows = half > 0 && reader.skip(half).find(scale).is_some();
    follows.then(|| half_more(Number::of(half, 0)))
}

/// "anderthalb".
fn one_and_half(reader: Reader<'_>) -> Option<Number> {
    match reader.count(Term::OneAndHalf) {
        0 => None,
        words => Some(half_more(Number::of(words, 1))),
    }
}

fn half_more(number: Number) -> Number {
    Number {
        fraction: "5".to_owned(),
        ..number
    }
}

/// Adds "point five", "and a half" and "million" to a whole number.
fn with_fraction(reader: Reader<'_>, number: Number) -> Number {
    let mut number = number;
    if number.fraction.is_empty() && number.zeros == 0 {
        let rest = reader.skip(number.words);
        let point = rest.count(Term::Point);
        if point > 0
            && let Some((words, digits)) = number_words::fraction(rest.skip(point))
        {
            number.words += point + words;
            number.fraction = digits;
            number.is_article = false;
        } else {
            let half = rest.count(Term::AndHalf);
            if half > 0 {
                number.words += half;
                number.is_article = false;
                number = half_more(number);
            }
        }
    }
    if number.zeros == 0
        && let Some((words, zeros)) = reader.skip(number.words).find(scale)
    {
        number.words += words;
        number.zeros = zeros;
        number.is_article = false;
    }
    number
}

fn scale(term: Term) -> Option<usize> {
    match term {
        Term::Scale(zeros) => Some(zeros),
        _ => None,
    }
}

/// A number with what it counts: the next phrase, or the letters that stick to its digits (`5km`). With the number of
/// words that both take. One may be an article here: "a mile".
pub(super) fn with_unit<T>(
    reader: Reader<'_>,
    pick: impl Fn(Term) -> Option<T>,
) -> Option<(usize, Number, T)> {
    if let Some((number, unit)) = number_digits::with_suffix(reader, &pick) {
        return Some((number.words, number, unit));
    }
    let number = read(reader).or_else(|| article(reader))?;
    let (words, unit) = reader.skip(number.words).find(&pick)?;
    Some((number.words + words, number, unit))
}

/// "a", which is one before a unit only.
fn article(reader: Reader<'_>) -> Option<Number> {
    match reader.count(Term::Article) {
        0 => None,
        words => Some(Number {
            is_article: true,
            ..Number::of(words, 1)
        }),
    }
}

/// All of the words as the digits of a number given in parts: `12 34`, `555-1234`, `one two three`, "zéro six douze".
pub(super) fn spelled(reader: Reader<'_>) -> Option<String> {
    let mut digits = String::new();
    let mut at = 0;
    while let Some(word) = reader.words.get(at) {
        let rest = reader.skip(at);
        let is_joint = word.text == "-" && at > 0 || word.text == "+" && at == 0;
        let taken = if is_joint {
            1
        } else if word.is_digits() {
            digits.push_str(word.digits);
            1
        } else if let Some((words, value)) = number_words::below_hundred(rest) {
            digits.push_str(&value.to_string());
            words
        } else {
            match rest.count(Term::SpelledZero) {
                0 => return None,
                words => {
                    digits.push('0');
                    words
                }
            }
        };
        at += taken;
    }
    (!digits.is_empty() && digits.len() <= MAX_DIGITS).then_some(digits)
}
