//! What the classifier sees of a text.
//!
//! Words and word pairs tell most. Runs of letters recognise a word that was bent or built from a known one, and the
//! words of a value tell something where the value itself is new. Everything is a number, so that looking at a text
//! costs no string.

use crate::understanding::contraction::expanded;
use crate::understanding::samples::is_placeholder;

/// A text as the classifier reads it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Phrase<'w> {
    /// Its words, with a placeholder for each value.
    pub(crate) words: Vec<&'w str>,
    /// The words that the placeholders stand for.
    pub(crate) inside: Vec<&'w str>,
}

/// One thing that a text has: a hash of what it is. With 64 bits two of a project's features do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Feature(u64);

/// A feature with how much it counts.
pub(super) type Weighted = (Feature, f32);

const OF_WORD: f32 = 1.0;
const OF_PAIR: f32 = 0.6;
const OF_LETTERS: f32 = 0.3;

/// How long the runs of letters are.
const RUNS: std::ops::RangeInclusive<usize> = 3..=4;

/// Words longer than this are nobody's; their runs of letters would only cost time.
const LONGEST_WORD: usize = 32;

/// What a feature is made of; the same words mean something else in another place.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Pair,
    Letters,
    Always,
}

impl Feature {
    /// The feature of a word.
    pub(super) fn word(word: &str) -> Feature {
        Feature::of(Kind::Word, [word])
    }

    /// FNV-1a: short, fast on short keys, and the same on every machine.
    fn of<'p>(kind: Kind, parts: impl IntoIterator<Item = &'p str>) -> Feature {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |byte: u8| {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        };
        add(kind as u8);
        for part in parts {
            part.bytes().for_each(&mut add);
            // No text has this byte: it keeps "a b" and "ab" apart.
            add(0xff);
        }
        Feature(hash)
    }
}

/// A text in numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// In a fixed order, each once.
    pub(super) features: Vec<Weighted>,
    /// Its words, values aside.
    pub(super) words: Vec<Feature>,
    /// How many values it has.
    pub(super) values: usize,
}

impl Text {
    pub(super) fn read(phrase: &Phrase<'_>) -> Text {
        let words = expanded(&phrase.words);
        let own = words.iter().filter(|word| !is_placeholder(word));
        let own: Vec<Feature> = own.map(|word| Feature::word(word)).collect();
        Text {
            features: features(&words, &phrase.inside),
            values: words.len() - own.len(),
            words: own,
        }
    }
}

fn features(words: &[&str], inside: &[&str]) -> Vec<Weighted> {
    let mut found: Vec<Weighted> = vec![(Feature::of(Kind::Always, []), OF_WORD)];
    for word in words.iter().chain(inside) {
        found.push((Feature::word(word), OF_WORD));
    }
    let before = std::iter::once("^").chain(words.iter().copied());
    let after = words.iter().copied().chain(std::iter::once("$"));
    for (one, other) in before.zip(after) {
        found.push((Feature::of(Kind::Pair, [one, other]), OF_PAIR));
    }
    for word in words.iter().filter(|word| !is_placeholder(word)) {
        letters(word, &mut found);
    }
    found.sort_by_key(|(feature, _)| *feature);
    found.dedup_by_key(|(feature, _)| *feature);
    found
}

/// The runs of letters in a word and its ends.
fn letters(word: &str, found: &mut Vec<Weighted>) {
    let ends = std::iter::once(0).chain(word.char_indices().map(|(at, _)| at));
    let starts: Vec<usize> = ends.skip(1).chain([word.len()]).collect();
    if starts.len() > LONGEST_WORD {
        return;
    }
    for length in RUNS {
        for (from, to) in starts.iter().zip(starts.iter().skip(length)) {
            let run = word.get(*from..*to).unwrap_or_default();
            found.push((Feature::of(Kind::Letters, [run]), OF_LETTERS));
        }
        // A word's beginning and end tell more than the same letters within it.
        let beginning = starts.get(length - 1).and_then(|to| word.get(..*to));
        let end = starts.len().checked_sub(length);
        let end = end.and_then(|at| word.get(*starts.get(at)?..));
        for (mark, run) in [("^", beginning), ("$", end)] {
            if let Some(run) = run {
                found.push((Feature::of(Kind::Letters, [mark, run]), OF_LETTERS));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Weighted> {
        let phrase = Phrase {
            words: text.split(' ').collect(),
            inside: Vec::new(),
        };
        Text::read(&phrase).features
    }

    fn shared(one: &str, other: &str) -> usize {
        let other = of(other);
        of(one).iter().filter(|one| other.contains(one)).count()
    }

    #[test]
    fn texts_share_what_they_have_in_common() {
        assert_eq!(of("book a flight"), of("book a flight"));
        assert!(shared("book a flight", "book a seat") > shared("book a flight", "seat a book"));
        assert!(shared("booking", "book") > shared("looking", "cook"));
        assert_ne!(of("a b c"), of("c b a"));
    }

    #[test]
    fn the_words_of_a_value_count_as_words() {
        let text = Text::read(&Phrase {
            words: vec!["to", "<eCity>"],
            inside: vec!["new", "york"],
        });
        assert_eq!((text.words.len(), text.values), (1, 1));
        let features: Vec<Feature> = text
            .features
            .into_iter()
            .map(|(feature, _)| feature)
            .collect();
        assert!(
            ["<eCity>", "new", "york"]
                .iter()
                .all(|word| features.contains(&Feature::word(word)))
        );
    }

    #[test]
    fn letters_of_any_script_are_taken_whole() {
        for text in ["größe", "東京都庁", "❤", "a", ""] {
            assert!(!of(text).is_empty(), "{text}");
        }
        assert!(shared("größe", "größer") > shared("größe", "klein"));
    }

    #[test]
    fn a_contraction_has_the_features_of_what_it_stands_for() {
        assert_eq!(of("i ' d like"), of("i would like"));
    }
}
