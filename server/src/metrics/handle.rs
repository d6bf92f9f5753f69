//! The handle that everybody who counts something holds.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::{Metric, Registry};

use super::calls::{CallNumbers, OngoingRecord};
use crate::admission::Limit;
use crate::dialog_service::DialogMethod;
use crate::http::WayIn;

/// The numbers of one server. Cheap to clone: all clones count together.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Numbers>);

#[derive(Debug)]
struct Numbers {
    registry: Mutex<Registry>,
    calls: Arc<CallNumbers>,
    running_calls: Gauge,
    open_connections: Gauge,
    open_streams: Gauge,
    sessions_started: Counter,
    refusals: [Counter; Limit::ALL.len()],
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}

impl Metrics {
    /// Numbers that begin at zero, now.
    pub fn new() -> Metrics {
        let refusals = Family::<[(&str, &str); 1], Counter>::default();
        let numbers = Numbers {
            registry: Mutex::default(),
            calls: Arc::default(),
            running_calls: Gauge::default(),
            open_connections: Gauge::default(),
            open_streams: Gauge::default(),
            sessions_started: Counter::default(),
            refusals: Limit::ALL
                .map(|limit| refusals.get_or_create_owned(&[("limit", limit.name())])),
        };
        let metrics = Metrics(Arc::new(numbers));
        let Numbers {
            calls,
            running_calls,
            open_connections,
            open_streams,
            sessions_started,
            ..
        } = &*metrics.0;
        metrics.register_collector(Arc::clone(calls));
        metrics.register(
            "bavard_running_calls",
            "Calls of the dialog service at this time, ExecuteStream left out",
            running_calls.clone(),
        );
        metrics.register(
            "bavard_open_streams",
            "Open calls of ExecuteStream",
            open_streams.clone(),
        );
        metrics.register(
            "bavard_open_connections",
            "Open connections, WebSockets among them",
            open_connections.clone(),
        );
        metrics.register(
            "bavard_sessions_started",
            "Sessions started",
            sessions_started.clone(),
        );
        metrics.register(
            "bavard_refusals",
            "Calls and connections refused, by limit",
            refusals,
        );
        metrics.register(
            "process_start_time_seconds",
            "When the process started, in seconds since 1970",
            ConstGauge::new(Timestamp::now().as_second()),
        );
        metrics
    }

    /// Puts a metric of the caller's on the page. The caller keeps a clone and counts with it; counters get `_total`
    /// behind their name. To be called once for each name, at the start.
    ///
    /// ```
    /// use bavard_server::metrics::Metrics;
    /// use prometheus_client::metrics::counter::Counter;
    /// use prometheus_client::metrics::family::Family;
    ///
    /// let metrics = Metrics::new();
    /// let refreshes = Family::<[(&str, &str); 1], Counter>::default();
    /// metrics.register(
    ///     "bavard_token_refreshes",
    ///     "Access tokens fetched from the token endpoint, by outcome",
    ///     refreshes.clone(),
    /// );
    /// refreshes.get_or_create(&[("outcome", "ok")]).inc();
    /// assert!(metrics.text().contains("bavard_token_refreshes_total{outcome=\"ok\"} 1"));
    /// ```
    pub fn register(&self, name: &'static str, help: &'static str, metric: impl Metric) {
        self.registry().register(name, help, metric);
    }

    /// Puts numbers on the page that are asked for whenever the page is, such as the sessions in a store.
    pub fn register_collector(&self, collector: impl Collector) {
        self.registry().register_collector(Box::new(collector));
    }

    fn registry(&self) -> MutexGuard<'_, Registry> {
        self.0
            .registry
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The page, in the text format of OpenMetrics, which Prometheus reads.
    pub fn text(&self) -> String {
        let mut page = String::new();
        // Only formatting into memory, which does not fail.
        let encoded: fmt::Result = encode(&mut page, &self.registry());
        debug_assert!(encoded.is_ok());
        page
    }

    /// A call begins; `method` is `None` when its path names none that the protocol has.
    pub fn begin_call(&self, method: Option<DialogMethod>, way_in: WayIn) -> OngoingRecord {
        OngoingRecord::begin(self.clone(), method, way_in)
    }

    /// Somebody met a limit.
    pub fn refused(&self, limit: Limit) {
        if let Some(refusals) = self.0.refusals.get(limit as usize) {
            refusals.inc();
        }
    }

    pub(super) fn session_started(&self) {
        self.0.sessions_started.inc();
    }

    pub(super) fn calls(&self) -> &CallNumbers {
        &self.0.calls
    }

    /// Calls at this time, ExecuteStream left out. The limits of running calls count with it as well, so that the
    /// page shows what they go by.
    pub fn running_calls(&self) -> &Gauge {
        &self.0.running_calls
    }

    /// Open calls of ExecuteStream; its limits count with it as well.
    pub fn open_streams(&self) -> &Gauge {
        &self.0.open_streams
    }

    /// Open connections.
    pub fn open_connections(&self) -> &Gauge {
        &self.0.open_connections
    }
}

#[cfg(test)]
mod tests {
    use tonic::Code;

    use super::*;

    #[test]
    fn calls_are_counted_by_method_way_in_and_code() {
        let metrics = Metrics::new();
        let begin = |method| metrics.begin_call(method, WayIn::GrpcWeb);
        begin(Some(DialogMethod::Start)).ended(Code::Ok);
        begin(Some(DialogMethod::Start)).ended(Code::Ok);
        begin(Some(DialogMethod::Stop)).ended(Code::Unauthenticated);
        drop(begin(Some(DialogMethod::Execute)));
        begin(None).ended(Code::Unimplemented);
        let page = metrics.text();
        for line in [
            "bavard_calls_total{method=\"Start\",way_in=\"grpc_web\",code=\"OK\"} 2",
            "bavard_calls_total{method=\"Stop\",way_in=\"grpc_web\",code=\"UNAUTHENTICATED\"} 1",
            "bavard_calls_total{method=\"Execute\",way_in=\"grpc_web\",code=\"CANCELLED\"} 1",
            "bavard_calls_total{method=\"unknown\",way_in=\"grpc_web\",code=\"UNIMPLEMENTED\"} 1",
            "bavard_call_seconds_count{method=\"Start\"} 2",
            "bavard_sessions_started_total 2",
        ] {
            assert!(
                page.lines().any(|found| found == line),
                "{line} is not in\n{page}"
            );
        }
    }

    #[test]
    fn refusals_are_counted_by_limit() {
        let metrics = Metrics::new();
        metrics.refused(Limit::SessionsPerAddress);
        let page = metrics.text();
        assert!(
            page.contains("bavard_refusals_total{limit=\"sessions_per_address\"} 1"),
            "{page}"
        );
        assert!(
            page.contains("bavard_refusals_total{limit=\"streams\"} 0"),
            "{page}"
        );
    }
}
