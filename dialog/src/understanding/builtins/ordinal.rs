//! `nuance_ORDINAL_NUMBER`: the number, and `nuance_GENERIC_ORDER`: the number or a place such as `max`.

use serde_json::Value;

use super::language::{Compound, Term};
use super::number_words;
use super::reading::Reading;
use super::words::Reader;

/// An ordinal number at the beginning.
pub(super) fn read(reader: Reader<'_>) -> Option<Reading> {
    let (words, value) = number(reader)?;
    Some(Reading::new(words, value))
}

/// A place in a row at the beginning.
///
/// The data packs give `{"nuance_ORDINAL_NUMBER": 22}` or `{"nuance_ORDER_REL": "max"}`, before version 9 what is in
/// them. What Mix.dialog makes of it is unknown; it is the number or the word here, like the values of other kinds.
pub(super) fn order(reader: Reader<'_>) -> Option<Reading> {
    let place = reader.find(|term| match term {
        Term::Order(place) => Some(Value::from(place)),
        _ => None,
    });
    let number = number(reader).map(|(words, number)| (words, Value::from(number)));
    let (words, value) = match (place, number) {
        (Some(place), Some(number)) if number.0 > place.0 => number,
        (Some(place), _) => place,
        (None, number) => number?,
    };
    Some(Reading::new(words, value))
}

/// The number of an ordinal with the words it takes: `5th`, "third", "twenty first", "einundzwanzigste".
pub(super) fn number(reader: Reader<'_>) -> Option<(usize, u32)> {
    let word = reader.first()?;
    if word.is_digits() && reader.text(1) == Some(".") && reader.skip(2).has(Term::OrdinalSuffix) {
        return Some((3, word.digits.parse().ok()?));
    }
    if !word.digits.is_empty() {
        let suffix = |term| (term == Term::OrdinalSuffix).then_some(());
        let counts = word.tail.is_empty() && word.digits.len() <= 4;
        word.suffix_term(suffix).filter(|()| counts)?;
        return Some((1, word.digits.parse().ok()?));
    }
    if let Some(Compound::Ordinal(value)) = word.compound {
        return Some((1, value));
    }
    if let Some((words, value)) = named(reader) {
        // "vigésimo primero".
        return match named(reader.skip(words)) {
            Some((more, unit)) if value % 10 == 0 && unit < 10 => {
                Some((words + more, value + unit))
            }
            _ => Some((words, value)),
        };
    }
    let (words, tens) = number_words::below_hundred(reader)?;
    if tens < 20 || tens % 10 != 0 {
        return None;
    }
    let joined = reader.skip(words).count(Term::And);
    let (more, unit) = named(reader.skip(words + joined)).filter(|(_, unit)| *unit < 20)?;
    Some((words + joined + more, tens + unit))
}

fn named(reader: Reader<'_>) -> Option<(usize, u32)> {
    reader.find(|term| match term {
        Term::Ordinal(value) => Some(u32::from(value)),
        _ => None,
    })
}
