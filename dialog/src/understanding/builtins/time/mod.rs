//! `TIME`: `HHMM` by the 12-hour clock with `a` or `p`.
//!
//! What an hour without its half of the day means is a choice: 7 to 11 are in the morning, 12 to 6 in the afternoon,
//! because people arrange things for the day. Hours over 12 and with a leading zero are those of the 24-hour clock; so are
//! all hours in digits in languages that write times that way ("6h30", "6:30 Uhr").

mod clock;

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::language::{DayPart, Term, TimeUnit};
use super::number;
use super::reading::{Reading, Wanted};
use super::words::Reader;

/// A time of day as it was said.
#[derive(Debug, Clone, Copy)]
struct Clock {
    /// How many words it takes.
    words: usize,
    /// 0 to 24.
    hour: u32,
    /// 0 to 59.
    minute: u32,
    /// Whether it is by the 24-hour clock.
    is_exact: bool,
    /// Whether it can be nothing but a time: "three" can.
    is_complete: bool,
    part: Option<DayPart>,
}

/// A time of day at the beginning.
pub(super) fn read(reader: Reader<'_>, now: DateTime, wanted: Wanted) -> Option<Reading> {
    if let Some(reading) = from_now(reader, now, wanted) {
        return Some(reading);
    }
    let mut clock = clock::read(reader, wanted)?;
    if clock.part.is_none()
        && let Some((words, part)) = reader.skip(clock.words).find(Term::part)
    {
        clock.words += words;
        clock.part = Some(part);
    }
    let counts = clock.is_complete || clock.part.is_some() || wanted.is_asked();
    let (hour, minute) = (clock.hour_of_day().filter(|_| counts)?, clock.minute);
    Some(Reading::new(clock.words, value(hour, minute)))
}

fn value(hour: u32, minute: u32) -> String {
    let half = if hour < 12 { 'a' } else { 'p' };
    let hour = match hour % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{hour:02}{minute:02}{half}")
}

impl Clock {
    /// The hour by the 24-hour clock; `None` for "25" and "13 pm".
    fn hour_of_day(&self) -> Option<u32> {
        let (hour, on_the_hour) = (self.hour, self.minute == 0);
        let Some(part) = self.part else {
            return match hour {
                0..=12 if self.is_exact => Some(hour),
                0 => Some(0),
                1..=6 => Some(hour + 12),
                7..=23 => Some(hour),
                24 if on_the_hour => Some(0),
                _ => None,
            };
        };
        match (part, hour) {
            (DayPart::Am | DayPart::Pm, 0 | 13..) => None,
            (DayPart::Am | DayPart::Morning | DayPart::Night, 12) => Some(0),
            (DayPart::Am | DayPart::Morning, 0..=11) => Some(hour),
            (DayPart::Night, 0..=5) => Some(hour),
            (DayPart::Pm | DayPart::Afternoon | DayPart::Night, 0..=11) => Some(hour + 12),
            (DayPart::Pm | DayPart::Afternoon, 12) => Some(12),
            (DayPart::Afternoon | DayPart::Night, 13..=23) => Some(hour),
            _ => None,
        }
    }
}

/// "in two hours"; "now" where a time was asked for.
fn from_now(reader: Reader<'_>, now: DateTime, wanted: Wanted) -> Option<Reading> {
    let at_once = reader.count(Term::Now);
    if at_once > 0 && wanted.is_asked() {
        return Some(at(at_once, now));
    }
    let ahead = reader.count(Term::Ahead);
    if ahead == 0 {
        return None;
    }
    let rest = reader.skip(ahead);
    let half = rest.count(Term::Half);
    if half > 0
        && let Some((words, TimeUnit::Hour)) = rest.skip(half).find(Term::unit)
    {
        return Some(at(
            ahead + half + words,
            now.checked_add(30.minutes()).ok()?,
        ));
    }
    let (words, number, unit) = number::with_unit(rest, Term::unit)?;
    let count = i64::from(number.at_most(10_000)?);
    let span = match unit {
        TimeUnit::Hour => count.hours(),
        TimeUnit::Minute => count.minutes(),
        _ => return None,
    };
    Some(at(ahead + words, now.checked_add(span).ok()?))
}

fn at(words: usize, time: DateTime) -> Reading {
    // Civil times have neither a negative hour nor a negative minute.
    let unsigned = |part: i8| u32::from(part.unsigned_abs());
    Reading::new(words, value(unsigned(time.hour()), unsigned(time.minute())))
}
