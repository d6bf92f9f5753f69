//! Decides what a text means (nlu.md section 4, the seven rules in their order).

mod analysis;
mod carried;
mod known;
mod scored;

use std::borrow::Cow;

use serde_json::Value;

use analysis::Scope;

use super::anaphora;
use super::lexicon::{Lexicon, Meaning};
use super::normalise::{Span, Utterance, normalised};
use super::pattern::Pattern;
use super::spotting::meaning;
use super::typos::{Outline, Vocabulary, may_be_mistyped};
use super::{CommandContext, Interpretation, Outcome, Query, SpottedEntity, Understanding};

/// Confidence of a text that repeats a sample with other values.
const TEMPLATE: f32 = 0.95;

/// How much less sure a text is for each word of it that was corrected.
const CORRECTED: f32 = 0.9;

/// One query on its way through the rules.
pub(super) struct Attempt<'a> {
    trained: &'a Understanding,
    query: &'a Query<'a>,
    utterance: Utterance<'a>,
    wordsets: Lexicon,
}

impl<'a> Attempt<'a> {
    pub(super) fn new(trained: &'a Understanding, query: &'a Query<'a>) -> Attempt<'a> {
        let utterance = Utterance::read(query.text);
        Attempt {
            trained,
            query,
            wordsets: Lexicon::of_wordsets(query.wordsets, &utterance.words()),
            utterance,
        }
    }

    /// The first rule that has an answer. What was typed correctly comes before what was mistyped.
    pub(super) fn outcome(&self) -> Outcome {
        let words = self.utterance.words();
        let found = self
            .known(&words)
            .or_else(|| self.free_text(&words))
            .or_else(|| self.corrected(&words))
            .or_else(|| self.spotted(&words));
        found.map_or(Outcome::NoMatch, Outcome::Match)
    }

    /// What the text means with its typos mended; none where it has none. A command inside a sentence has to be typed
    /// correctly: "I forgot it" is not "forget it".
    fn corrected(&self, words: &[&str]) -> Option<Interpretation> {
        let (meant, mistakes) = self.meant(words)?;
        let meant: Vec<&str> = meant.iter().map(AsRef::as_ref).collect();
        let without_commands = Query {
            command: self.query.command.map(|command| CommandContext {
                active_values: &[],
                ..command
            }),
            ..*self.query
        };
        let mut attempt = Attempt {
            trained: self.trained,
            query: self.query,
            wordsets: Lexicon::of_wordsets(self.query.wordsets, &meant),
            utterance: self.utterance.clone(),
        };
        let mut found = attempt.known(&meant).or_else(|| {
            attempt.query = &without_commands;
            attempt.spotted(&meant)
        })?;
        let certainty = (0..mistakes).fold(1.0, |certainty, _| certainty * CORRECTED);
        found.confidence *= certainty;
        for entity in &mut found.entities {
            entity.confidence *= certainty;
        }
        (found.confidence >= self.query.confidence_low).then_some(found)
    }

    /// The words with unknown ones replaced by what they were meant to be, and how many were. What is a value as it
    /// stands, such as a code or a date, is no mistake.
    fn meant<'w>(&'w self, words: &[&'w str]) -> Option<(Vec<Cow<'w, str>>, usize)> {
        let vocabulary = &self.trained.vocabulary;
        let is_mistake = |word: &str| !vocabulary.knows(word) && may_be_mistyped(word);
        if !words.iter().any(|word| is_mistake(word)) {
            return None;
        }
        let beside = self.analysis(words, Scope::Everything).beside;
        let unknown: Vec<&str> = beside
            .into_iter()
            .map(|word| if is_mistake(word) { word } else { "" })
            .collect();
        let of_wordsets = self.vocabulary_of_wordsets(&unknown);
        let mut mistakes = 0;
        let meant = words.iter().zip(&unknown).map(|(word, unknown)| {
            let nearest = vocabulary.nearest(unknown).map(Cow::Borrowed);
            let in_wordsets = || {
                of_wordsets
                    .nearest(unknown)
                    .map(str::to_owned)
                    .map(Cow::Owned)
            };
            let nearest = nearest.or_else(in_wordsets);
            mistakes += usize::from(nearest.is_some());
            nearest.unwrap_or(Cow::Borrowed(*word))
        });
        let meant = meant.collect();
        (mistakes > 0).then_some((meant, mistakes))
    }

    /// The words of wordsets that may be near some of the words.
    fn vocabulary_of_wordsets(&self, words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let words = words.iter().filter(|word| !word.is_empty());
        let typed: Vec<Outline> = words.map(|word| Outline::of(word)).collect();
        if typed.is_empty() {
            return vocabulary;
        }
        for literal in self.query.wordsets.literals() {
            for part in literal.split(|character: char| !character.is_alphanumeric()) {
                // What is beyond ASCII may look otherwise when it is normalised.
                let may_be_meant = !part.is_ascii() || {
                    let meant = Outline::of(part);
                    typed.iter().any(|typed| typed.may_be_near(meant))
                };
                if may_be_meant {
                    for word in normalised(part) {
                        vocabulary.insert(&word);
                    }
                }
            }
        }
        vocabulary
    }

    fn is_free_text_question(&self) -> bool {
        self.query
            .focus
            .is_some_and(|focus| self.trained.entities.is_freetext(focus))
    }

    /// Wordsets first: what the session says about a literal is newer than the export.
    fn lexicons(&self) -> [&Lexicon; 2] {
        [&self.wordsets, &self.trained.lexicon]
    }

    /// The value of an entity when some words are one of its literals, match its pattern or are of its kind.
    fn value(&self, entity: &str, span: Span, words: &[&str]) -> Option<Value> {
        let entities = &self.trained.entities;
        let lexicons = self.lexicons().into_iter();
        let readings = lexicons.flat_map(|lexicon| lexicon.whole(words));
        let mut owned = readings.filter(|reading| entities.is_a(entity, &reading.owner));
        if let Some(value) = owned.find_map(|reading| self.resolve(entity, span, &reading.meaning))
        {
            return Some(value);
        }
        let literal = self.utterance.literal(span);
        if self.matches_pattern(entity, literal) {
            return Some(Value::from(literal));
        }
        let (_, kind) = entities.built_in(entity)?;
        let value = self
            .trained
            .language
            .tag(words)
            .whole(kind, self.query.now)?;
        self.resolve(entity, span, &meaning(value))
    }

    fn matches_pattern(&self, entity: &str, text: &str) -> bool {
        let entities = &self.trained.entities;
        let matches =
            |pattern: &Pattern| entities.is_a(entity, &pattern.entity) && pattern.matches(text);
        self.trained.patterns.iter().any(matches)
    }

    fn resolve(&self, entity: &str, span: Span, meaning: &Meaning) -> Option<Value> {
        match meaning {
            Meaning::Value(value) => Some(value.clone()),
            Meaning::Literal => Some(Value::from(self.utterance.literal(span))),
            Meaning::Referrer => {
                anaphora::resolve(entity, self.query.recent, &self.trained.entities)
            }
        }
    }

    fn entity(&self, name: &str, span: Span, value: Value, confidence: f32) -> SpottedEntity {
        let (start, end) = self.utterance.offsets(span);
        let literal = self.utterance.literal(span).to_owned();
        SpottedEntity {
            name: name.to_owned(),
            value,
            literal,
            start,
            end,
            confidence,
        }
    }

    /// Of an entity that was named twice, the last mention counts: people correct themselves forwards.
    fn interpretation(
        &self,
        intent: Option<String>,
        confidence: f32,
        found: Vec<SpottedEntity>,
    ) -> Interpretation {
        let mut entities: Vec<SpottedEntity> = Vec::with_capacity(found.len());
        for entity in found {
            entities.retain(|earlier| earlier.name != entity.name);
            entities.push(entity);
        }
        Interpretation {
            literal: self.utterance.text.to_owned(),
            intent,
            confidence,
            entities,
        }
    }
}

#[cfg(test)]
mod tests;
