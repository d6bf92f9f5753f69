//! Scores intents for texts that no sample matches (nlu.md section 4, rule 5).
//!
//! A logistic regression over words, pairs of them and letters gives the intent. How sure that is comes from texts that
//! the regression had not seen: at load, each fifth of the samples is scored by a model of the others.

mod calibration;
mod features;
mod regression;

use std::collections::HashMap;

use calibration::Calibration;
use features::{Feature, Text};
use regression::{Regression, Row};

pub(super) use features::Phrase;

use super::samples::importance;

/// A trained classifier.
#[derive(Debug, Default)]
pub(super) struct Classifier {
    classes: Vec<Option<String>>,
    regression: Regression,
    calibration: Calibration,
}

/// A text with its intent.
#[derive(Debug, Clone)]
pub(super) struct Example<'w> {
    pub(super) phrase: Phrase<'w>,
    pub(super) intent: Option<String>,
    /// How often it was seen.
    pub(super) weight: u32,
}

/// The best intent for a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess<'a> {
    /// `None` for texts that carry no intent.
    pub(super) intent: Option<&'a str>,
    /// The probability that it is right.
    pub(super) confidence: f32,
}

/// How many models score what they have not seen.
const PARTS: usize = 5;

/// Two parameters learn nothing more from more scores than this, and large projects load faster.
const PLENTY: usize = 400;

/// With fewer samples than this, what they say about scores is chance.
const ENOUGH: usize = 20;

impl Classifier {
    /// Learns from examples.
    pub(super) fn train(examples: &[Example<'_>]) -> Classifier {
        let mut classes: Vec<Option<String>> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        // Sentences that differ in their values only are one sentence.
        let mut sentences: HashMap<Vec<Feature>, Vec<usize>> = HashMap::new();
        for example in examples {
            let known = classes.iter().position(|class| *class == example.intent);
            let class = known.unwrap_or_else(|| {
                classes.push(example.intent.clone());
                classes.len() - 1
            });
            let text = Text::read(&example.phrase);
            let sentence = text.features.iter().map(|(feature, _)| *feature).collect();
            let same: &mut Vec<usize> = sentences.entry(sentence).or_default();
            let weight = importance(example.weight).sqrt();
            let seen = same.iter().copied();
            let mut seen = seen.filter(|at| rows.get(*at).is_some_and(|row| row.class == class));
            match seen.next().and_then(|at| rows.get_mut(at)) {
                Some(row) => row.weight = row.weight.max(weight),
                None => {
                    same.push(rows.len());
                    rows.push(Row {
                        class,
                        text,
                        weight,
                    });
                }
            }
        }
        Classifier {
            calibration: calibration(&rows, sentences.into_values(), classes.len()),
            regression: Regression::train(&rows, classes.len()),
            classes,
        }
    }

    /// The best intent for a text; `None` without examples, and where no word of it is known.
    pub(super) fn best(&self, phrase: &Phrase<'_>) -> Option<Guess<'_>> {
        let best = score(&self.regression, &Text::read(phrase))?;
        // Experience comes from the project's own sentences; with words of another world it says nothing.
        let confidence = self.calibration.probability(best.score).min(best.known);
        Some(Guess {
            intent: self.classes.get(best.class)?.as_deref(),
            confidence,
        })
    }
}

/// A class with its score, 0 to 1.
struct Best {
    class: usize,
    score: f32,
    /// The share of the text that is known.
    known: f32,
}

/// The more of a text is unknown, the less its known part decides. Values are always known.
fn score(regression: &Regression, text: &Text) -> Option<Best> {
    let known = text.words.iter().filter(|word| regression.knows(**word));
    let known = known.count() + text.values;
    let total = text.words.len() + text.values;
    let probabilities = regression.probabilities(&text.features);
    let best = probabilities
        .into_iter()
        .enumerate()
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.filter(|_| known > 0).map(|(class, probability)| {
        let known = as_float(known) / as_float(total);
        Best {
            class,
            score: probability * known,
            known,
        }
    })
}

/// Texts are far shorter than a float counts exactly.
fn as_float(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// What scores of texts that a model has not seen are worth. The same sentence under two intents is not torn apart: one
/// would be held out with its answer in sight.
fn calibration(
    rows: &[Row],
    sentences: impl Iterator<Item = Vec<usize>>,
    classes: usize,
) -> Calibration {
    let mut sentences: Vec<Vec<usize>> = sentences.collect();
    if sentences.len() < ENOUGH {
        return Calibration::default();
    }
    // Every part has some of each class.
    sentences.sort_by_key(|rows_of| {
        let first = rows_of.first().copied();
        (
            first.and_then(|at| rows.get(at)).map(|row| row.class),
            first,
        )
    });
    let mut part_of = vec![0; rows.len()];
    for (number, rows_of) in sentences.iter().enumerate() {
        for at in rows_of {
            if let Some(part) = part_of.get_mut(*at) {
                *part = number % PARTS;
            }
        }
    }
    let mut seen = Vec::with_capacity(rows.len());
    for part in 0..PARTS {
        if seen.len() >= PLENTY {
            break;
        }
        let (held_out, kept): (Vec<_>, Vec<_>) =
            rows.iter().zip(&part_of).partition(|(_, of)| **of == part);
        let model = Regression::train(kept.into_iter().map(|(row, _)| row), classes);
        for (row, _) in held_out {
            if let Some(best) = score(&model, &row.text) {
                seen.push((best.score, best.class == row.class));
            }
        }
    }
    Calibration::fit(&seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: [(&str, Option<&str>); 7] = [
        ("where is my bag", Some("iBag")),
        ("i lost my bag", Some("iBag")),
        ("my bag is gone", Some("iBag")),
        ("book a flight", Some("iBook")),
        ("i want to fly to <eCity>", Some("iBook")),
        ("book a seat to <eCity>", Some("iBook")),
        ("to <eCity>", None),
    ];

    fn phrase(text: &str) -> Phrase<'_> {
        Phrase {
            words: text.split(' ').collect(),
            inside: Vec::new(),
        }
    }

    fn trained() -> Classifier {
        Classifier::train(&SAMPLES.map(|(text, intent)| Example {
            phrase: phrase(text),
            intent: intent.map(str::to_owned),
            weight: 1,
        }))
    }

    fn best(text: &str) -> (Option<String>, f32) {
        let classifier = trained();
        let guess = classifier.best(&phrase(text)).unwrap();
        (guess.intent.map(str::to_owned), guess.confidence)
    }

    #[test]
    fn new_sentences_of_known_words_get_their_intent() {
        for (text, intent) in [
            ("did you find my bag", Some("iBag")),
            ("book me a flight to <eCity>", Some("iBook")),
            ("to <eCity>", None),
        ] {
            let (found, score) = best(text);
            assert_eq!(found.as_deref(), intent, "{text}");
            assert!(score > 0.35, "{text}: {score}");
        }
    }

    #[test]
    fn unknown_words_take_certainty_away() {
        assert!(best("lost bag").1 > best("lost bag of the grand duke of luxembourg").1);
    }

    #[test]
    fn training_gives_the_same_scores_every_time() {
        let many: Vec<Example<'_>> = (0..60)
            .map(|number| SAMPLES[number % 7])
            .map(|(text, intent)| Example {
                phrase: phrase(text),
                intent: intent.map(str::to_owned),
                weight: 1,
            })
            .collect();
        let score = || {
            let classifier = Classifier::train(&many);
            let guess = classifier.best(&phrase("i want a bag")).unwrap();
            guess.confidence.to_bits()
        };
        assert_eq!(score(), score());
    }

    #[test]
    fn without_examples_or_known_words_there_is_no_best_intent() {
        assert_eq!(Classifier::train(&[]).best(&phrase("hello")), None);
        assert_eq!(trained().best(&phrase("hello")), None);
    }
}
