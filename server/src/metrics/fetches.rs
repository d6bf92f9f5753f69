//! What data access did.

use std::fmt;
use std::sync::Arc;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;

use crate::data_access::{FetchMetrics, FetchOutcome};

/// Shows the numbers of data access.
#[derive(Debug)]
pub struct FetchCollector(Arc<FetchMetrics>);

impl FetchCollector {
    /// Shows these.
    pub fn new(fetches: Arc<FetchMetrics>) -> FetchCollector {
        FetchCollector(fetches)
    }
}

impl Collector for FetchCollector {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut outcomes = encoder.encode_descriptor(
            "bavard_fetches",
            "Fetches of data access nodes, by outcome",
            None,
            MetricType::Counter,
        )?;
        for outcome in FetchOutcome::ALL {
            let labels = [("outcome", outcome.as_str())];
            let count = ConstCounter::new(self.0.count(outcome));
            count.encode(outcomes.encode_family(&labels)?)?;
        }
        let times = self.0.times();
        let mut seconds = encoder.encode_descriptor(
            "bavard_fetch_seconds",
            "Time of the fetches that were made",
            None,
            MetricType::Histogram,
        )?;
        seconds.encode_histogram::<NoLabelSet>(times.sum, times.count, &times.buckets, None)?;
        let breakers = encoder.encode_descriptor(
            "bavard_open_breakers",
            "Backends that are left alone for a while after failures, or being tried again",
            None,
            MetricType::Gauge,
        )?;
        ConstGauge::new(self.0.open_breakers()).encode(breakers)
    }
}
