//! Multinomial logistic regression, trained by stochastic gradient descent with per-weight steps (AdaGrad): nothing to
//! tune, and the same weights on every machine, because nothing is random.

use std::collections::HashMap;

use super::features::{Feature, Text, Weighted};

/// Weights of every feature for every class.
#[derive(Debug, Default)]
pub(super) struct Regression {
    classes: usize,
    features: HashMap<Feature, usize>,
    /// By feature, then by class.
    weights: Vec<f32>,
}

/// An example in numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) class: usize,
    pub(super) text: Text,
    /// How much it counts.
    pub(super) weight: f32,
}

/// How often the rows are gone through.
const PASSES: usize = 16;

/// Step before AdaGrad scales it.
const STEP: f32 = 0.5;

/// Pulls weights to zero, so that a word seen once does not decide alone.
const REGULARISATION: f32 = 1e-4;

/// How much a feature that no row has counts in the length of a text, against one that some row has.
const OF_UNKNOWN: f32 = 0.25;

/// Where every class is this near to what it should be, a row teaches nothing more.
const NEAR_ENOUGH: f32 = 1e-3;

impl Regression {
    /// Learns from rows of the classes below `classes`.
    pub(super) fn train<'r>(rows: impl IntoIterator<Item = &'r Row>, classes: usize) -> Regression {
        let mut trained = Regression {
            classes,
            ..Regression::default()
        };
        let rows: Vec<Numbered> = rows.into_iter().map(|row| trained.number(row)).collect();
        trained.weights = vec![0.0; trained.features.len() * classes];
        let mut squares = trained.weights.clone();
        for pass in 0..PASSES {
            // Forwards and backwards in turn, so that the last samples of the file do not weigh more.
            if pass % 2 == 0 {
                rows.iter().for_each(|row| trained.learn(row, &mut squares));
            } else {
                let rows = rows.iter().rev();
                rows.for_each(|row| trained.learn(row, &mut squares));
            }
        }
        trained
    }

    /// The probability of each class.
    pub(super) fn probabilities(&self, features: &[Weighted]) -> Vec<f32> {
        let mut length = 0.0;
        let mut known = Vec::with_capacity(features.len());
        for (feature, value) in features {
            match self.features.get(feature) {
                Some(at) => {
                    length += value * value;
                    known.push((*at, *value));
                }
                None => length += OF_UNKNOWN * value * value,
            }
        }
        self.scores(&scaled(known, length))
    }

    /// Whether some row has the feature.
    pub(super) fn knows(&self, feature: Feature) -> bool {
        self.features.contains_key(&feature)
    }

    fn number(&mut self, row: &Row) -> Numbered {
        let features = row.text.features.iter().map(|(feature, value)| {
            let fresh = self.features.len();
            (*self.features.entry(*feature).or_insert(fresh), *value)
        });
        let features: Vec<(usize, f32)> = features.collect();
        let length = features.iter().map(|(_, value)| value * value).sum();
        Numbered {
            class: row.class,
            features: scaled(features, length),
            weight: row.weight,
        }
    }

    fn of_feature(&self, at: usize) -> &[f32] {
        let start = at * self.classes;
        self.weights
            .get(start..start + self.classes)
            .unwrap_or_default()
    }

    fn scores(&self, features: &[(usize, f32)]) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.classes];
        for (at, value) in features {
            for (score, weight) in scores.iter_mut().zip(self.of_feature(*at)) {
                *score += weight * value;
            }
        }
        softmax(&mut scores);
        scores
    }

    fn learn(&mut self, row: &Numbered, squares: &mut [f32]) {
        let mut errors = self.scores(&row.features);
        if let Some(own) = errors.get_mut(row.class) {
            *own -= 1.0;
        }
        if errors.iter().all(|error| error.abs() <= NEAR_ENOUGH) {
            return;
        }
        for (feature, value) in &row.features {
            let of_feature = feature * self.classes..(feature + 1) * self.classes;
            let weights = self.weights.get_mut(of_feature.clone()).unwrap_or_default();
            let squares = squares.get_mut(of_feature).unwrap_or_default();
            let value = value * row.weight;
            // Without a branch for each class, several classes are reckoned at once.
            for ((weight, square), error) in weights.iter_mut().zip(squares).zip(&errors) {
                let gradient = error * value + REGULARISATION * *weight;
                *square += gradient * gradient;
                *weight -= STEP * gradient / (square.sqrt() + 1e-6);
            }
        }
    }
}

/// A row whose features are numbered and scaled to the length 1.
struct Numbered {
    class: usize,
    features: Vec<(usize, f32)>,
    weight: f32,
}

fn scaled(mut features: Vec<(usize, f32)>, squared_length: f32) -> Vec<(usize, f32)> {
    let length = squared_length.sqrt().max(1e-6);
    features.iter_mut().for_each(|(_, value)| *value /= length);
    features
}

fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    scores
        .iter_mut()
        .for_each(|score| *score = (*score - highest).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total);
}
