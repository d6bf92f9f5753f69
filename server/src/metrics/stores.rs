//! What the store of sessions did.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;

use super::durations::Durations;
use crate::session::StoreError;

/// What a store is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreOperation {
    /// Put a new session in.
    Create,
    /// Read one.
    Load,
    /// Change one.
    Replace,
    /// Remove one.
    Remove,
}

impl StoreOperation {
    /// Every operation, in the order of their declaration.
    const ALL: [StoreOperation; 4] = [
        StoreOperation::Create,
        StoreOperation::Load,
        StoreOperation::Replace,
        StoreOperation::Remove,
    ];

    /// Its name as the value of a label.
    fn name(self) -> &'static str {
        match self {
            StoreOperation::Create => "create",
            StoreOperation::Load => "load",
            StoreOperation::Replace => "replace",
            StoreOperation::Remove => "remove",
        }
    }
}

/// The labels of errors.
const ERRORS: [&str; 6] = [
    "not_found",
    "conflict",
    "taken",
    "full",
    "unavailable",
    "corrupt",
];

/// The place of an error in [`ERRORS`].
fn place(error: StoreError) -> usize {
    match error {
        StoreError::NotFound => 0,
        StoreError::Conflict => 1,
        StoreError::Taken => 2,
        StoreError::Full => 3,
        StoreError::Unavailable => 4,
        StoreError::Corrupt => 5,
    }
}

/// Numbers of the store of sessions. Cheap to clone: all clones count together.
#[derive(Debug, Clone, Default)]
pub struct StoreNumbers(Arc<[OperationNumbers; StoreOperation::ALL.len()]>);

#[derive(Debug, Default)]
struct OperationNumbers {
    durations: Durations,
    errors: [AtomicU64; ERRORS.len()],
}

impl StoreNumbers {
    /// The store was asked for something, and this is how it went.
    pub fn record<T>(
        &self,
        operation: StoreOperation,
        outcome: &Result<T, StoreError>,
        took: Duration,
    ) {
        let Some(numbers) = self.0.get(operation as usize) else {
            return;
        };
        numbers.durations.observe(took);
        let error = outcome.as_ref().err().copied();
        if let Some(count) = error.and_then(|error| numbers.errors.get(place(error))) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn rows(&self) -> impl Iterator<Item = (&'static str, &OperationNumbers)> {
        let names = StoreOperation::ALL.map(StoreOperation::name);
        names.into_iter().zip(self.0.iter())
    }
}

impl Collector for StoreNumbers {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut errors = encoder.encode_descriptor(
            "bavard_store_errors",
            "What the store of sessions did not do, by operation and reason",
            None,
            MetricType::Counter,
        )?;
        for (operation, numbers) in self.rows() {
            for (reason, count) in ERRORS.iter().zip(&numbers.errors) {
                let count = count.load(Ordering::Relaxed);
                // Most of the table never happens.
                if count > 0 {
                    let labels = [("operation", operation), ("reason", *reason)];
                    ConstCounter::new(count).encode(errors.encode_family(&labels)?)?;
                }
            }
        }
        let mut seconds = encoder.encode_descriptor(
            "bavard_store_seconds",
            "Time that the store of sessions took, its own repetitions included",
            None,
            MetricType::Histogram,
        )?;
        for (operation, numbers) in self.rows() {
            numbers
                .durations
                .encode(seconds.encode_family(&[("operation", operation)])?)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metrics;

    #[test]
    fn the_store_is_counted_by_operation_and_its_errors_by_reason() {
        let metrics = Metrics::new();
        let numbers = StoreNumbers::default();
        metrics.register_collector(numbers.clone());
        let took = Duration::from_millis(2);
        numbers.record(StoreOperation::Load, &Ok(()), took);
        let missing: Result<(), _> = Err(StoreError::NotFound);
        numbers.record(StoreOperation::Load, &missing, took);
        let away: Result<(), _> = Err(StoreError::Unavailable);
        numbers.record(StoreOperation::Remove, &away, took);
        let page = metrics.text();
        for line in [
            "bavard_store_errors_total{operation=\"load\",reason=\"not_found\"} 1",
            "bavard_store_errors_total{operation=\"remove\",reason=\"unavailable\"} 1",
            "bavard_store_seconds_count{operation=\"load\"} 2",
            "bavard_store_seconds_count{operation=\"create\"} 0",
            "bavard_store_seconds_bucket{le=\"0.001\",operation=\"load\"} 0",
            "bavard_store_seconds_bucket{le=\"0.0025\",operation=\"load\"} 2",
        ] {
            assert!(
                page.lines().any(|found| found == line),
                "{line} is not in\n{page}"
            );
        }
    }
}
