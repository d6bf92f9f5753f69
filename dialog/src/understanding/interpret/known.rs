//! Rules 1 to 3: what is known word by word.

use serde_json::Value;

use super::Attempt;
use crate::understanding::normalise::Span;
use crate::understanding::{CommandContext, Interpretation, SpottedEntity};

impl Attempt<'_> {
    /// The first of the rules 1 to 3 that has an answer.
    pub(super) fn known(&self, words: &[&str]) -> Option<Interpretation> {
        self.focus_literal(words)
            .or_else(|| self.command(words))
            .or_else(|| self.exact_sample(words))
    }

    /// Rule 1: all of the text is a value of the entity in focus. Bare values are samples of intents in some projects,
    /// so the question decides first.
    fn focus_literal(&self, words: &[&str]) -> Option<Interpretation> {
        let focus = self.query.focus?;
        if self.matches_pattern(focus, self.utterance.text) {
            return Some(self.all_of_it(focus));
        }
        let value = self.value(focus, self.utterance.whole(), words)?;
        let entity = self.entity(focus, self.utterance.whole(), value, 1.0);
        Some(self.interpretation(None, 1.0, vec![entity]))
    }

    /// Rule 2: all of the text is a command that works here.
    fn command(&self, words: &[&str]) -> Option<Interpretation> {
        let command = self.query.command?;
        let (span, value) = self
            .command_literal(command, words)
            .or_else(|| self.command_sample(command, words))?;
        let entity = self.entity(command.entity, span, value, 1.0);
        Some(self.interpretation(None, 1.0, vec![entity]))
    }

    fn command_literal(
        &self,
        command: CommandContext<'_>,
        words: &[&str],
    ) -> Option<(Span, Value)> {
        let lexicons = self.lexicons().into_iter();
        let readings = lexicons.flat_map(|lexicon| lexicon.whole(words));
        let mut owned = readings
            .filter(|reading| reading.owner == command.entity)
            .filter(|reading| command.is_active(&reading.meaning));
        let whole = self.utterance.whole();
        owned.find_map(|reading| {
            let value = self.resolve(command.entity, whole, &reading.meaning)?;
            Some((whole, value))
        })
    }

    fn command_sample(&self, command: CommandContext<'_>, words: &[&str]) -> Option<(Span, Value)> {
        let samples = self.trained.samples.all_exact(words);
        let slots = samples.flat_map(|sample| &sample.slots);
        let mut slots = slots.filter(|slot| slot.entity == command.entity);
        slots.find_map(|slot| {
            let of_slot = words.get(slot.span.first..slot.span.end)?;
            let (_, value) = self.command_literal(command, of_slot)?;
            Some((slot.span, value))
        })
    }

    /// Rule 3: the text is a sample. A sample of a command that does not work here must not hide another.
    ///
    /// Where the same words are listed under several intents, the confidence is the share of the intent that has most
    /// of them.
    fn exact_sample(&self, words: &[&str]) -> Option<Interpretation> {
        if words.is_empty() {
            return None;
        }
        let command = self.query.command.map(|command| command.entity);
        let is_command = |entity: &str| command == Some(entity);
        let (sample, share) = self.trained.samples.exact(words, |sample| {
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
                let value = self.sample_value(&slot.entity, slot.span, of_slot)?;
                Some(self.entity(&slot.entity, slot.span, value, 1.0))
            });
        Some(self.interpretation(sample.intent.clone(), share, entities.collect()))
    }

    /// The value of an annotated part of a sample: any words are a value of a free text entity.
    fn sample_value(&self, entity: &str, span: Span, words: &[&str]) -> Option<Value> {
        self.value(entity, span, words).or_else(|| {
            let is_freetext = self.trained.entities.is_freetext(entity);
            is_freetext.then(|| Value::from(self.utterance.literal(span)))
        })
    }

    /// All of the text as a value, with the punctuation that words leave out: a phone number may begin with a bracket.
    pub(super) fn all_of_it(&self, entity: &str) -> Interpretation {
        let text = self.utterance.text;
        let (start, _) = self.utterance.offsets(Span { first: 0, end: 0 });
        let entity = SpottedEntity {
            name: entity.to_owned(),
            value: Value::from(text),
            literal: text.to_owned(),
            start,
            end: start + text.chars().count(),
            confidence: 1.0,
        };
        self.interpretation(None, 1.0, vec![entity])
    }
}
