//! The words of an utterance with their meanings, looked up once for all kinds and places.

use super::language::{Compound, Language, Phrase, Term};

/// A word with what it means by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'w> {
    pub(super) text: &'w str,
    phrases: &'static [Phrase],
    /// Digits at its beginning: `14` of `14h30`.
    pub(super) digits: &'w str,
    /// The letters after them: `h`.
    pub(super) suffix: &'w str,
    suffix_phrases: &'static [Phrase],
    /// The digits after those: `30`.
    pub(super) tail: &'w str,
    /// The number that it is in a language of compounds.
    pub(super) compound: Option<Compound>,
    /// Whether a value can begin with it. With most words none can.
    pub(super) opens: bool,
    /// Whether a number can.
    pub(super) counts: bool,
}

impl<'w> Word<'w> {
    fn new(text: &'w str, language: &Language) -> Word<'w> {
        let (digits, suffix, tail) = cut(text).unwrap_or_default();
        let looked_up = |text: &str| match text {
            "" => &[],
            _ => language.phrases(text),
        };
        let is_word = digits.is_empty();
        let phrases = looked_up(if is_word { text } else { "" });
        let compound = language.compound(text).filter(|_| is_word);
        let counts =
            !is_word || compound.is_some() || phrases.iter().any(|phrase| phrase.term.counts());
        Word {
            text,
            phrases,
            digits,
            suffix,
            suffix_phrases: looked_up(suffix),
            tail,
            opens: counts || phrases.iter().any(|phrase| phrase.term.opens()),
            counts,
            compound,
        }
    }

    /// Whether it is nothing but digits.
    pub(super) fn is_digits(&self) -> bool {
        !self.digits.is_empty() && self.suffix.is_empty()
    }

    /// Its number when it is one or two digits.
    pub(super) fn two_digits(&self) -> Option<u32> {
        let counts = self.is_digits() && self.digits.len() <= 2;
        counts.then(|| self.digits.parse().ok())?
    }

    /// What its suffix means, if that is what is looked for.
    pub(super) fn suffix_term<T>(&self, pick: impl Fn(Term) -> Option<T>) -> Option<T> {
        let mut phrases = self.suffix_phrases.iter();
        phrases.find_map(|phrase| pick(phrase.term).filter(|_| phrase.rest.is_empty()))
    }
}

/// A word as digits, letters, digits; `None` unless it begins with a digit and has that form.
fn cut(text: &str) -> Option<(&str, &str, &str)> {
    let is_digit = |character: char| character.is_ascii_digit();
    let after = text.trim_start_matches(is_digit);
    let digits = text
        .strip_suffix(after)
        .filter(|digits| !digits.is_empty())?;
    let suffix = after.trim_end_matches(is_digit);
    let tail = after.strip_prefix(suffix)?;
    let plain = !suffix.contains(is_digit);
    plain.then_some((digits, suffix, tail))
}

/// The meanings of all words of an utterance.
///
/// A part of the day is read as a whole: "mañana" in "de la mañana" is not tomorrow. And a hyphen behind a digit
/// separates; only one that stands free is a minus.
pub(super) fn tag<'w>(words: &[&'w str], language: &Language) -> Vec<Word<'w>> {
    let mut tagged: Vec<Word<'w>> = words.iter().map(|word| Word::new(word, language)).collect();
    for at in 0..tagged.len() {
        let Some(rest) = tagged.get_mut(at..) else {
            break;
        };
        let covered = Reader {
            words: rest,
            language: *language,
        }
        .find(|term| matches!(term, Term::Part(_) | Term::Nothing).then_some(()));
        if let Some((length, ())) = covered {
            for word in rest.iter_mut().take(length).skip(1) {
                word.phrases = &[];
            }
        }
        if let [before, sign, ..] = rest
            && !before.digits.is_empty()
            && sign.text == "-"
        {
            sign.phrases = &[];
        }
    }
    tagged
}

/// The words from some place on, in their language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) words: &'t [Word<'t>],
    pub(super) language: Language,
}

impl<'t> Reader<'t> {
    /// The same from some words further on.
    pub(super) fn skip(self, count: usize) -> Reader<'t> {
        Reader {
            words: self.words.get(count..).unwrap_or_default(),
            ..self
        }
    }

    pub(super) fn first(self) -> Option<&'t Word<'t>> {
        self.words.first()
    }

    /// The text of a word.
    pub(super) fn text(self, at: usize) -> Option<&'t str> {
        self.words.get(at).map(|word| word.text)
    }

    /// The longest phrase at the beginning that means what is looked for, with its length in words.
    ///
    /// A letter before an apostrophe is half a word, but in phrases: the "s" of "2 s'il vous plaît" is no unit.
    pub(super) fn find<T>(self, pick: impl Fn(Term) -> Option<T>) -> Option<(usize, T)> {
        let (first, rest) = self.words.split_first()?;
        let is_elided = first.text.len() == 1 && rest.first().is_some_and(|word| word.text == "'");
        let shortest = if is_elided { 1 } else { 0 };
        let mut longest = None;
        for phrase in first.phrases {
            let length = 1 + phrase.rest.len();
            if length <= longest.as_ref().map_or(shortest, |(known, _)| *known) {
                continue;
            }
            let follows = phrase.rest.len() <= rest.len()
                && phrase
                    .rest
                    .iter()
                    .zip(rest)
                    .all(|(word, found)| word == found.text);
            if follows && let Some(meaning) = pick(phrase.term) {
                longest = Some((length, meaning));
            }
        }
        longest
    }

    /// How many words a phrase with this meaning takes at the beginning; 0 where there is none.
    pub(super) fn count(self, term: Term) -> usize {
        self.find(|found| (found == term).then_some(()))
            .map_or(0, |(length, ())| length)
    }

    /// Whether a phrase with this meaning is at the beginning.
    pub(super) fn has(self, term: Term) -> bool {
        self.count(term) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_begins_with_digits_is_cut_where_they_end() {
        for (word, parts) in [
            ("14h30", Some(("14", "h", "30"))),
            ("5km", Some(("5", "km", ""))),
            ("42", Some(("42", "", ""))),
            ("b747", None),
            ("5a5b", None),
            ("", None),
        ] {
            assert_eq!(cut(word), parts, "{word}");
        }
    }
}
