//! `nuance_AMOUNT`: `{"unit": "USD", "number": 50}`, the unit an ISO 4217 code (model.md section 11).

use serde_json::{Number as JsonNumber, json};

use super::language::{Money, Term, Tongue};
use super::number::{self, Number};
use super::number_words;
use super::reading::{Reading, Wanted};
use super::words::Reader;

/// An amount at the beginning. A number without a currency is one where an amount was asked for, in the currency of the
/// country.
pub(super) fn read(reader: Reader<'_>, wanted: Wanted) -> Option<Reading> {
    let bare = |number: Number| {
        let counts = match wanted {
            Wanted::Anywhere => false,
            Wanted::Asked => !number.is_article,
            Wanted::Whole => true,
        };
        let unit = reader.language.region.currency;
        counts.then(|| amount(number.words, number.value()?, unit))?
    };
    currency_first(reader)
        .or_else(|| currency_last(reader))
        .or_else(|| cents(reader))
        .or_else(|| bare(number::read(reader)?))
}

fn amount(words: usize, number: JsonNumber, unit: &str) -> Option<Reading> {
    Some(Reading::new(words, json!({"unit": unit, "number": number})))
}

fn sign(term: Term) -> Option<Money> {
    match term {
        Term::Sign(money) => Some(money),
        _ => None,
    }
}

fn currency(term: Term) -> Option<Money> {
    match term {
        Term::Sign(money) | Term::Currency(money) => Some(money),
        _ => None,
    }
}

/// `$50`, `EUR 50`, `-$5`.
fn currency_first(reader: Reader<'_>) -> Option<Reading> {
    let minus = reader.count(Term::Minus);
    let (sign, money) = reader.skip(minus).find(sign)?;
    let mut number = number::read(reader.skip(minus + sign))?;
    number.negative |= minus > 0;
    let code = reader.language.region.code(money);
    amount(minus + sign + number.words, number.value()?, code)
}

/// `50 €`, "fifty dollars", "deux millions d'euros", "5 dollars and 20 cents", "trois euros cinquante".
fn currency_last(reader: Reader<'_>) -> Option<Reading> {
    let (words, mut number, money) = number::with_unit(reader, currency).or_else(|| {
        let number = number::read(reader)?;
        let rest = reader.skip(number.words);
        let of = rest.count(Term::Of);
        let (more, money) = rest.skip(of).find(currency)?;
        Some((number.words + of + more, number, money))
    })?;
    let unit = reader.language.region.code(money);
    let mut words = words;
    if let Some((more, cents)) = cents_behind(reader.skip(words))
        && number.fraction.is_empty()
        && number.zeros == 0
    {
        words += more;
        number.fraction = format!("{cents:02}");
    }
    amount(words, number.value()?, unit)
}

/// The cents behind the currency. Where nothing says that they are cents, they take two digits or, but in English, words.
fn cents_behind(reader: Reader<'_>) -> Option<(usize, u32)> {
    let and = reader.count(Term::And);
    let joined = and.max(reader.count(Term::With));
    let rest = reader.skip(joined);
    let (words, value, is_plain) = match rest.first() {
        Some(word) if word.is_digits() => (1, word.digits.parse().ok()?, word.digits.len() == 2),
        _ => {
            let (words, value) = number_words::below_hundred(rest)?;
            (words, value, !rest.has(Term::One))
        }
    };
    let named = rest.skip(words).find(cent).map_or(0, |(words, _)| words);
    let in_words = rest.first()?.digits.is_empty();
    let speaks_so = !in_words || reader.language.tongue != Tongue::English;
    let counts = value < 100 && (named > 0 || and == 0 && is_plain && value >= 5 && speaks_so);
    counts.then_some((joined + words + named, value))
}

fn cent(term: Term) -> Option<Money> {
    match term {
        Term::Cent(money) => Some(money),
        _ => None,
    }
}

/// "50 cents".
fn cents(reader: Reader<'_>) -> Option<Reading> {
    let (words, number, money) = number::with_unit(reader, cent)?;
    let code = reader.language.region.code(money);
    amount(words, number.divided_by_ten_to(2)?, code)
}
