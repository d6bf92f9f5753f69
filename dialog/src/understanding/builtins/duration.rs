//! `nuance_DURATION`: the words are the value (nlu.md section 3). The data packs give an object that differs between their
//! versions, and Mix.dialog does not take this kind.

use super::language::{Term, TimeUnit};
use super::number;
use super::reading::{Reading, Wanted};
use super::words::Reader;

/// A duration at the beginning: "two weeks", "une heure et demie", `1h30`.
pub(super) fn read(reader: Reader<'_>, wanted: Wanted) -> Option<Reading> {
    let mut words = part(reader, wanted)?;
    // "two hours and fifteen minutes", "eine Stunde 20 Minuten", "an hour and a half".
    loop {
        let rest = reader.skip(words);
        let and = rest.count(Term::And);
        let more = match part(rest.skip(and), Wanted::Asked) {
            Some(more) => and + more,
            None => rest.count(Term::AndHalf),
        };
        if more == 0 {
            break;
        }
        words += more;
    }
    Some(Reading { words, value: None })
}

/// A count and a unit. "a minute" is asked for in the hope that somebody waits, so one minute is a duration only as an
/// answer or where it counts in digits.
fn part(reader: Reader<'_>, wanted: Wanted) -> Option<usize> {
    if let Some(words) = clock_like(reader) {
        return Some(words);
    }
    let vague = reader.count(Term::Few).max(reader.count(Term::Half));
    if vague > 0
        && let Some((words, _)) = reader.skip(vague).find(Term::unit)
    {
        return Some(vague + words);
    }
    let (words, number, unit) = number::with_unit(reader, Term::unit)?;
    let is_moment = matches!(unit, TimeUnit::Second | TimeUnit::Minute);
    let counts = wanted.is_asked() || !(number.is_article && is_moment);
    counts.then_some(words)
}

/// `1h30`.
fn clock_like(reader: Reader<'_>) -> Option<usize> {
    let word = reader.first().filter(|word| word.tail.len() == 2)?;
    let hour = |term| (term == Term::Unit(TimeUnit::Hour)).then_some(1);
    word.suffix_term(hour)
}
