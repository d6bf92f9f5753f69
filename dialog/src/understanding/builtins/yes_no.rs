//! `YES_NO`: `yes` or `no`, and `nuance_BOOLEAN`: `true` or `false`.

use super::language::Term;
use super::words::Reader;

/// The answer when all of the words are one, with or without politeness behind it.
pub(super) fn whole(reader: Reader<'_>) -> Option<bool> {
    let (words, answer) = reader.find(|term| match term {
        Term::Answer(answer) => Some(answer),
        _ => None,
    })?;
    let polite = reader.skip(words).count(Term::Polite);
    (words + polite == reader.words.len()).then_some(answer)
}

/// The answer that the first word gives away, with the number of words it takes.
pub(super) fn first(reader: Reader<'_>) -> Option<(usize, bool)> {
    reader.find(|term| match term {
        Term::Opening(answer) => Some(answer),
        _ => None,
    })
}
