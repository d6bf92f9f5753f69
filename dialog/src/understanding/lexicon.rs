//! Literals: what visitors say for the values of list entities. A trie over words finds the longest one at a place.

use std::collections::HashMap;

use serde_json::Value;

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

    /// The literals of a session's wordsets.
    pub(super) fn of_wordsets(wordsets: &Wordsets) -> Lexicon {
        let mut lexicon = Lexicon::new();
        for (entity, items) in wordsets.entities() {
            for item in items {
                for literal in item.literals() {
                    let meaning = Meaning::Value(Value::from(item.value()));
                    lexicon.insert(&super::normalise::normalised(literal), entity, meaning);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::normalise::normalised;

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
    fn a_literal_without_words_is_no_literal() {
        let lexicon = lexicon(&[("...", "eDots", "dots")]);
        assert!(lexicon.whole(&[]).is_empty());
    }
}
