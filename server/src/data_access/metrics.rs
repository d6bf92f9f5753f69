//! What can be counted of fetches, for whoever shows it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bavard_dialog::BackendFailure;

/// How a fetch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchOutcome {
    /// A JSON object, whatever its `returnCode`.
    Ok,
    /// A status other than 2xx.
    Status,
    /// No answer in time.
    Timeout,
    /// No connection, or it broke.
    Connection,
    /// The policy, or a redirect that is not followed.
    Refused,
    /// A reply beyond the limit.
    TooLarge,
    /// Not a JSON object.
    NotJson,
    /// Not made: the breaker was open.
    CircuitOpen,
}

impl FetchOutcome {
    /// Every outcome, in the order of their declaration.
    pub const ALL: [FetchOutcome; 8] = [
        FetchOutcome::Ok,
        FetchOutcome::Status,
        FetchOutcome::Timeout,
        FetchOutcome::Connection,
        FetchOutcome::Refused,
        FetchOutcome::TooLarge,
        FetchOutcome::NotJson,
        FetchOutcome::CircuitOpen,
    ];

    /// Its name as the value of a label.
    pub fn as_str(self) -> &'static str {
        match self {
            FetchOutcome::Ok => "ok",
            FetchOutcome::Status => "status",
            FetchOutcome::Timeout => "timeout",
            FetchOutcome::Connection => "connection",
            FetchOutcome::Refused => "refused",
            FetchOutcome::TooLarge => "too_large",
            FetchOutcome::NotJson => "not_json",
            FetchOutcome::CircuitOpen => "circuit_open",
        }
    }

    pub(super) fn of<T>(fetched: &Result<T, BackendFailure>) -> FetchOutcome {
        match fetched {
            Ok(_) => FetchOutcome::Ok,
            Err(BackendFailure::Status(_)) => FetchOutcome::Status,
            Err(BackendFailure::Timeout) => FetchOutcome::Timeout,
            Err(BackendFailure::Connection(_)) => FetchOutcome::Connection,
            Err(BackendFailure::Refused(_)) => FetchOutcome::Refused,
            Err(BackendFailure::TooLarge(_)) => FetchOutcome::TooLarge,
            Err(BackendFailure::NotJson) => FetchOutcome::NotJson,
            Err(BackendFailure::CircuitOpen) => FetchOutcome::CircuitOpen,
        }
    }
}

/// Upper bounds of the buckets of fetch times, in seconds; one more bucket holds what is longer.
const BOUNDS: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// Counters of fetches since the start of the server.
#[derive(Debug, Default)]
pub struct FetchMetrics {
    outcomes: [AtomicU64; FetchOutcome::ALL.len()],
    buckets: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
    open_breakers: AtomicU64,
}

/// How long fetches took.
#[derive(Debug, Clone, PartialEq)]
pub struct FetchTimes {
    /// Upper bound in seconds, and the fetches between the bound before and this one (not added up). The last bound is
    /// `f64::MAX`.
    pub buckets: Vec<(f64, u64)>,
    /// All times together, in seconds.
    pub sum: f64,
    /// The number of fetches.
    pub count: u64,
}

impl FetchMetrics {
    /// Fetches that ended so.
    pub fn count(&self, outcome: FetchOutcome) -> u64 {
        self.outcome(outcome)
            .map_or(0, |counter| counter.load(Ordering::Relaxed))
    }

    /// How long those fetches took that were made; what an open breaker holds back takes no time.
    pub fn times(&self) -> FetchTimes {
        let bounds = BOUNDS.into_iter().chain([f64::MAX]);
        let counts = self
            .buckets
            .iter()
            .map(|count| count.load(Ordering::Relaxed));
        let buckets: Vec<_> = bounds.zip(counts).collect();
        FetchTimes {
            count: buckets.iter().map(|(_, count)| count).sum(),
            sum: Duration::from_micros(self.microseconds.load(Ordering::Relaxed)).as_secs_f64(),
            buckets,
        }
    }

    /// Breakers that are not closed: their backend is left alone, or being tried.
    pub fn open_breakers(&self) -> u64 {
        self.open_breakers.load(Ordering::Relaxed)
    }

    pub(super) fn record(&self, outcome: FetchOutcome, took: Duration) {
        if let Some(counter) = self.outcome(outcome) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        if outcome == FetchOutcome::CircuitOpen {
            return;
        }
        let seconds = took.as_secs_f64();
        let bucket = BOUNDS.iter().take_while(|bound| seconds > **bound).count();
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }

    pub(super) fn breaker_opened(&self) {
        self.open_breakers.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn breaker_closed(&self) {
        self.open_breakers.fetch_sub(1, Ordering::Relaxed);
    }

    fn outcome(&self, outcome: FetchOutcome) -> Option<&AtomicU64> {
        self.outcomes.get(outcome as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_has_a_counter_of_its_own() {
        let metrics = FetchMetrics::default();
        for (times, outcome) in FetchOutcome::ALL.into_iter().enumerate() {
            for _ in 0..times {
                metrics.record(outcome, Duration::ZERO);
            }
        }
        let counts = FetchOutcome::ALL.map(|outcome| metrics.count(outcome));
        assert_eq!(counts, [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn a_time_counts_in_the_bucket_that_it_does_not_exceed() {
        let metrics = FetchMetrics::default();
        for milliseconds in [5, 6, 40_000] {
            metrics.record(FetchOutcome::Ok, Duration::from_millis(milliseconds));
        }
        let times = metrics.times();
        assert_eq!(times.count, 3);
        assert!((times.sum - 40.011).abs() < 1e-9, "{}", times.sum);
        let filled: Vec<_> = times
            .buckets
            .iter()
            .filter(|(_, count)| *count > 0)
            .collect();
        assert_eq!(filled, [&(0.005, 1), &(0.01, 1), &(f64::MAX, 1)]);
    }

    #[test]
    fn a_fetch_that_an_open_breaker_holds_back_takes_no_time() {
        let metrics = FetchMetrics::default();
        metrics.record(FetchOutcome::CircuitOpen, Duration::from_secs(1));
        assert_eq!(metrics.count(FetchOutcome::CircuitOpen), 1);
        assert_eq!(metrics.times().count, 0);
    }
}
