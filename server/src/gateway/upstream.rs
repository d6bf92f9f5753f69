//! The connections to the endpoint.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Uri;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint};

use super::GatewayError;
use super::connection::Connection;
use crate::config::UpstreamConfig;

/// Connections that calls take turns on: endpoints let some hundred calls run on one (this server 200).
const CONNECTIONS: usize = 4;

/// How often a connection is asked whether it is alive, and how long it may take to answer. An endpoint or a load
/// balancer that went away without a word is noticed after the sum of the two.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(20);
const KEEP_ALIVE_TIMEOUT: Duration = Duration::from_secs(10);

/// What the endpoint may send ahead of a reader, for one call and for all calls of a connection. The first bounds the
/// memory that a caller who reads slowly takes; the second is so much larger that hundreds of them do not hold up the
/// others.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 16 * 1024 * 1024;

/// Longest header list of an answer.
const MAX_HEADER_BYTES: u32 = 16 * 1024;

/// Tells the endpoint who calls.
const USER_AGENT: &str = concat!("bavard/", env!("CARGO_PKG_VERSION"));

/// The connections to the endpoint.
#[derive(Debug, Clone)]
pub(super) struct Upstream {
    connections: Arc<[Connection]>,
    next: Arc<AtomicUsize>,
}

impl Upstream {
    pub(super) fn new(config: &UpstreamConfig, url: &Uri) -> Result<Upstream, GatewayError> {
        let mut endpoint = Endpoint::from(url.clone())
            .connect_timeout(config.connect_timeout)
            .http2_keep_alive_interval(KEEP_ALIVE_INTERVAL)
            .keep_alive_timeout(KEEP_ALIVE_TIMEOUT)
            .keep_alive_while_idle(false)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .http2_max_header_list_size(MAX_HEADER_BYTES)
            .tcp_nodelay(true)
            .user_agent(USER_AGENT)
            .map_err(GatewayError::Tls)?;
        if url.scheme_str() == Some("https") {
            let authorities = certificate_files(config)?.map(Certificate::from_pem);
            let tls = ClientTlsConfig::new()
                .with_native_roots()
                .ca_certificates(authorities);
            endpoint = endpoint.tls_config(tls).map_err(GatewayError::Tls)?;
        }
        Ok(Upstream {
            connections: (0..CONNECTIONS)
                .map(|_| Connection::new(endpoint.connect_lazy()))
                .collect(),
            next: Arc::default(),
        })
    }

    /// The connection for the next call; none only if there are none.
    pub(super) fn connection(&self) -> Option<Connection> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        self.connections
            .get(turn.checked_rem(self.connections.len())?)
            .cloned()
    }
}

/// The PEM texts of the authorities to trust besides those of the system.
pub(super) fn certificate_files(
    config: &UpstreamConfig,
) -> Result<impl Iterator<Item = Vec<u8>> + use<>, GatewayError> {
    let files = config.ca_certificates.iter().map(|path| {
        fs::read(path).map_err(|source| GatewayError::ReadCertificate {
            path: path.clone(),
            source,
        })
    });
    Ok(files.collect::<Result<Vec<_>, _>>()?.into_iter())
}
