//! The values in a text, each in its role, and the sentence that remains around them.

use super::Attempt;
use crate::understanding::classifier::Phrase;
use crate::understanding::normalise::Span;
use crate::understanding::samples::{placeholder, with_placeholders};
use crate::understanding::spotting::{Asked, Found, Sought, Spot, Spotter, masked};

/// Which values to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those that intents carry or the dialog asked for.
    Expected,
    /// Those, what samples without intent carry, and commands.
    Everything,
}

/// A text taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Analysis<'w> {
    /// From left to right.
    pub(super) values: Vec<(Spot, Found)>,
    /// All words; what belongs to a value is empty.
    pub(super) beside: Vec<&'w str>,
    placeholders: Vec<(Span, String)>,
    /// The words of the values.
    inside: Vec<&'w str>,
}

impl Analysis<'_> {
    /// The words with a placeholder for each value.
    pub(super) fn template<'a>(&'a self, words: &[&'a str]) -> Vec<&'a str> {
        with_placeholders(words, &self.placeholders)
    }

    /// Where the words of the template stand among `count` words.
    pub(super) fn places(&self, count: usize) -> Vec<Span> {
        let mut places = Vec::with_capacity(count);
        let mut at = 0;
        let ends = [Span {
            first: count,
            end: count,
        }];
        for value in self.placeholders.iter().map(|(span, _)| span).chain(&ends) {
            places.extend((at..value.first).map(|first| Span {
                first,
                end: first + 1,
            }));
            places.push(*value);
            at = value.end;
        }
        places.pop();
        places
    }

    /// What the classifier sees.
    pub(super) fn phrase<'a>(&'a self, words: &[&'a str]) -> Phrase<'a> {
        Phrase {
            words: self.template(words),
            inside: self.inside.clone(),
        }
    }

    /// The words that belong to no value.
    pub(super) fn outside(&self) -> impl Iterator<Item = &str> {
        self.beside.iter().copied().filter(|word| !word.is_empty())
    }
}

impl Attempt<'_> {
    pub(super) fn analysis<'w>(&self, words: &[&'w str], scope: Scope) -> Analysis<'w> {
        let spotter = self.spotter(scope);
        let spots = spotter.spots(&self.utterance, words);
        let beside = masked(words, spots.iter().map(|spot| spot.span));
        let values: Vec<(Spot, Found)> = spots
            .into_iter()
            .filter_map(|spot| {
                let found = spotter.in_role(&spot, &beside, &self.trained.roles)?;
                Some((spot, found))
            })
            .collect();
        let entities = &self.trained.entities;
        let placeholders = values
            .iter()
            .map(|(spot, found)| (spot.span, placeholder(entities.family(&found.entity))))
            .collect();
        let inside = values.iter().flat_map(|(spot, _)| {
            let words = words.get(spot.span.first..spot.span.end);
            words.unwrap_or_default().iter().copied()
        });
        Analysis {
            inside: inside.collect(),
            values,
            beside,
            placeholders,
        }
    }

    pub(super) fn spotter(&self, scope: Scope) -> Spotter<'_> {
        let loose = (scope == Scope::Everything).then_some(&self.trained.loose);
        Spotter {
            entities: &self.trained.entities,
            lexicons: self.lexicons().into(),
            patterns: &self.trained.patterns,
            sought: Sought {
                linked: &self.trained.linked,
                loose,
                command: self.query.command,
            },
            asked: Asked {
                focus: self.query.focus,
                router: self.query.router_entities,
            },
            now: self.query.now,
            language: self.trained.language,
        }
    }
}
