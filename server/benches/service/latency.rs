//! How long calls took.

use std::time::Duration;

use serde::Serialize;

/// All times of a round, each kept: a round has some hundred thousand at most.
#[derive(Debug, Default)]
pub(crate) struct Latencies(Vec<Duration>);

/// Times that so many of a thousand calls stayed within, in microseconds.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Percentiles {
    pub(crate) p50: u128,
    pub(crate) p99: u128,
    pub(crate) p99_9: u128,
}

impl Latencies {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn merge(&mut self, other: Latencies) {
        self.0.extend(other.0);
    }

    pub(crate) fn percentiles(mut self) -> Percentiles {
        self.0.sort_unstable();
        let within = |thousandths: usize| {
            let rank = (self.0.len() * thousandths).div_ceil(1_000).max(1);
            self.0
                .get(rank - 1)
                .map(Duration::as_micros)
                .unwrap_or_default()
        };
        Percentiles {
            p50: within(500),
            p99: within(990),
            p99_9: within(999),
        }
    }
}
