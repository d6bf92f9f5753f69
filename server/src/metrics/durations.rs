//! How long something took, in buckets.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::{MetricEncoder, NoLabelSet};

/// Upper bounds in microseconds. A turn without a fetch takes well below a millisecond, one with a fetch as long as the
/// backend takes, and no call longer than some minutes.
const BOUNDS: [u64; 15] = [
    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    2_500_000, 10_000_000, 60_000_000,
];

/// A histogram of times. The one of `prometheus-client` locks for each observation.
#[derive(Debug, Default)]
pub(super) struct Durations {
    buckets: [AtomicU64; BOUNDS.len()],
    longer: AtomicU64,
    total_micros: AtomicU64,
}

impl Durations {
    pub(super) fn observe(&self, duration: Duration) {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS
            .iter()
            .zip(&self.buckets)
            .find(|(bound, _)| micros <= **bound)
            .map_or(&self.longer, |(_, bucket)| bucket);
        bucket.fetch_add(1, Ordering::Relaxed);
        self.total_micros.fetch_add(micros, Ordering::Relaxed);
    }

    pub(super) fn encode(&self, mut encoder: MetricEncoder<'_>) -> fmt::Result {
        let counts = BOUNDS
            .iter()
            .map(|bound| seconds(*bound))
            .chain([f64::MAX])
            .zip(self.buckets.iter().chain([&self.longer]));
        let buckets: Vec<(f64, u64)> = counts
            .map(|(bound, count)| (bound, count.load(Ordering::Relaxed)))
            .collect();
        let count = buckets.iter().map(|(_, count)| count).sum();
        let total = seconds(self.total_micros.load(Ordering::Relaxed));
        encoder.encode_histogram::<NoLabelSet>(total, count, &buckets, None)
    }
}

fn seconds(micros: u64) -> f64 {
    Duration::from_micros(micros).as_secs_f64()
}
