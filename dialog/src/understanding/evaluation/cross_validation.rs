//! Reads every sample by what was learned from the others.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::DateTime;

use super::calibration_error::calibration_error;
use super::folds::folds;
use super::report::{
    Confusion, EntityScore, Evaluation, IntentScore, MAX_EXAMPLES, RejectedSample, Score,
};
use crate::understanding::normalise::Utterance;
use crate::understanding::samples::AnnotatedSample;
use crate::understanding::{
    CommandContext, Ontology, Outcome, Query, SpottedEntity, TrainingData, Understanding, Wordsets,
};

/// In which situation the samples are read: as answers to a question for an intent.
#[derive(Debug, Clone, Copy)]
pub struct EvaluationSetup<'a> {
    /// The locale, such as `en-US`.
    pub locale: &'a str,
    /// How many parts the samples are cut into, at least 2.
    pub parts: usize,
    /// The commands that work there.
    pub command: Option<CommandContext<'a>>,
    /// Scores below it are no match, 0 to 1.
    pub confidence_low: f32,
    /// What relative dates are counted from.
    pub now: DateTime,
}

/// Evaluates the training data of a locale by cross validation.
pub fn evaluate(
    data: &TrainingData,
    ontology: &Ontology,
    setup: &EvaluationSetup<'_>,
) -> Evaluation {
    let parts = setup.parts.max(2);
    let part_of = folds(&data.samples, parts);
    let (all, _) = Understanding::train(setup.locale, data, ontology);
    let mut kept = data.clone();
    let mut read: Vec<(usize, Reading)> = Vec::new();
    for part in 0..parts {
        let of_part = |wanted: bool| {
            let numbered = data.samples.iter().zip(&part_of).enumerate();
            numbered.filter(move |(_, (_, of))| (**of == part) == wanted)
        };
        kept.samples = of_part(false)
            .map(|(_, (sample, _))| sample.clone())
            .collect();
        let (understanding, _) = Understanding::train(setup.locale, &kept, ontology);
        for (number, (sample, _)) in of_part(true) {
            let sample = AnnotatedSample::new(sample);
            let reading = Reading {
                expected: annotated(&sample, &hear(&all, &sample.text, setup)),
                outcome: hear(&understanding, &sample.text, setup),
                sample,
            };
            read.push((number, reading));
        }
    }
    read.sort_by_key(|(number, _)| *number);
    let mut tally = Tally::default();
    for (_, reading) in read {
        tally.count(reading);
    }
    tally.evaluation()
}

/// A sample with what was made of it.
struct Reading {
    sample: AnnotatedSample,
    expected: Vec<SpottedEntity>,
    outcome: Outcome,
}

fn hear(understanding: &Understanding, text: &str, setup: &EvaluationSetup<'_>) -> Outcome {
    understanding.interpret(&Query {
        text,
        focus: None,
        router_entities: &[],
        command: setup.command,
        wordsets: &Wordsets::default(),
        recent: &[],
        now: setup.now,
        confidence_low: setup.confidence_low,
    })
}

/// The annotated entities with the values that they have for someone who knows the sample.
fn annotated(sample: &AnnotatedSample, known: &Outcome) -> Vec<SpottedEntity> {
    let Outcome::Match(known) = known else {
        return Vec::new();
    };
    let utterance = Utterance::read(&sample.text);
    let is_annotated = |entity: &&SpottedEntity| {
        sample.slots.iter().any(|slot| {
            slot.entity == entity.name && utterance.offsets(slot.span) == (entity.start, entity.end)
        })
    };
    known
        .entities
        .iter()
        .filter(is_annotated)
        .cloned()
        .collect()
}

/// Counts readings.
#[derive(Default)]
struct Tally {
    samples: usize,
    right: usize,
    intents: Scores<Option<String>>,
    entities: Scores<String>,
    confusions: Vec<Confusion>,
    rejected: Vec<RejectedSample>,
    confidences: Vec<(f32, bool)>,
}

/// Scores in the order in which they were first asked for.
struct Scores<K>(HashMap<K, (usize, Score)>);

impl<K> Default for Scores<K> {
    fn default() -> Scores<K> {
        Scores(HashMap::new())
    }
}

impl<K: Eq + Hash> Scores<K> {
    fn of(&mut self, key: K) -> &mut Score {
        let next = self.0.len();
        let (_, score) = self.0.entry(key).or_insert((next, Score::default()));
        score
    }

    fn in_order(self) -> impl Iterator<Item = (K, Score)> {
        let mut scores: Vec<(K, (usize, Score))> = self.0.into_iter().collect();
        scores.sort_by_key(|(_, (place, _))| *place);
        scores.into_iter().map(|(key, (_, score))| (key, score))
    }
}

impl Tally {
    fn count(&mut self, reading: Reading) {
        let Reading {
            sample,
            expected,
            outcome,
        } = reading;
        self.samples += 1;
        self.intents.of(sample.intent.clone()).expected += 1;
        for entity in &expected {
            self.entities.of(entity.name.clone()).expected += 1;
        }
        let Outcome::Match(found) = outcome else {
            self.rejected.push(RejectedSample {
                text: sample.text,
                intent: sample.intent,
            });
            return;
        };
        for entity in &found.entities {
            let is_exact = expected.iter().any(|expected| {
                expected.name == entity.name
                    && (expected.start, expected.end) == (entity.start, entity.end)
                    && expected.value == entity.value
            });
            let score = self.entities.of(entity.name.clone());
            score.found += 1;
            score.right += usize::from(is_exact);
        }
        let is_right = found.intent == sample.intent;
        self.confidences.push((found.confidence, is_right));
        let score = self.intents.of(found.intent.clone());
        score.found += 1;
        score.right += usize::from(is_right);
        self.right += usize::from(is_right);
        if !is_right {
            self.confuse(sample.intent, found.intent, sample.text);
        }
    }

    fn confuse(&mut self, expected: Option<String>, found: Option<String>, text: String) {
        let mut known = self.confusions.iter_mut();
        let known = known.find(|known| known.expected == expected && known.found == found);
        match known {
            Some(known) => {
                known.count += 1;
                if known.examples.len() < MAX_EXAMPLES {
                    known.examples.push(text);
                }
            }
            None => self.confusions.push(Confusion {
                expected,
                found,
                count: 1,
                examples: vec![text],
            }),
        }
    }

    fn evaluation(mut self) -> Evaluation {
        self.confusions
            .sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
        let intents = self.intents.in_order();
        let entities = self.entities.in_order();
        Evaluation {
            samples: self.samples,
            right: self.right,
            intents: intents
                .map(|(intent, score)| IntentScore { intent, score })
                .collect(),
            entities: entities
                .map(|(entity, score)| EntityScore { entity, score })
                .collect(),
            confusions: self.confusions,
            rejected: self.rejected,
            calibration_error: calibration_error(&self.confidences),
        }
    }
}
