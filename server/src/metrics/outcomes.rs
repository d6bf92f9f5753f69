//! Counts of what came of something.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

use super::Metrics;

/// Counts what came of something, by outcome. Cheap to clone: all clones count together.
#[derive(Debug, Clone)]
pub struct Outcomes(Family<[(&'static str, &'static str); 1], Counter>);

impl Outcomes {
    /// Puts the counter `name` on the page, with a row for each of `outcomes` from the start.
    pub fn register(
        metrics: &Metrics,
        name: &'static str,
        help: &'static str,
        outcomes: &[&'static str],
    ) -> Outcomes {
        let counted = Outcomes(Family::default());
        for outcome in outcomes {
            drop(counted.0.get_or_create(&[("outcome", *outcome)]));
        }
        metrics.register(name, help, counted.0.clone());
        counted
    }

    /// It came out like this once more.
    pub fn count(&self, outcome: &'static str) {
        self.0.get_or_create(&[("outcome", outcome)]).inc();
    }
}
