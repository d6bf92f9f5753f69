//! `DATE`: `YYYYMMDD`.
//!
//! Choices that nlu.md leaves open: a weekday by itself is its next day, today included; `next friday` is the friday of
//! the week that starts next monday; a day without a year is never in the past, but what says so itself ("yesterday",
//! "two days ago") is.

mod calendar;
mod numeric;
mod relative;

pub(super) use numeric::expiry;

use jiff::civil::Date;

use super::reading::{Reading, Wanted};
use super::words::Reader;

/// Words with the date that they name.
type Found = Option<(usize, Date)>;

/// A date at the beginning, counted from `today`.
pub(super) fn read(reader: Reader<'_>, today: Date, wanted: Wanted) -> Option<Reading> {
    let found = [
        relative::day(reader, today),
        relative::distance(reader, today),
        relative::weekday(reader, today, wanted),
        calendar::by_month(reader, today),
        calendar::day_of_month(reader, today, wanted),
        numeric::date_with_article(reader, today),
    ];
    let (words, date) = found
        .into_iter()
        .flatten()
        .max_by_key(|(words, _)| *words)?;
    Some(Reading::new(words, value(date)))
}

fn value(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// The next such day from today on; eight years reach every 29th of February.
fn next_in_year(month: i8, day: i8, today: Date) -> Option<Date> {
    let years = (0..=8).filter_map(|ahead| today.year().checked_add(ahead));
    years
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date >= today)
}
