//! Turns scores into probabilities of being right.
//!
//! What a model scores on texts that it was trained on says little about new ones, so the scores come from models that
//! had not seen them. A logistic curve through "this score, right or wrong" is Platt's method; two parameters cannot
//! overfit, and the pull towards leaving scores alone keeps it sane where samples are few.

/// A curve from score to probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Calibration {
    slope: f32,
    offset: f32,
}

/// How much the curve that changes nothing counts, in samples.
const PRIOR: f32 = 4.0;

/// Newton's method is there after a handful of steps.
const STEPS: usize = 20;

/// Scores nearer to 0 and 1 than this are not told apart.
const EDGE: f32 = 1e-4;

impl Default for Calibration {
    fn default() -> Calibration {
        Calibration {
            slope: 1.0,
            offset: 0.0,
        }
    }
}

impl Calibration {
    /// The curve through scores of texts and whether they were right.
    pub(super) fn fit(seen: &[(f32, bool)]) -> Calibration {
        let mut curve = Calibration::default();
        for _ in 0..STEPS {
            let mut gradient = [PRIOR * (curve.slope - 1.0), PRIOR * curve.offset];
            let mut curvature = [PRIOR, 0.0, PRIOR];
            for (score, right) in seen {
                let x = logit(*score);
                let expected = curve.probability(*score);
                let off = expected - if *right { 1.0 } else { 0.0 };
                let spread = expected * (1.0 - expected);
                gradient[0] += off * x;
                gradient[1] += off;
                curvature[0] += spread * x * x;
                curvature[1] += spread * x;
                curvature[2] += spread;
            }
            let [xx, x, one] = curvature;
            let determinant = xx * one - x * x;
            if determinant <= f32::EPSILON {
                break;
            }
            curve.slope -= (one * gradient[0] - x * gradient[1]) / determinant;
            curve.offset -= (xx * gradient[1] - x * gradient[0]) / determinant;
            // A higher score never means less certainty.
            curve.slope = curve.slope.clamp(0.2, 5.0);
            curve.offset = curve.offset.clamp(-5.0, 5.0);
        }
        curve
    }

    /// The probability that a reading with this score is right.
    pub(super) fn probability(self, score: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * logit(score) + self.offset)).exp())
    }
}

fn logit(score: f32) -> f32 {
    let score = score.clamp(EDGE, 1.0 - EDGE);
    (score / (1.0 - score)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_promise_too_much_are_lowered_and_timid_ones_raised() {
        let half: Vec<(f32, bool)> = (0..200).map(|number| (0.95, number % 2 == 0)).collect();
        let probability = Calibration::fit(&half).probability(0.95);
        assert!((0.45..0.6).contains(&probability), "{probability}");
        let right: Vec<(f32, bool)> = (0..200).map(|number| (0.4, number % 20 != 0)).collect();
        let probability = Calibration::fit(&right).probability(0.4);
        assert!((0.85..0.97).contains(&probability), "{probability}");
    }

    #[test]
    fn without_experience_a_score_stays() {
        for score in [0.01, 0.3, 0.99] {
            assert!((Calibration::fit(&[]).probability(score) - score).abs() < 1e-3);
        }
    }

    #[test]
    fn a_higher_score_never_means_less() {
        let upside_down: Vec<(f32, bool)> = (0..100_u8)
            .map(|number| (f32::from(number) / 100.0, number < 50))
            .collect();
        let curve = Calibration::fit(&upside_down);
        assert!(curve.probability(0.2) < curve.probability(0.8));
    }
}
