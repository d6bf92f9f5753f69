//! Decides what a text means (nlu.md section 4, the seven rules in their order).

use serde_json::Value;

use super::anaphora;
use super::lexicon::{Lexicon, Meaning};
use super::normalise::{Span, Utterance};
use super::pattern::Pattern;
use super::samples::{placeholder, with_placeholders};
use super::spotting::{Asked, Found, Spot, Spotter, masked, meaning};
use super::{Interpretation, Outcome, Query, SpottedEntity, Understanding};

/// Confidence of a text that repeats a sample with other values.
const TEMPLATE: f32 = 0.95;

/// Confidence of a text that is nothing but values and words like "please".
const ENTITIES_ONLY: f32 = 0.9;

/// Confidence of a yes or no that more words follow.
const FIRST_WORD: f32 = 0.9;

/// Confidence of values in a text that otherwise says nothing known; also what a text without any value needs to pass
/// for one that carries no intent.
const UNSURE: f32 = 0.5;

/// Words beside values that say nothing of their own.
const FILLERS: [&str; 38] = [
    "a", "an", "the", "to", "from", "on", "in", "at", "of", "for", "by", "with", "and", "or",
    "then", "'", "please", "thanks", "thank", "you", "um", "uh", "er", "hmm", "hm", "well", "so",
    "oh", "actually", "no", "yes", "it", "s", "that", "this", "just", "one", "make",
];

/// One query on its way through the rules.
pub(super) struct Attempt<'a> {
    trained: &'a Understanding,
    query: &'a Query<'a>,
    utterance: Utterance<'a>,
    wordsets: Lexicon,
}

impl<'a> Attempt<'a> {
    pub(super) fn new(trained: &'a Understanding, query: &'a Query<'a>) -> Attempt<'a> {
        let wordsets = Lexicon::of_wordsets(query.wordsets);
        Attempt {
            trained,
            query,
            utterance: Utterance::read(query.text),
            wordsets,
        }
    }

    /// The first rule that has an answer.
    pub(super) fn outcome(&self) -> Outcome {
        let words = self.utterance.words();
        let found = self
            .focus_literal(&words)
            .or_else(|| self.command(&words))
            .or_else(|| self.exact_sample(&words))
            .or_else(|| self.free_text())
            .or_else(|| self.spotted(&words));
        found.map_or(Outcome::NoMatch, Outcome::Match)
    }

    /// Rule 1: all of the text is a value of the entity in focus. Bare values are samples of intents in some projects,
    /// so the question decides first.
    fn focus_literal(&self, words: &[&str]) -> Option<Interpretation> {
        let focus = self.query.focus?;
        let value = self.value(focus, self.utterance.whole(), words)?;
        let entity = self.entity(focus, self.utterance.whole(), value, 1.0);
        Some(self.interpretation(None, 1.0, vec![entity]))
    }

    /// Rule 2: all of the text is a command that works here.
    fn command(&self, words: &[&str]) -> Option<Interpretation> {
        let command = self.query.command?;
        let active = |value: &Value| {
            value
                .as_str()
                .is_some_and(|value| command.active_values.contains(&value))
        };
        let whole = self.utterance.whole();
        let readings = self
            .lexicons()
            .into_iter()
            .flat_map(|lexicon| lexicon.whole(words));
        let owned = readings.filter(|reading| reading.owner == command.entity);
        let literal = owned
            .filter_map(|reading| self.resolve(command.entity, whole, &reading.meaning))
            .find(active);
        if let Some(value) = literal {
            let entity = self.entity(command.entity, whole, value, 1.0);
            return Some(self.interpretation(None, 1.0, vec![entity]));
        }
        let slots = self
            .trained
            .samples
            .all_exact(words)
            .flat_map(|sample| &sample.slots);
        slots
            .filter(|slot| slot.entity == command.entity)
            .find_map(|slot| {
                let of_slot = words.get(slot.span.first..slot.span.end)?;
                let value = self
                    .value(command.entity, slot.span, of_slot)
                    .filter(active)?;
                let entity = self.entity(command.entity, slot.span, value, 1.0);
                Some(self.interpretation(None, 1.0, vec![entity]))
            })
    }

    /// Rule 3: the text is a sample. A sample of a command that does not work here must not hide another.
    fn exact_sample(&self, words: &[&str]) -> Option<Interpretation> {
        if words.is_empty() {
            return None;
        }
        let command = self.query.command.map(|command| command.entity);
        let is_command = |entity: &str| command == Some(entity);
        let sample = self.trained.samples.exact(words, |sample| {
            command.is_some_and(|command| sample.annotates(command))
        })?;
        if self.is_free_text_question() && sample.intent.is_none() {
            return None;
        }
        let entities = sample
            .slots
            .iter()
            .filter(|slot| !is_command(&slot.entity))
            .filter_map(|slot| {
                let of_slot = words.get(slot.span.first..slot.span.end)?;
                let value = self.value(&slot.entity, slot.span, of_slot)?;
                Some(self.entity(&slot.entity, slot.span, value, 1.0))
            });
        Some(self.interpretation(sample.intent.clone(), 1.0, entities.collect()))
    }

    /// Any text answers a question for free text, unless it is a command or says word by word what an intent says.
    fn free_text(&self) -> Option<Interpretation> {
        let focus = self.query.focus.filter(|_| self.is_free_text_question())?;
        let text = self.utterance.text;
        let (start, _) = self.utterance.offsets(Span { first: 0, end: 0 });
        let entity = SpottedEntity {
            name: focus.to_owned(),
            value: Value::from(text),
            literal: text.to_owned(),
            start,
            end: start + text.chars().count(),
            confidence: 1.0,
        };
        (!text.is_empty()).then(|| self.interpretation(None, 1.0, vec![entity]))
    }

    fn is_free_text_question(&self) -> bool {
        self.query
            .focus
            .is_some_and(|focus| self.trained.entities.is_freetext(focus))
    }

    /// Rules 4 to 7: finds values, then a template or the classifier gives the intent.
    fn spotted(&self, words: &[&str]) -> Option<Interpretation> {
        let spotter = self.spotter();
        let spots = spotter.spots(&self.utterance, words);
        let beside = masked(words, spots.iter().map(|spot| spot.span));
        let in_roles = spots.into_iter().filter_map(|spot| {
            let found = spotter.in_role(&spot, &beside, &self.trained.roles)?;
            Some((spot, found))
        });
        let values: Vec<(Spot, Found)> = in_roles.collect();
        let placeholders: Vec<(Span, String)> = values
            .iter()
            .map(|(spot, found)| {
                (
                    spot.span,
                    placeholder(self.trained.entities.family(&found.entity)),
                )
            })
            .collect();
        let template = with_placeholders(words, &placeholders);
        self.template(&template, &values)
            .or_else(|| self.first_word(words, &values))
            .or_else(|| self.scored(&template, &beside, values))
    }

    fn spotter(&self) -> Spotter<'_> {
        let entities = &self.trained.entities;
        let asked = Asked {
            focus: self.query.focus,
            router: self.query.router_entities,
        };
        let mut families = self.trained.linked_families();
        let expected = asked.focus.into_iter().chain(asked.router.iter().copied());
        families.extend(expected.map(|entity| entities.family(entity)));
        if let Some(command) = self.query.command {
            families.remove(entities.family(command.entity));
        }
        let patterns = &self.trained.patterns;
        Spotter {
            entities,
            lexicons: self.lexicons(),
            patterns,
            families,
            asked,
            now: self.query.now,
            language: self.trained.language,
        }
    }

    /// Rule 4: the text is a sample with other values.
    fn template(&self, template: &[&str], values: &[(Spot, Found)]) -> Option<Interpretation> {
        if values.is_empty() {
            return None;
        }
        let known = self.trained.samples.template(template)?;
        let entities = &self.trained.entities;
        let untrained = self
            .query
            .focus
            .filter(|focus| !self.trained.roles.knows(focus));
        let found = known
            .roles
            .iter()
            .zip(values)
            .filter_map(|(role, (spot, _))| {
                let role = role.as_deref()?;
                let relative =
                    untrained.filter(|focus| entities.family(focus) == entities.family(role));
                let role = relative.unwrap_or(role);
                let mut readings = spot.readings.iter();
                let reading = readings.find(|reading| entities.is_a(role, &reading.owner))?;
                let value = self.resolve(role, spot.span, &reading.meaning)?;
                Some(self.entity(role, spot.span, value, TEMPLATE))
            });
        Some(self.interpretation(known.intent.clone(), TEMPLATE, found.collect()))
    }

    /// A yes or no at the beginning, at a yes/no question, when nothing else was said that counts.
    fn first_word(&self, words: &[&str], values: &[(Spot, Found)]) -> Option<Interpretation> {
        let focus = self.query.focus.filter(|_| values.is_empty())?;
        let (_, kind) = self.trained.entities.built_in(focus)?;
        let reading = self.trained.language.tag(words).first_word(kind)?;
        let span = Span {
            first: 0,
            end: reading.words,
        };
        let value = self.resolve(focus, span, &meaning(reading.value))?;
        Some(self.interpretation(
            None,
            FIRST_WORD,
            vec![self.entity(focus, span, value, FIRST_WORD)],
        ))
    }

    /// Rules 5 to 7: the classifier's intent with the entities that it may carry, or the entities alone, or nothing.
    fn scored(
        &self,
        template: &[&str],
        beside: &[&str],
        values: Vec<(Spot, Found)>,
    ) -> Option<Interpretation> {
        let entities = values.iter().filter_map(|(spot, found)| {
            let value = self.resolve(&found.entity, spot.span, &found.meaning)?;
            Some(self.entity(&found.entity, spot.span, value, found.confidence))
        });
        let mut entities: Vec<SpottedEntity> = entities.collect();
        let outside = || beside.iter().filter(|word| !word.is_empty());
        if !entities.is_empty() && outside().all(|word| FILLERS.contains(word)) {
            return Some(self.interpretation(None, ENTITIES_ONLY, entities));
        }
        let total = count(outside()) + count(values.iter());
        let known = count(outside().filter(|word| self.trained.classifier.knows(word)))
            + count(values.iter());
        let best = self
            .trained
            .classifier
            .best(template)
            .map(|(intent, score)| (intent, score * known / total));
        let needed = self.query.confidence_low;
        match best.filter(|(_, confidence)| *confidence >= needed && known > 0.0) {
            Some((Some(intent), confidence)) if self.carries_the_answer(intent, &entities) => {
                let links = self.trained.links.get(intent);
                entities.retain(|entity| links.is_some_and(|links| links.contains(&entity.name)));
                Some(self.interpretation(Some(intent.to_owned()), confidence, entities))
            }
            Some((None, confidence)) if !entities.is_empty() || confidence >= UNSURE => {
                Some(self.interpretation(None, confidence, entities))
            }
            _ => (!entities.is_empty()).then(|| self.interpretation(None, UNSURE, entities)),
        }
    }

    /// Whether the intent may carry the entity in focus, if that was found: an answer is not given away for a guess.
    fn carries_the_answer(&self, intent: &str, entities: &[SpottedEntity]) -> bool {
        let answered = self
            .query
            .focus
            .filter(|focus| entities.iter().any(|entity| entity.name == *focus));
        answered.is_none_or(|focus| {
            self.trained
                .links
                .get(intent)
                .is_some_and(|links| links.contains(focus))
        })
    }

    /// Wordsets first: what the session says about a literal is newer than the export.
    fn lexicons(&self) -> Vec<&Lexicon> {
        vec![&self.wordsets, &self.trained.lexicon]
    }

    /// The value of an entity when some words are one of its literals, match its pattern or are of its kind.
    fn value(&self, entity: &str, span: Span, words: &[&str]) -> Option<Value> {
        let entities = &self.trained.entities;
        let lineage = entities.lineage(entity);
        let readings = self
            .lexicons()
            .into_iter()
            .flat_map(|lexicon| lexicon.whole(words));
        let mut owned = readings.filter(|reading| lineage.contains(&reading.owner.as_str()));
        if let Some(value) = owned.find_map(|reading| self.resolve(entity, span, &reading.meaning))
        {
            return Some(value);
        }
        let literal = self.utterance.literal(span);
        let matches = |pattern: &Pattern| {
            lineage.contains(&pattern.entity.as_str()) && pattern.matches(literal)
        };
        if self.trained.patterns.iter().any(matches) {
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

/// How many there are, as a number to divide by; texts are far shorter than a float counts exactly.
fn count<T>(items: impl Iterator<Item = T>) -> f32 {
    items.map(|_| 1.0).sum()
}

#[cfg(test)]
mod tests;
