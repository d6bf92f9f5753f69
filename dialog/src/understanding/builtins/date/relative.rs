//! Dates that are counted from today: "tomorrow", "in two weeks", "next friday".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Found, calendar, numeric};
use crate::understanding::builtins::language::{Term, TimeUnit};
use crate::understanding::builtins::number::{self, Number};
use crate::understanding::builtins::reading::Wanted;
use crate::understanding::builtins::words::Reader;

/// "tomorrow".
pub(super) fn day(reader: Reader<'_>, today: Date) -> Found {
    let (words, days) = reader.find(|term| match term {
        Term::Day(days) => Some(days),
        _ => None,
    })?;
    Some((words, today.checked_add(days.days()).ok()?))
}

/// "in two weeks", "two weeks from now", "two weeks ago".
pub(super) fn distance(reader: Reader<'_>, today: Date) -> Found {
    let ahead = reader.count(Term::Ahead);
    if ahead > 0
        && let Some(found) = after(reader, ahead, 1, today)
    {
        return Some(found);
    }
    let since = reader.count(Term::Since);
    if since > 0
        && let Some(found) = after(reader, since, -1, today)
    {
        return Some(found);
    }
    let (words, number, unit) = number::with_unit(reader, Term::unit)?;
    let rest = reader.skip(words);
    match (rest.count(Term::FromNow), rest.count(Term::Ago)) {
        (0, 0) => None,
        (0, more) => Some((words + more, shifted(today, &number, unit, -1)?)),
        (more, _) => Some((words + more, shifted(today, &number, unit, 1)?)),
    }
}

fn after(reader: Reader<'_>, before: usize, sign: i32, today: Date) -> Found {
    let (words, number, unit) = number::with_unit(reader.skip(before), Term::unit)?;
    Some((before + words, shifted(today, &number, unit, sign)?))
}

fn shifted(today: Date, number: &Number, unit: TimeUnit, sign: i32) -> Option<Date> {
    let count = sign * i32::try_from(number.at_most(9_999)?).ok()?;
    let span = match unit {
        TimeUnit::Day => count.days(),
        TimeUnit::Week => count.weeks(),
        TimeUnit::Month => count.months(),
        TimeUnit::Year => count.years(),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
    };
    today.checked_add(span).ok()
}

/// Which of the weekdays to come is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// The first one, today included.
    First,
    /// The first one after today.
    Coming,
    /// The one of the week that starts next monday.
    NextWeek,
}

/// "friday", "next friday", "vendredi prochain". A short form that is also another word needs more than itself: "next
/// sun", "sun, 9 august", or to be all of an answer.
pub(super) fn weekday(reader: Reader<'_>, today: Date, wanted: Wanted) -> Found {
    let before = reader.find(|term| match term {
        Term::This => Some(Which::First),
        Term::Coming => Some(Which::Coming),
        Term::Next => Some(Which::NextWeek),
        _ => None,
    });
    let article = || (reader.count(Term::The), Which::First);
    let (mut words, mut which) = before.unwrap_or_else(article);
    let (more, (weekday, is_short)) = reader.skip(words).find(|term| match term {
        Term::Weekday(weekday) => Some((weekday, false)),
        Term::ShortWeekday(weekday) => Some((weekday, true)),
        _ => None,
    })?;
    words += more;
    if let Some((more, date)) = full_date(reader.skip(words), today) {
        return Some((words + more, date));
    }
    let after = reader.skip(words).find(|term| match term {
        Term::ComingAfter => Some(Which::Coming),
        Term::NextAfter => Some(Which::NextWeek),
        _ => None,
    });
    if let Some((more, which_after)) = after {
        words += more;
        which = which_after;
    }
    let is_certain = !is_short || before.is_some() || after.is_some() || wanted == Wanted::Whole;
    if !is_certain {
        return None;
    }
    Some((words, on(weekday, which, today)?))
}

/// The date behind a weekday: "monday, august 10", "Montag, den 10.8.".
fn full_date(reader: Reader<'_>, today: Date) -> Found {
    calendar::by_month(reader, today).or_else(|| numeric::date_with_article(reader, today))
}

fn on(weekday: Weekday, which: Which, today: Date) -> Option<Date> {
    let ahead = match which {
        Which::First => 0,
        Which::Coming => 1,
        Which::NextWeek => 7 - i32::from(today.weekday().to_monday_zero_offset()),
    };
    let first = today.checked_add(ahead.days()).ok()?;
    let more = i32::from(first.weekday().until(weekday));
    first.checked_add(more.days()).ok()
}
