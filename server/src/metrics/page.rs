//! `/metrics`.

use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE};

use super::Metrics;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The page of all metrics. Its text is read by both formats; the type that it is sent as is the one that was asked
/// for.
pub fn page(metrics: &Metrics, headers: &HeaderMap) -> Response {
    let takes_open_metrics = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/openmetrics-text"));
    let content_type = if takes_open_metrics {
        OPEN_METRICS
    } else {
        PROMETHEUS
    };
    ([(CONTENT_TYPE, content_type)], metrics.text()).into_response()
}
