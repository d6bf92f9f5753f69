//! HTTP/1.1 and HTTP/2 on one port, with the limits of both.

use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;

use crate::config::ServerLimits;

/// How often a silent HTTP/2 client is asked whether it is there. Load balancers and home routers forget connections
/// that are silent for some minutes.
const PING_INTERVAL: Duration = Duration::from_secs(60);
/// How long it may take to say so.
const PING_TIMEOUT: Duration = Duration::from_secs(20);

/// What serves a connection in the protocol that its client speaks.
pub(super) fn http_builder(limits: &ServerLimits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        // It would also end connections that are kept open between requests; the connection's own watch does both.
        .header_read_timeout(None)
        .max_buf_size(usize::try_from(limits.max_header_bytes).unwrap_or(usize::MAX));
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING_INTERVAL)
        .keep_alive_timeout(PING_TIMEOUT)
        .max_concurrent_streams(limits.concurrent_streams)
        .max_header_list_size(limits.max_header_bytes);
    builder
}
