//! Turns that were not taken, because they had been.

use prometheus_client::metrics::counter::Counter;

use super::Metrics;

/// Counts turns. Cheap to clone: all clones count together. How many were lost to another one, `bavard_calls_total`
/// tells: they are the Execute calls with ABORTED.
#[derive(Debug, Clone, Default)]
pub struct TurnNumbers {
    answered_again: Counter,
}

impl TurnNumbers {
    /// Numbers that are on the page of these.
    pub fn new(metrics: &Metrics) -> TurnNumbers {
        let numbers = TurnNumbers::default();
        metrics.register(
            "bavard_turns_answered_again",
            "Turns asked for again by their key, and given their first answer",
            numbers.answered_again.clone(),
        );
        numbers
    }

    /// A turn was asked for again by its key.
    pub fn answered_again(&self) {
        self.answered_again.inc();
    }
}
