//! Finds values of entities in a text: longest match, left to right (nlu.md section 4, rule 4).

mod role;

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use serde_json::Value;

use super::builtins::{BuiltIn, Language, TaggedWords};
use super::entities::Entities;
use super::lexicon::{Lexicon, Meaning, Reading};
use super::normalise::{Span, Utterance};
use super::pattern::Pattern;
use super::query::CommandContext;

/// Where values may come from.
#[derive(Debug)]
pub(super) struct Spotter<'a> {
    pub(super) entities: &'a Entities,
    /// Earlier ones win where two know the same literal.
    pub(super) lexicons: Vec<&'a Lexicon>,
    pub(super) patterns: &'a [Pattern],
    pub(super) sought: Sought<'a>,
    /// What was asked for.
    pub(super) asked: Asked<'a>,
    pub(super) now: DateTime,
    /// The language that built-ins are read in.
    pub(super) language: Language,
}

/// The families to look for. An entity that no intent carries and nobody asks for would only hide words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought<'a> {
    /// Those that intents carry.
    pub(super) linked: &'a BTreeSet<String>,
    /// Those that samples without intent carry, where they are looked for.
    pub(super) loose: Option<&'a BTreeSet<String>>,
    /// Commands are values only where they do something.
    pub(super) command: Option<CommandContext<'a>>,
}

/// What the dialog asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    /// The entity in focus.
    pub(super) focus: Option<&'a str>,
    /// The entities of its question router.
    pub(super) router: &'a [&'a str],
}

impl<'a> Asked<'a> {
    fn entities(self) -> impl Iterator<Item = &'a str> {
        self.focus.into_iter().chain(self.router.iter().copied())
    }
}

impl CommandContext<'_> {
    /// Whether a value does something at the waiting node.
    pub(super) fn is_active(&self, meaning: &Meaning) -> bool {
        let Meaning::Value(Value::String(value)) = meaning else {
            return false;
        };
        self.active_values.contains(&value.as_str())
    }
}

/// Words that carry a value, with every meaning that they have.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) span: Span,
    pub(super) readings: Vec<Reading>,
}

/// A value in its role.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) entity: String,
    pub(super) meaning: Meaning,
    /// How sure the role is.
    pub(super) confidence: f32,
}

impl Spotter<'_> {
    /// The values in a text, from left to right, none overlapping.
    pub(super) fn spots(&self, utterance: &Utterance<'_>, words: &[&str]) -> Vec<Spot> {
        let patterns = self
            .patterns
            .iter()
            .filter(|pattern| self.looks_for(&pattern.entity));
        let matches: Vec<(Span, &str)> = patterns
            .flat_map(|pattern| {
                pattern
                    .spans(utterance)
                    .into_iter()
                    .map(|span| (span, pattern.entity.as_str()))
            })
            .collect();
        let built_ins = self.built_ins();
        let tagged = self.language.tag(words);
        let mut spots = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_at(at, words, &tagged, &matches, &built_ins) {
                Some(spot) => {
                    at = spot.span.end;
                    spots.push(spot);
                }
                None => at += 1,
            }
        }
        spots
    }

    /// The kinds of built-ins to look for, in a fixed order.
    fn built_ins(&self) -> Vec<(&str, BuiltIn)> {
        let Sought { linked, loose, .. } = self.sought;
        let known = linked.iter().chain(loose.into_iter().flatten());
        let asked = self.asked.entities();
        let families = known
            .map(String::as_str)
            .chain(asked.map(|entity| self.entities.family(entity)));
        let mut built_ins: Vec<(&str, BuiltIn)> = families
            .filter_map(|family| Some((family, BuiltIn::named(family)?)))
            .collect();
        built_ins.sort_unstable_by_key(|(family, _)| *family);
        built_ins.dedup_by_key(|(family, _)| *family);
        built_ins
    }

    fn looks_for(&self, owner: &str) -> bool {
        let family = self.entities.family(owner);
        let Sought {
            linked,
            loose,
            command,
        } = self.sought;
        if command.is_some_and(|command| self.entities.family(command.entity) == family) {
            return loose.is_some_and(|loose| loose.contains(family))
                || self.asked.focus == Some(owner);
        }
        linked.contains(family)
            || loose.is_some_and(|loose| loose.contains(family))
            || self
                .asked
                .entities()
                .any(|entity| self.entities.family(entity) == family)
    }

    /// Whether a reading means something here: a command that does nothing at this question is a word like others.
    fn counts(&self, reading: &Reading) -> bool {
        let of = self.sought.command;
        let of = of.filter(|command| command.entity == reading.owner);
        self.looks_for(&reading.owner)
            && of.is_none_or(|command| {
                self.asked.focus == Some(command.entity) || command.is_active(&reading.meaning)
            })
    }

    fn longest_at(
        &self,
        at: usize,
        words: &[&str],
        tagged: &TaggedWords<'_>,
        matches: &[(Span, &str)],
        built_ins: &[(&str, BuiltIn)],
    ) -> Option<Spot> {
        let rest = words.get(at..)?;
        let mut longest = Longest::default();
        for lexicon in &self.lexicons {
            for (length, readings) in lexicon.at_start(rest) {
                for reading in readings.iter().filter(|reading| self.counts(reading)) {
                    longest.offer(length, &reading.owner, reading.meaning.clone());
                }
            }
        }
        for (span, owner) in matches.iter().filter(|(span, _)| span.first == at) {
            longest.offer(span.end - span.first, owner, Meaning::Literal);
        }
        let asked = self
            .asked
            .focus
            .and_then(|focus| self.entities.built_in(focus));
        for (owner, kind) in built_ins {
            let reading = if asked.is_some_and(|(_, asked)| asked == *kind) {
                tagged.at_when_asked(at, *kind, self.now)
            } else {
                tagged.at(at, *kind, self.now)
            };
            if let Some(reading) = reading {
                longest.offer(reading.words, owner, meaning(reading.value));
            }
        }
        let span = Span {
            first: at,
            end: at + longest.length,
        };
        (longest.length > 0).then_some(Spot {
            span,
            readings: longest.readings,
        })
    }
}

/// The readings that take the most words so far.
#[derive(Default)]
struct Longest {
    length: usize,
    readings: Vec<Reading>,
}

impl Longest {
    fn offer(&mut self, length: usize, owner: &str, meaning: Meaning) {
        if length > self.length {
            self.readings.clear();
            self.length = length;
        }
        if length == self.length && self.readings.iter().all(|reading| reading.owner != owner) {
            self.readings.push(Reading {
                owner: owner.to_owned(),
                meaning,
            });
        }
    }
}

/// What a built-in's value means.
pub(super) fn meaning(value: Option<Value>) -> Meaning {
    value.map_or(Meaning::Literal, Meaning::Value)
}

/// The words with an empty one for each that belongs to a value: what stands beside a value is a clue, another value is not.
pub(super) fn masked<'w>(words: &[&'w str], spans: impl Iterator<Item = Span>) -> Vec<&'w str> {
    let mut masked = words.to_vec();
    for span in spans {
        for word in masked.get_mut(span.first..span.end).unwrap_or_default() {
            *word = "";
        }
    }
    masked
}

#[cfg(test)]
mod tests;
