//! Scores intents for texts that no sample matches (nlu.md section 4, rule 5).
//!
//! Multinomial logistic regression over words and word pairs, where a value is the placeholder of its family. Trained by
//! stochastic gradient descent with per-weight steps (AdaGrad): no tuning, a few milliseconds for the sizes that
//! projects have, and the same weights on every machine because nothing is random.

use std::collections::HashMap;

/// A trained classifier.
#[derive(Debug, Default)]
pub(super) struct Classifier {
    classes: Vec<Option<String>>,
    features: HashMap<String, usize>,
    /// By feature, then by class.
    weights: Vec<Vec<f32>>,
}

/// A text with its intent.
#[derive(Debug, Clone)]
pub(super) struct Example {
    /// Words and placeholders.
    pub(super) words: Vec<String>,
    pub(super) intent: Option<String>,
    /// How much it counts.
    pub(super) weight: f32,
}

/// How often the examples are gone through.
const PASSES: usize = 40;

/// Step before AdaGrad scales it.
const STEP: f32 = 0.5;

/// Pulls weights to zero, so that a word seen once does not decide alone.
const REGULARISATION: f32 = 1e-3;

/// Stands for every text, so that it learns how frequent the intents are.
const ALWAYS: &str = "\u{1}";

impl Classifier {
    /// Learns from examples.
    pub(super) fn train(examples: &[Example]) -> Classifier {
        let mut classifier = Classifier::default();
        let mut rows = Vec::new();
        for example in examples {
            let class = classifier.class(&example.intent);
            let words: Vec<&str> = example.words.iter().map(String::as_str).collect();
            let features: Vec<usize> = features(&words)
                .into_iter()
                .map(|feature| {
                    let fresh = classifier.features.len();
                    *classifier.features.entry(feature).or_insert(fresh)
                })
                .collect();
            rows.push(Row {
                class,
                features,
                weight: example.weight,
            });
        }
        let empty = vec![0.0_f32; classifier.classes.len()];
        classifier.weights = vec![empty; classifier.features.len()];
        let mut squares = classifier.weights.clone();
        for pass in 0..PASSES {
            // Forwards and backwards in turn, so that the last samples of the file do not weigh more.
            if pass % 2 == 0 {
                rows.iter()
                    .for_each(|row| classifier.learn(row, &mut squares));
            } else {
                rows.iter()
                    .rev()
                    .for_each(|row| classifier.learn(row, &mut squares));
            }
        }
        classifier
    }

    /// The best intent with its probability; `None` without examples.
    pub(super) fn best(&self, words: &[&str]) -> Option<(Option<&str>, f32)> {
        let features = features(words);
        let known: Vec<usize> = features
            .iter()
            .filter_map(|feature| self.features.get(feature).copied())
            .collect();
        let scores = self.probabilities(&known, features.len());
        let best = scores
            .iter()
            .zip(&self.classes)
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(score, class)| (class.as_deref(), *score))
    }

    /// Whether some example has the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.features.contains_key(word)
    }

    fn class(&mut self, intent: &Option<String>) -> usize {
        let known = self.classes.iter().position(|class| class == intent);
        known.unwrap_or_else(|| {
            self.classes.push(intent.clone());
            self.classes.len() - 1
        })
    }

    fn learn(&mut self, row: &Row, squares: &mut [Vec<f32>]) {
        let scale = scale(row.features.len());
        let probabilities = self.probabilities(&row.features, row.features.len());
        for feature in &row.features {
            let (Some(weights), Some(squares)) =
                (self.weights.get_mut(*feature), squares.get_mut(*feature))
            else {
                continue;
            };
            let classes = weights
                .iter_mut()
                .zip(squares)
                .zip(&probabilities)
                .enumerate();
            for (class, ((weight, square), probability)) in classes {
                let wanted = if class == row.class { 1.0 } else { 0.0 };
                let gradient =
                    (probability - wanted) * scale * row.weight + REGULARISATION * *weight;
                *square += gradient * gradient;
                *weight -= STEP * gradient / (square.sqrt() + 1e-6);
            }
        }
    }

    /// Softmax of the features' weights. Features that are not known still count in `length`: the more of a text is
    /// unknown, the less its known part decides.
    fn probabilities(&self, known: &[usize], length: usize) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.classes.len()];
        let scale = scale(length);
        for weights in known
            .iter()
            .filter_map(|feature| self.weights.get(*feature))
        {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * scale;
            }
        }
        let highest = scores.iter().copied().fold(f32::MIN, f32::max);
        scores
            .iter_mut()
            .for_each(|score| *score = (*score - highest).exp());
        let total: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= total);
        scores
    }
}

/// An example in numbers.
struct Row {
    class: usize,
    features: Vec<usize>,
    weight: f32,
}

fn scale(length: usize) -> f32 {
    // A text is at most `MAX_CONSIDERED` long, far below what a float holds exactly.
    let length = u16::try_from(length).unwrap_or(u16::MAX);
    1.0 / f32::from(length.max(1)).sqrt()
}

/// Words and pairs of them, each once, with the ends of the text in the pairs.
fn features(words: &[&str]) -> Vec<String> {
    let before = std::iter::once("^").chain(words.iter().copied());
    let after = words.iter().copied().chain(std::iter::once("$"));
    let pairs = before
        .zip(after)
        .map(|(one, other)| format!("{one} {other}"));
    let mut features: Vec<String> = words
        .iter()
        .copied()
        .map(str::to_owned)
        .chain(pairs)
        .collect();
    features.push(ALWAYS.to_owned());
    features.sort_unstable();
    features.dedup();
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trained() -> Classifier {
        let examples = [
            ("where is my bag", Some("iBag")),
            ("i lost my bag", Some("iBag")),
            ("my bag is gone", Some("iBag")),
            ("book a flight", Some("iBook")),
            ("i want to fly to <eCity>", Some("iBook")),
            ("book a seat to <eCity>", Some("iBook")),
            ("to <eCity>", None),
        ];
        Classifier::train(&examples.map(|(text, intent)| Example {
            words: text.split(' ').map(str::to_owned).collect(),
            intent: intent.map(str::to_owned),
            weight: 1.0,
        }))
    }

    fn best(text: &str) -> (Option<String>, f32) {
        let words: Vec<&str> = text.split(' ').collect();
        let classifier = trained();
        let (intent, score) = classifier.best(&words).unwrap();
        (intent.map(str::to_owned), score)
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
            assert!(score > 0.4, "{text}: {score}");
        }
    }

    #[test]
    fn unknown_words_take_certainty_away() {
        assert!(best("lost bag").1 > best("lost bag of the grand duke of luxembourg").1);
    }

    #[test]
    fn training_gives_the_same_scores_every_time() {
        assert_eq!(
            best("i want a bag").1.to_bits(),
            best("i want a bag").1.to_bits()
        );
    }

    #[test]
    fn without_examples_there_is_no_best_intent() {
        assert_eq!(Classifier::train(&[]).best(&["hello"]), None);
    }
}
