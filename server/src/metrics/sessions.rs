//! How many sessions there are.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::gauge::ConstGauge;

use crate::dialog_service::DialogService;

/// Shows how many sessions are kept, where the store can tell without a search.
#[derive(Debug)]
pub struct SessionCollector(DialogService);

impl SessionCollector {
    /// Shows those of this service.
    pub fn new(service: DialogService) -> SessionCollector {
        SessionCollector(service)
    }
}

impl Collector for SessionCollector {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let Some(count) = self.0.session_count() else {
            return Ok(());
        };
        let sessions = encoder.encode_descriptor(
            "bavard_sessions",
            "Sessions kept by this node's store, those that expired and are not yet swept among them",
            None,
            MetricType::Gauge,
        )?;
        ConstGauge::new(i64::try_from(count).unwrap_or(i64::MAX)).encode(sessions)
    }
}
