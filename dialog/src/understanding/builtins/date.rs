//! `DATE`: `YYYYMMDD`.
//!
//! Choices that nlu.md leaves open: a weekday by itself is its next day, today included; `next friday` is the friday of
//! the week that starts next monday; a day without a year is never in the past.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Reading;
use super::number;

/// A date at the beginning of the words, counted from `today`.
pub(super) fn read(words: &[&str], today: Date) -> Option<Reading> {
    let readers = [relative, by_weekday, by_month, by_day, numeric];
    let found = readers.iter().filter_map(|reader| reader(words, today));
    let (count, date) = found.max_by_key(|(count, _)| *count)?;
    Some(Reading::new(count, date.strftime("%Y%m%d").to_string()))
}

type Found = Option<(usize, Date)>;

fn relative(words: &[&str], today: Date) -> Found {
    let (count, days) = match words {
        ["today" | "tonight", ..] => (1, 0),
        ["tomorrow", ..] => (1, 1),
        ["yesterday", ..] => (1, -1),
        ["the", "day", "after", "tomorrow", ..] => (4, 2),
        ["day", "after", "tomorrow", ..] => (3, 2),
        ["in", rest @ ..] => {
            let (count, number) = match rest {
                ["a" | "an", ..] => (1, 1),
                [digits, ..] if digits.parse::<u16>().is_ok() => {
                    (1, digits.parse::<u16>().ok()?.into())
                }
                _ => number::below_hundred(rest)?,
            };
            let days = match *rest.get(count)? {
                "day" | "days" => i64::from(number),
                "week" | "weeks" => i64::from(number) * 7,
                _ => return None,
            };
            (count + 2, days)
        }
        _ => return None,
    };
    Some((count, today.checked_add(days.days()).ok()?))
}

fn by_weekday(words: &[&str], today: Date) -> Found {
    let (before, next) = match words {
        ["next", ..] => (1, true),
        ["by", "next", ..] => (2, true),
        ["this" | "by" | "coming", ..] => (1, false),
        _ => (0, false),
    };
    let weekday = weekday(words.get(before)?)?;
    let first = if next {
        let to_monday = 7 - i64::from(today.weekday().to_monday_zero_offset());
        today.checked_add(to_monday.days()).ok()?
    } else {
        today
    };
    let ahead = first.weekday().until(weekday);
    Some((before + 1, first.checked_add(i64::from(ahead).days()).ok()?))
}

/// `august 5th`, `july twentieth 2027`, `5th of august`, `the 5 august`.
fn by_month(words: &[&str], today: Date) -> Found {
    let article = usize::from(words.first() == Some(&"the"));
    let rest = words.get(article..)?;
    let (count, month, day) = if let Some(month) = rest.first().and_then(|word| month(word)) {
        let article = usize::from(rest.get(1) == Some(&"the"));
        let (count, day) = day(rest.get(1 + article..)?)?;
        (1 + article + count, month, day)
    } else {
        let (count, day) = day(rest)?;
        let joined = usize::from(rest.get(count) == Some(&"of"));
        (count + joined + 1, month(rest.get(count + joined)?)?, day)
    };
    let count = article + count;
    match words
        .get(count)
        .filter(|word| word.len() == 4)
        .and_then(|word| word.parse().ok())
    {
        Some(year) => Some((count + 1, Date::new(year, month, day).ok()?)),
        None => Some((count, next_in_year(month, day, today)?)),
    }
}

/// `the 21st`: the next month that has it.
fn by_day(words: &[&str], today: Date) -> Found {
    let ["the", word, ..] = words else {
        return None;
    };
    let day = numeric_ordinal(word)?;
    let this_month = today.first_of_month();
    let months = (0..12_i64).filter_map(|ahead| this_month.checked_add(ahead.months()).ok());
    let mut dates = months.filter_map(|first| Date::new(first.year(), first.month(), day).ok());
    Some((2, dates.find(|date| *date >= today)?))
}

/// `MM/DD`, `MM/DD/YYYY`, `YYYY-MM-DD`.
fn numeric(words: &[&str], today: Date) -> Found {
    match words {
        [year, "-", month, "-", day, ..] if year.len() == 4 => {
            let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            Some((5, date.ok()?))
        }
        [month, "/", day, "/", year, ..] => {
            let century = match year.len() {
                2 => 2_000,
                4 => 0,
                _ => return None,
            };
            let year: i16 = year.parse().ok()?;
            let date = Date::new(
                year.checked_add(century)?,
                month.parse().ok()?,
                day.parse().ok()?,
            );
            Some((5, date.ok()?))
        }
        [month, "/", day, ..] => Some((
            3,
            next_in_year(month.parse().ok()?, day.parse().ok()?, today)?,
        )),
        _ => None,
    }
}

/// The next such day from today on; eight years reach every 29th of February.
fn next_in_year(month: i8, day: i8, today: Date) -> Option<Date> {
    let years = (0..=8).filter_map(|ahead| today.year().checked_add(ahead));
    years
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date >= today)
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A day of the month, with the number of words it takes: `5`, `5th`, `twentieth`, `twenty first`, `five`.
fn day(words: &[&str]) -> Option<(usize, i8)> {
    let first = words.first()?;
    let plain = first.parse().ok().filter(|_| first.len() <= 2);
    if let Some(day) = plain
        .or_else(|| numeric_ordinal(first))
        .or_else(|| ordinal(first))
    {
        return Some((1, day));
    }
    if let (Some(tens), Some(unit)) = (
        number::tens(first),
        words.get(1).and_then(|word| ordinal(word)),
    ) {
        let tens = i8::try_from(tens).ok()?;
        return (unit < 10).then_some((2, tens + unit));
    }
    let (count, day) = number::below_hundred(words)?;
    Some((count, i8::try_from(day).ok()?))
}

/// `5th`.
fn numeric_ordinal(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

fn ordinal(word: &str) -> Option<i8> {
    if word == "thirtieth" {
        return Some(30);
    }
    let place = ORDINALS.iter().position(|ordinal| *ordinal == word)?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::testing;
    use super::*;

    /// A Wednesday.
    const TODAY: Date = date(2026, 8, 5);

    #[test]
    fn dates_are_read_as_eight_digits() {
        for (text, value) in [
            ("today", "20260805"),
            ("Tomorrow", "20260806"),
            ("the day after tomorrow", "20260807"),
            ("in two weeks", "20260819"),
            ("in 10 days", "20260815"),
            ("friday", "20260807"),
            ("wednesday", "20260805"),
            ("monday", "20260810"),
            ("this sunday", "20260809"),
            ("next friday", "20260814"),
            ("by tuesday", "20260811"),
            ("August 5th", "20260805"),
            ("August 4th", "20270804"),
            ("july twentieth", "20270720"),
            ("July twenty-first", "20270721"),
            ("december 21st, 2028", "20281221"),
            ("Jan 2", "20270102"),
            ("5th of September", "20260905"),
            ("the 9 october", "20261009"),
            ("february 29", "20280229"),
            ("the 4th", "20260904"),
            ("the 31st", "20260831"),
            ("12/24", "20261224"),
            ("3/1/2027", "20270301"),
            ("3/1/27", "20270301"),
            ("2026-12-31", "20261231"),
        ] {
            let found = testing::read(text, |words| read(words, TODAY));
            assert_eq!(found.map(|(_, value)| value), Some(value.into()), "{text}");
        }
    }

    #[test]
    fn the_longest_date_is_taken() {
        let found = testing::read("may 4th 2027 at noon", |words| read(words, TODAY));
        assert_eq!(found, Some(("may 4th 2027".into(), "20270504".into())));
    }

    #[test]
    fn other_things_are_no_dates() {
        for text in [
            "",
            "may",
            "may I",
            "the second",
            "13/45",
            "february 30",
            "4",
            "2026-13-01",
            "in time",
            "in 9999999 days",
        ] {
            assert_eq!(
                testing::read(text, |words| read(words, TODAY)),
                None,
                "{text}"
            );
        }
    }
}
