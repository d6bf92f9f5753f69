//! The trained understanding of one locale.

use super::{Ontology, Outcome, Query, TrainingData, UnderstandingProblem};

/// Understands the texts of one locale. Immutable; share it between sessions.
#[derive(Debug)]
pub struct Understanding {}

impl Understanding {
    /// Trains from the data of one locale. Returns what of the data has no effect beside it.
    pub fn train(
        _data: &TrainingData,
        _ontology: &Ontology,
    ) -> (Understanding, Vec<UnderstandingProblem>) {
        (Understanding {}, Vec::new())
    }

    /// What a text means.
    pub fn interpret(&self, _query: &Query<'_>) -> Outcome {
        Outcome::NoMatch
    }
}
