//! Words that were mistyped (nlu.md section 4): an unknown word is taken for the one known word that it nearly is.
//!
//! A known word is never turned into another, however near. The longer a word, the more mistakes it forgives; short ones
//! forgive none, since most words of three letters are one letter apart. People hardly miss the first letter, so that
//! has to be right, which also keeps the search short.

use std::collections::{HashMap, HashSet};

/// The words of a project.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<String>,
    /// By first letter.
    by_letter: HashMap<char, Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    word: String,
    letters: Vec<char>,
}

/// Words longer than this are not corrected; it bounds the work for one.
const LONGEST: usize = 32;

impl Vocabulary {
    /// Adds a word.
    pub(super) fn insert(&mut self, word: &str) {
        if self.words.contains(word) {
            return;
        }
        self.words.insert(word.to_owned());
        let letters: Vec<char> = word.chars().collect();
        if let Some(first) = letters.first()
            && (2..=LONGEST).contains(&letters.len())
            && letters.iter().all(|letter| letter.is_alphabetic())
        {
            self.by_letter.entry(*first).or_default().push(Entry {
                word: word.to_owned(),
                letters,
            });
        }
    }

    /// Whether the project uses the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The known word that an unknown one was meant to be; none where there is no near one, or two that are as near.
    pub(super) fn nearest(&self, word: &str) -> Option<&str> {
        let letters: Vec<char> = word.chars().collect();
        let forgiven = forgiven(letters.len())?;
        if self.knows(word) || !may_be_mistyped(word) {
            return None;
        }
        let mut best: Option<(usize, &str)> = None;
        let mut is_alone = false;
        for entry in self.by_letter.get(letters.first()?)? {
            if letters.len().abs_diff(entry.letters.len()) > forgiven {
                continue;
            }
            let distance = distance(&letters, &entry.letters);
            if distance > forgiven {
                continue;
            }
            let nearest = best.map_or(usize::MAX, |(nearest, _)| nearest);
            if distance < nearest {
                best = Some((distance, &entry.word));
                is_alone = true;
            } else if distance == nearest {
                is_alone = false;
            }
        }
        best.filter(|_| is_alone).map(|(_, word)| word)
    }
}

/// Whether a word that nobody knows may be another one, mistyped.
pub(super) fn may_be_mistyped(word: &str) -> bool {
    forgiven(word.chars().count()).is_some() && word.chars().all(char::is_alphabetic)
}

/// What a word has to have in common with one that it is near: its first letter, and about its length and its letters.
/// Cheap, for going through the thousands of words of a wordset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    first: Option<char>,
    length: usize,
    /// A bit for each letter of the alphabet, another for all that is none.
    letters: u32,
}

impl Outline {
    /// The outline of a word that is normalised, or of one that would stay as it is but for its case.
    pub(super) fn of(word: &str) -> Outline {
        let letters = || word.chars().map(|letter| letter.to_ascii_lowercase());
        Outline {
            first: letters().next(),
            length: letters().count(),
            letters: letters().fold(0, |letters, letter| {
                let bit = match letter {
                    'a'..='z' => u32::from(letter) - u32::from('a'),
                    _ => 26,
                };
                letters | 1 << bit
            }),
        }
    }

    /// Whether this word, mistyped, may have been the other one. Right where it says no.
    pub(super) fn may_be_near(self, other: Outline) -> bool {
        let forgiven = forgiven(self.length).unwrap_or(0);
        // A mistake adds one letter, takes one away, or both.
        let differ = |one: Outline, other: Outline| (one.letters & !other.letters).count_ones();
        self.first == other.first
            && self.length.abs_diff(other.length) <= forgiven
            && differ(self, other) as usize <= forgiven
            && differ(other, self) as usize <= forgiven
    }
}

/// How many mistakes a word of some length forgives.
fn forgiven(length: usize) -> Option<usize> {
    match length {
        4..=7 => Some(1),
        8..=LONGEST => Some(2),
        _ => None,
    }
}

/// How many letters have to be added, left out, replaced or swapped with the next (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, against) in other.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX);
            let replaced = at(&last, column) + usize::from(letter != against);
            let shorter = at(&last, column + 1) + 1;
            let longer = at(&current, column) + 1;
            let mut least = replaced.min(shorter).min(longer);
            let is_swapped = row > 0
                && column > 0
                && one.get(row - 1) == Some(against)
                && other.get(column - 1) == Some(letter);
            if is_swapped {
                least = least.min(at(&before_last, column - 1) + 1);
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        words.iter().for_each(|word| vocabulary.insert(word));
        vocabulary
    }

    #[test]
    fn a_mistyped_word_is_taken_for_the_known_one() {
        let vocabulary = vocabulary(&["flight", "espresso", "luggage", "cappuccino", "größe"]);
        for (typed, meant) in [
            ("fligth", Some("flight")),
            ("fight", Some("flight")),
            ("flightt", Some("flight")),
            ("espreso", Some("espresso")),
            ("expresso", Some("espresso")),
            ("capucino", Some("cappuccino")),
            ("grösse", None),
            ("gröse", Some("größe")),
            ("light", None),
            ("flat", None),
            ("flght", Some("flight")),
            ("luggggage", Some("luggage")),
        ] {
            assert_eq!(vocabulary.nearest(typed), meant, "{typed}");
        }
    }

    #[test]
    fn a_known_word_stays_what_it_is() {
        let vocabulary = vocabulary(&["lost", "last", "lose"]);
        assert_eq!(vocabulary.nearest("lose"), None);
        assert!(vocabulary.knows("last") && !vocabulary.knows("least"));
    }

    #[test]
    fn between_two_words_nobody_decides() {
        let vocabulary = vocabulary(&["lost", "last"]);
        assert_eq!(vocabulary.nearest("lust"), None);
    }

    #[test]
    fn short_words_numbers_and_codes_are_not_corrected() {
        let vocabulary = vocabulary(&["the", "b747", "1234", "yes"]);
        for typed in ["teh", "b748", "1235", "ye", "yesx1", ""] {
            assert_eq!(vocabulary.nearest(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_outlines_of_near_words_are_near() {
        let is_near = |typed: &str, meant: &str| Outline::of(typed).may_be_near(Outline::of(meant));
        for (typed, meant) in [
            ("fligth", "Flight"),
            ("flght", "flight"),
            ("expresso", "espresso"),
            ("capucino", "cappuccino"),
            ("luggggage", "LUGGAGE"),
            ("gröse", "größe"),
        ] {
            assert!(is_near(typed, meant), "{typed}");
        }
        for (typed, other) in [
            ("light", "flight"),
            ("flights", "flagship"),
            ("harbor", "hostel"),
            ("gold", "good life"),
        ] {
            assert!(!is_near(typed, other), "{typed}");
        }
    }

    #[test]
    fn letters_added_left_out_replaced_and_swapped_are_counted() {
        for (one, other, expected) in [
            ("abcd", "abcd", 0),
            ("abcd", "abd", 1),
            ("abcd", "abxcd", 1),
            ("abcd", "abxd", 1),
            ("abcd", "abdc", 1),
            ("abcd", "", 4),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
        ] {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(one), &letters(other)), expected);
        }
    }
}
