//! Literals: what visitors say for the values of list entities. A trie over words finds the longest one at a place.

use std::collections::HashMap;

use serde_json::Value;

use super::normalise::normalised;
use super::wordset::Wordsets;

/// Literals with what they mean.
#[derive(Debug)]
pub(super) struct Lexicon {
    nodes: Vec<TrieNode>,
}

#[derive(Debug, Default)]
struct TrieNode {
    next: HashMap<String, usize>,
    readings: Vec<Reading>,
}

/// One meaning of some words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// The entity whose dictionary, wordset, pattern or kind says so.
    pub(super) owner: String,
    pub(super) meaning: Meaning,
}

/// What words stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A value.
    Value(Value),
    /// The words themselves, as they were written.
    Literal,
    /// A value that was said before.
    Referrer,
}

impl Lexicon {
    pub(super) fn new() -> Lexicon {
        Lexicon {
            nodes: vec![TrieNode::default()],
        }
    }

    /// The literals of a session's wordsets that may occur in some words: a wordset may hold thousands, an utterance
    /// names a few of them.
    pub(super) fn of_wordsets(wordsets: &Wordsets<'_>, words: &[&str]) -> Lexicon {
        let mut lexicon = Lexicon::new();
        let mut words = words.to_vec();
        words.sort_unstable();
        words.dedup();
        for (entity, items) in wordsets.entities() {
            for item in items {
                let literals = item.literals();
                for literal in literals.filter(|literal| may_occur(literal, &words)) {
                    let meaning = Meaning::Value(Value::from(item.value()));
                    lexicon.insert(&normalised(literal), entity, meaning);
                }
            }
        }
        lexicon
    }

    /// Adds a literal. The first meaning that an entity gives to it stays.
    pub(super) fn insert(&mut self, words: &[String], owner: &str, meaning: Meaning) {
        if words.is_empty() {
            return;
        }
        let mut at = 0;
        for word in words {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = *node.next.entry(word.clone()).or_insert(fresh);
            if at == fresh {
                self.nodes.push(TrieNode::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at)
            && node.readings.iter().all(|reading| reading.owner != owner)
        {
            node.readings.push(Reading {
                owner: owner.to_owned(),
                meaning,
            });
        }
    }

    /// Every literal at the beginning of the words, shortest first: its number of words and its meanings.
    pub(super) fn at_start<'a>(
        &'a self,
        words: &'a [&'a str],
    ) -> impl Iterator<Item = (usize, &'a [Reading])> {
        let mut node = self.nodes.first();
        words.iter().enumerate().map_while(move |(number, word)| {
            let next = *node?.next.get(*word)?;
            node = self.nodes.get(next);
            Some((number + 1, node?.readings.as_slice()))
        })
    }

    /// The meanings when all of the words are one literal.
    pub(super) fn whole(&self, words: &[&str]) -> &[Reading] {
        let mut node = self.nodes.first();
        for word in words {
            let next = node.and_then(|node| node.next.get(*word));
            node = next.and_then(|next| self.nodes.get(*next));
        }
        node.map_or(&[], |node| node.readings.as_slice())
    }
}

/// Whether a literal may occur among the words, which are sorted. Right where it says no, and mostly after one look:
/// the first word of most literals is none of them.
fn may_occur(literal: &str, words: &[&str]) -> bool {
    literal.split_whitespace().all(|part| {
        if part.is_ascii() {
            let parts = part.split(|character: char| !character.is_ascii_alphanumeric());
            parts
                .filter(|part| !part.is_empty())
                .all(|part| holds(words, part.bytes().map(|byte| byte.to_ascii_lowercase())))
        } else {
            // Normalising ends at blanks, so each part has the words that it has in the whole literal.
            let mut parts = normalised(part).into_iter();
            parts.all(|part| holds(words, part.bytes()))
        }
    })
}

fn holds(sorted: &[&str], word: impl Iterator<Item = u8> + Clone) -> bool {
    let found = sorted.binary_search_by(|other| other.bytes().cmp(word.clone()));
    found.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(literals: &[(&str, &str, &str)]) -> Lexicon {
        let mut lexicon = Lexicon::new();
        for (literal, owner, value) in literals {
            lexicon.insert(
                &normalised(literal),
                owner,
                Meaning::Value(Value::from(*value)),
            );
        }
        lexicon
    }

    #[test]
    fn every_literal_at_the_beginning_is_found() {
        let lexicon = lexicon(&[
            ("New York", "eCity", "NY"),
            ("new york city", "eCity", "NYC"),
        ]);
        let words = ["new", "york", "city", "tomorrow"];
        let found: Vec<usize> = lexicon
            .at_start(&words)
            .filter(|(_, readings)| !readings.is_empty())
            .map(|(count, _)| count)
            .collect();
        assert_eq!(found, [2, 3]);
        assert!(lexicon.whole(&["new"]).is_empty());
        assert!(lexicon.whole(&words).is_empty());
        assert!(lexicon.whole(&[]).is_empty());
    }

    #[test]
    fn a_literal_may_belong_to_several_entities_but_has_one_value_in_each() {
        let lexicon = lexicon(&[
            ("large", "eCup", "L"),
            ("large", "eCake", "XL"),
            ("Large", "eCup", "M"),
        ]);
        let owners: Vec<_> = lexicon
            .whole(&["large"])
            .iter()
            .map(|reading| &reading.owner)
            .collect();
        assert_eq!(owners, ["eCup", "eCake"]);
        assert_eq!(
            lexicon.whole(&["large"])[0].meaning,
            Meaning::Value("L".into())
        );
    }

    #[test]
    fn only_the_literals_that_a_text_may_have_are_taken_from_wordsets() {
        let items = [
            "Gold plan",
            "gold",
            "  silver",
            "$ plan",
            "Ö3",
            "Ölplan",
            "Gold für",
            "„gold“",
            "o'gold",
            "goldmine",
            "gold bar",
        ]
        .map(|literal| serde_json::json!({"literal": literal}));
        let data = serde_json::json!({"ePlan": items});
        let wordsets = Wordsets::from_value(&data);
        let words = ["the", "o3", "gold", "plan", "'", "of", "$", "o"];
        let lexicon = Lexicon::of_wordsets(&wordsets, &words);
        for (literal, is_known) in [
            ("gold plan", true),
            ("gold", true),
            ("o'gold", true),
            ("$ plan", true),
            ("ö3", true),
            ("ölplan", false),
            ("gold für", false),
            ("silver", false),
            ("gold bar", false),
            ("goldmine", false),
        ] {
            let words = normalised(literal);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            assert_eq!(!lexicon.whole(&words).is_empty(), is_known, "{literal}");
        }
    }

    #[test]
    fn a_literal_without_words_is_no_literal() {
        let lexicon = lexicon(&[("...", "eDots", "dots")]);
        assert!(lexicon.whole(&[]).is_empty());
    }
}
