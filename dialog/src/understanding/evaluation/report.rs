//! What an evaluation says.

/// How many sentences a confusion shows.
pub const MAX_EXAMPLES: usize = 5;

/// How well the samples of a locale are understood when they are not trained on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluation {
    /// Samples that were read.
    pub samples: usize,
    /// Those whose intent was found.
    pub right: usize,
    /// By intent, in the order of the samples.
    pub intents: Vec<IntentScore>,
    /// By entity, in the order of the samples. A value counts when its place in the text and its value are exact.
    pub entities: Vec<EntityScore>,
    /// Intents taken for others, the most frequent first.
    pub confusions: Vec<Confusion>,
    /// Samples that nothing was made of, in file order.
    pub rejected: Vec<RejectedSample>,
    /// How far confidence is from the share of right readings, 0 to 1: the expected calibration error over tenths.
    pub calibration_error: f32,
}

/// What was found of something, and what of it was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// How often it should have been found.
    pub expected: usize,
    /// How often it was found.
    pub found: usize,
    /// How often both.
    pub right: usize,
}

/// The score of an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentScore {
    /// Its name; `None` for `NO_INTENT`.
    pub intent: Option<String>,
    /// How well it is found.
    pub score: Score,
}

/// The score of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityScore {
    /// Its name.
    pub entity: String,
    /// How well it is found.
    pub score: Score,
}

/// An intent that was taken for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// What the samples say; `None` for `NO_INTENT`.
    pub expected: Option<String>,
    /// What was found; `None` for `NO_INTENT`.
    pub found: Option<String>,
    /// How many samples.
    pub count: usize,
    /// The first of them, at most [`MAX_EXAMPLES`].
    pub examples: Vec<String>,
}

/// A sample that was no match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedSample {
    /// Its text.
    pub text: String,
    /// Its intent; `None` for `NO_INTENT`.
    pub intent: Option<String>,
}

impl Evaluation {
    /// The share of samples whose intent was found, 0 to 1; 0 without samples.
    pub fn accuracy(&self) -> f64 {
        share(self.right, self.samples)
    }
}

impl Score {
    /// The share of right ones in what was found, 0 to 1; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of right ones in what should have been found, 0 to 1; 0 where nothing should.
    pub fn recall(self) -> f64 {
        share(self.right, self.expected)
    }

    /// The harmonic mean of precision and recall, 0 to 1.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.expected)
    }
}

fn share(part: usize, all: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 {
        0.0
    } else {
        float(part) / float(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_weighs_what_was_missed_and_what_was_made_up() {
        let score = Score {
            expected: 4,
            found: 5,
            right: 3,
        };
        assert!((score.precision() - 0.6).abs() < 1e-6);
        assert!((score.recall() - 0.75).abs() < 1e-6);
        assert!((score.f1() - 6.0 / 9.0).abs() < 1e-6);
        assert!(Score::default().f1().abs() < f64::EPSILON);
    }
}
