//! How well the training data of a locale is understood: cross validation.
//!
//! Each part of the samples is read by an understanding that was trained on the others. Deterministic: the parts are
//! laid out by intent and file order, and the same sentence is never on both sides.

mod calibration_error;
mod cross_validation;
mod folds;
mod report;

pub use cross_validation::{EvaluationSetup, evaluate};
pub use report::{
    Confusion, EntityScore, Evaluation, IntentScore, MAX_EXAMPLES, RejectedSample, Score,
};

#[cfg(test)]
mod tests;
