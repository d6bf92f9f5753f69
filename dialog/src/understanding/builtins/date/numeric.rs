//! Dates in digits: `8/5`, `5.8.2027`, `2027-08-05`, and the `08/27` of a card.

use jiff::civil::Date;

use super::calendar::year;
use super::{Found, next_in_year, value};
use crate::understanding::builtins::language::{DateOrder, Term, Tongue};
use crate::understanding::builtins::reading::{Reading, Wanted};
use crate::understanding::builtins::words::Reader;

/// "le 3/1", `3/1`.
pub(super) fn date_with_article(reader: Reader<'_>, today: Date) -> Found {
    let article = reader.count(Term::The);
    let (words, date) = date(reader.skip(article), today)?;
    Some((article + words, date))
}

/// A date in digits, in the order of the country; in the other order where only that one is a date.
fn date(reader: Reader<'_>, today: Date) -> Found {
    let one = digits(reader, 0)?;
    let separator = reader
        .text(1)
        .filter(|sign| matches!(*sign, "/" | "-" | "."))?;
    let other = digits(reader, 2)?;
    let third = digits(reader, 4).filter(|_| reader.text(3) == Some(separator));
    match third {
        Some(day) if one.len() == 4 => {
            let date = Date::new(one.parse().ok()?, other.parse().ok()?, day.parse().ok()?);
            Some((5, date.ok()?))
        }
        Some(year) => {
            let year = full_year(year)?;
            let found = either_order(reader, one, other, |month, day| {
                Date::new(year, month, day).ok()
            });
            Some((5, found?))
        }
        // `5-8` is a range, `5.8` a number, but in German a date.
        None if separator == "/"
            || separator == "." && reader.language.tongue == Tongue::German =>
        {
            let found = either_order(reader, one, other, |month, day| {
                next_in_year(month, day, today)
            });
            Some((3, found?))
        }
        None => None,
    }
}

fn digits<'t>(reader: Reader<'t>, at: usize) -> Option<&'t str> {
    let word = reader.words.get(at).filter(|word| word.is_digits())?;
    (word.digits.len() <= 4).then_some(word.digits)
}

fn either_order(
    reader: Reader<'_>,
    one: &str,
    other: &str,
    date: impl Fn(i8, i8) -> Option<Date>,
) -> Option<Date> {
    let (one, other) = (one.parse().ok()?, other.parse().ok()?);
    match reader.language.region.dates {
        DateOrder::MonthFirst => date(one, other).or_else(|| date(other, one)),
        DateOrder::DayFirst => date(other, one).or_else(|| date(one, other)),
    }
}

/// A year in two or four digits; two are in this century.
fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        2 => year.checked_add(2_000),
        4 => Some(year),
        _ => None,
    }
}

/// The date on which a card expires (`nuance_EXPIRY_DATE`): `08/27`, "august 2027", and `0827` where it was asked for.
///
/// The reference does not show a value. It is `YYYYMMDD` with the last day of the month, the 28th in every February, as
/// the credit card grammar of the same maker gives it (Speech Suite, `ccexpdate`).
pub(in crate::understanding::builtins) fn expiry(
    reader: Reader<'_>,
    wanted: Wanted,
) -> Option<Reading> {
    let (words, month, year) = by_name(reader).or_else(|| in_digits(reader)).or_else(|| {
        let together = digits(reader, 0).filter(|_| wanted.is_asked())?;
        let (month, year) = together.split_at_checked(2)?;
        Some((1, month.parse().ok()?, full_year(year)?))
    })?;
    let last = Date::new(year, month, 1).ok()?.last_of_month();
    let date = if month == 2 {
        Date::new(year, month, 28).ok()?
    } else {
        last
    };
    Some(Reading::new(words, value(date)))
}

fn by_name(reader: Reader<'_>) -> Option<(usize, i8, i16)> {
    let (words, month) = reader.find(Term::month)?;
    let rest = reader.skip(words);
    let (more, year) = year(rest).or_else(|| Some((1, full_year(digits(rest, 0)?)?)))?;
    Some((words + more, month, year))
}

fn in_digits(reader: Reader<'_>) -> Option<(usize, i8, i16)> {
    let month = digits(reader, 0).filter(|digits| digits.len() <= 2)?;
    matches!(reader.text(1)?, "/" | "-" | ".").then_some(())?;
    Some((3, month.parse().ok()?, full_year(digits(reader, 2)?)?))
}
