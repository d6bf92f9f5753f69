//! Which of several related entities a value fills (nlu.md section 4, rule 4).
//!
//! "Atlanta" is a city; whether one flies from or to it is told by the words beside it, and which words tell it is
//! learned from the samples.

use std::collections::{HashMap, HashSet};

use super::normalise::Span;
use super::samples::importance;

/// What the neighbourhood of annotated values looked like.
#[derive(Debug, Default)]
pub(super) struct Roles {
    seen: HashMap<Clue, HashMap<String, f32>>,
    annotated: HashSet<String>,
}

/// Something beside a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Clue {
    Before(String),
    TwoBefore(String, String),
    After(String),
}

impl Clue {
    /// How much it tells against the others: prepositions stand before what they belong to.
    fn strength(&self) -> f32 {
        match self {
            Clue::Before(_) | Clue::TwoBefore(..) => 1.0,
            Clue::After(_) => 0.5,
        }
    }
}

/// What a role that was never seen beside a clue counts there.
const UNSEEN: f32 = 0.05;

impl Roles {
    /// Learns from an annotated value. In `words`, what belongs to a value is empty.
    pub(super) fn learn(&mut self, words: &[&str], span: Span, entity: &str, count: u32) {
        let weight = importance(count);
        for clue in clues(words, span) {
            *self
                .seen
                .entry(clue)
                .or_default()
                .entry(entity.to_owned())
                .or_default() += weight;
        }
        self.annotated.insert(entity.to_owned());
    }

    /// Whether any sample annotates the entity, so that its absence beside a word means something.
    pub(super) fn knows(&self, entity: &str) -> bool {
        self.annotated.contains(entity)
    }

    /// The candidate that the words beside the value speak for, with its share of the evidence; `None` without evidence.
    pub(super) fn choose<'a>(
        &self,
        words: &[&str],
        span: Span,
        candidates: &[&'a str],
    ) -> Option<(&'a str, f32)> {
        let mut scores = vec![1.0_f32; candidates.len()];
        let mut evidence = false;
        for clue in clues(words, span) {
            let Some(seen) = self.seen.get(&clue) else {
                continue;
            };
            let count = |entity: &str| seen.get(entity).copied().unwrap_or_default();
            let total: f32 = candidates.iter().map(|entity| count(entity)).sum();
            if total <= 0.0 {
                continue;
            }
            evidence = true;
            for (score, entity) in scores.iter_mut().zip(candidates) {
                *score *= ((count(entity) + UNSEEN) / (total + UNSEEN)).powf(clue.strength());
            }
        }
        let total: f32 = scores.iter().sum();
        let best = scores
            .iter()
            .zip(candidates)
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|_| evidence)
            .map(|(score, entity)| (*entity, score / total))
    }
}

fn clues(words: &[&str], span: Span) -> Vec<Clue> {
    let word = |at: Option<usize>| {
        let word = at
            .and_then(|at| words.get(at))
            .filter(|word| !word.is_empty());
        word.map(|word| (*word).to_owned())
    };
    let before = word(span.first.checked_sub(1));
    let two_before = word(span.first.checked_sub(2));
    let pair = two_before
        .zip(before.clone())
        .map(|(two, one)| Clue::TwoBefore(two, one));
    let after = word(Some(span.end)).map(Clue::After);
    [before.map(Clue::Before), pair, after]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles() -> Roles {
        let mut roles = Roles::default();
        for (text, at, entity) in [
            ("fly from _ to _", 2, "eFrom"),
            ("fly from _ to _", 4, "eTo"),
            ("i want to go to _", 5, "eTo"),
            ("_", 0, "eCity"),
        ] {
            let words: Vec<&str> = text
                .split(' ')
                .map(|word| if word == "_" { "" } else { word })
                .collect();
            roles.learn(
                &words,
                Span {
                    first: at,
                    end: at + 1,
                },
                entity,
                1,
            );
        }
        roles
    }

    fn choose(text: &str, at: usize) -> Option<&'static str> {
        let words: Vec<&str> = text
            .split(' ')
            .map(|word| if word == "_" { "" } else { word })
            .collect();
        let found = roles().choose(
            &words,
            Span {
                first: at,
                end: at + 1,
            },
            &["eCity", "eFrom", "eTo"],
        );
        found.map(|(entity, _)| entity)
    }

    #[test]
    fn the_words_beside_a_value_choose_its_role() {
        for (text, at, role) in [
            ("from _", 1, Some("eFrom")),
            ("to _", 1, Some("eTo")),
            ("_ to _", 0, Some("eFrom")),
            ("_ to _", 2, Some("eTo")),
            ("_", 0, None),
            ("near _", 1, None),
        ] {
            assert_eq!(choose(text, at), role, "{text}");
        }
    }

    #[test]
    fn a_role_without_samples_is_not_known() {
        assert!(roles().knows("eTo") && !roles().knows("eReturn"));
    }
}
