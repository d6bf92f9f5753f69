//! The words and phrases of a language with their meanings, ready to be looked up.

use std::collections::HashMap;

use super::term::Term;
use crate::understanding::normalise::normalised;

/// Meanings with the phrases that have them, separated by `|`. Written with their accents, found without.
pub(super) type Table = &'static [(Term, &'static str)];

/// The phrases of a language by their first word.
#[derive(Debug)]
pub(in crate::understanding::builtins) struct Vocabulary(HashMap<String, Vec<Phrase>>);

/// A phrase without its first word.
#[derive(Debug)]
pub(in crate::understanding::builtins) struct Phrase {
    /// The words that must follow.
    pub(in crate::understanding::builtins) rest: Vec<String>,
    pub(in crate::understanding::builtins) term: Term,
}

impl Vocabulary {
    pub(super) fn new(tables: &[Table]) -> Vocabulary {
        let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (term, spellings) in tables.iter().copied().flatten() {
            for spelling in spellings.split('|') {
                for words in variants(spelling) {
                    let mut words = words.into_iter();
                    if let Some(first) = words.next() {
                        phrases.entry(first).or_default().push(Phrase {
                            rest: words.collect(),
                            term: *term,
                        });
                    }
                }
            }
        }
        Vocabulary(phrases)
    }

    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The phrases that begin with a word.
    pub(in crate::understanding::builtins) fn starting_with(&self, word: &str) -> &[Phrase] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The words of a phrase, also as people type it in a hurry: without apostrophes, and with umlauts in two letters.
fn variants(spelling: &str) -> Vec<Vec<String>> {
    let umlauts = spelling
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue");
    let apart = spelling.replace('\'', " ");
    let together = spelling.replace('\'', "");
    let mut variants = Vec::new();
    for spelling in [spelling, &umlauts, &apart, &together] {
        let mut words = normalised(spelling);
        if words.is_empty() && !spelling.trim().is_empty() {
            // A sign that counts beside digits only.
            words.push(spelling.to_owned());
        }
        if !variants.contains(&words) {
            variants.push(words);
        }
    }
    variants
}
