//! Numbers in digits: `1,340.50`, `1.340,50`, `1 340`, `700k`.

use super::language::{Term, Tongue};
use super::number::{MAX_DIGITS, Number};
use super::words::{Reader, Word};

/// A number in digits at the beginning, with the `k` behind it.
pub(super) fn read(reader: Reader<'_>) -> Option<Number> {
    let (mut number, last) = digits(reader)?;
    let thousand = Term::ScaleSuffix(3);
    if last.suffix.is_empty() {
        let words = reader.skip(number.words).count(thousand);
        if words > 0 {
            number.words += words;
            number.zeros = 3;
        }
    } else {
        number.zeros = last.suffix_term(|term| match term {
            Term::Scale(zeros) | Term::ScaleSuffix(zeros) => Some(zeros),
            _ => None,
        })?;
    }
    last.tail.is_empty().then_some(number)
}

/// A number in digits with the unit that sticks to it: `5km`.
pub(super) fn with_suffix<T>(
    reader: Reader<'_>,
    pick: impl Fn(Term) -> Option<T>,
) -> Option<(Number, T)> {
    let sign = reader.count(Term::Minus);
    let (mut number, last) = digits(reader.skip(sign))?;
    number.words += sign;
    number.negative = sign > 0;
    let unit = last.suffix_term(pick)?;
    last.tail.is_empty().then_some((number, unit))
}

/// The digits with their separators, and the last word that they take.
fn digits(reader: Reader<'_>) -> Option<(Number, &Word<'_>)> {
    let mut last = reader
        .first()
        .filter(|word| !word.digits.is_empty() && word.digits.len() <= MAX_DIGITS)?;
    let mut number = Number {
        words: 1,
        whole: last.digits.to_owned(),
        ..Number::default()
    };
    while last.suffix.is_empty()
        && number.whole.len() <= MAX_DIGITS
        && let Some((words, group)) = group(reader, &number)
    {
        number.whole.push_str(group.digits);
        number.words += words;
        last = group;
    }
    if last.suffix.is_empty()
        && let Some(part) = fraction(reader.skip(number.words))
    {
        number.fraction = part.digits.to_owned();
        number.words += 2;
        last = part;
    }
    Some((number, last))
}

/// The next three digits of a number in groups: behind the sign that is not the decimal one, behind `'`, and but in
/// English behind a blank. Nobody writes a group behind a zero.
fn group<'t>(reader: Reader<'t>, number: &Number) -> Option<(usize, &'t Word<'t>)> {
    let first = reader.first()?.digits;
    if first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let rest = reader.skip(number.words);
    let separator = match rest.text(0)? {
        sign @ ("." | ",") if sign != reader.language.region.decimal => 1,
        "'" => 1,
        _ if matches!(reader.language.tongue, Tongue::English | Tongue::Other) => return None,
        _ => 0,
    };
    let group = rest.skip(separator).first()?;
    (group.digits.len() == 3).then_some((separator + 1, group))
}

/// The digits behind the decimal sign. Two digits behind the other sign are a fraction too: many type what they see
/// abroad or on their keyboard.
fn fraction(rest: Reader<'_>) -> Option<&Word<'_>> {
    let sign = rest.text(0).filter(|sign| matches!(*sign, "." | ","))?;
    let part = rest.skip(1).first()?;
    let own = sign == rest.language.region.decimal;
    let counts = !part.digits.is_empty() && (own || part.digits.len() == 2);
    // `5.8.2026` and `192.168.0.1` are something else.
    let goes_on = part.suffix.is_empty()
        && rest.text(2) == Some(sign)
        && rest
            .skip(3)
            .first()
            .is_some_and(|word| !word.digits.is_empty());
    (counts && !goes_on).then_some(part)
}
