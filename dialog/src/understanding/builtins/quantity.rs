//! `nuance_QUANTITY`: `{"number": 10}`, `{"modifier": "GE", "number": 10}`, `{"modifier": "LOTS"}`.
//!
//! The data packs nest the same parts (`nuance_QUANTITY_ABS`, `nuance_NUMBER`, ...). Mix.dialog does not take this kind; its
//! value is flat here, like that of a distance.

use super::language::Term;
use super::measure;
use super::number;
use super::reading::{Reading, Wanted};
use super::words::Reader;

/// A quantity at the beginning. Words like "some" are one only where it was asked for.
pub(super) fn read(reader: Reader<'_>, wanted: Wanted) -> Option<Reading> {
    let (before, modifier) = measure::modifier(reader);
    let number = number::read(reader.skip(before))
        .filter(|number| !number.is_article || before > 0 || wanted.is_asked());
    if let Some(number) = number {
        let value = measure::value(modifier, None, Some(number.value()?));
        return Some(Reading::new(before + number.words, value));
    }
    let (words, vague) = reader.find(|term| match term {
        Term::Vague(vague) if wanted.is_asked() => Some(vague),
        _ => None,
    })?;
    Some(Reading::new(words, measure::value(Some(vague), None, None)))
}
