//! The port: who gets a connection, and when all of them are gone.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http::{Request, Response};
use prometheus_client::metrics::gauge::Gauge;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::Service;

use super::activity::Activity;
use super::certificate::{Certificate, CertificateError};
use super::protocol::http_builder;
use super::serve::{ConnectionEnd, Serving};
use super::socket::{Socket, TimedTcpStream, Transport};
use crate::admission::Limit;
use crate::config::{Config, ServerLimits};
use crate::metrics::Metrics;

/// Pause after the operating system could not give a connection, for lack of file descriptors for example: another
/// attempt at once would fail as well, and the next, and would burn a core.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(200);

/// A server at its limit of connections says so this often, and not for each that it closes.
const PAUSE_BETWEEN_WARNINGS: Duration = Duration::from_secs(60);

/// Why connections cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The port cannot be had.
    #[error("cannot listen on {listen}: {source}")]
    Listen {
        /// The address asked for.
        listen: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The port gives no connections any more.
    #[error("the port is broken: {0}")]
    Accept(io::Error),
    /// The certificate cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

/// A connection's place among the open ones; free again when it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    _permit: OwnedSemaphorePermit,
    open_connections: Gauge,
}

impl Slot {
    fn taken(permit: OwnedSemaphorePermit, metrics: &Metrics) -> Slot {
        let open_connections = metrics.open_connections().clone();
        open_connections.inc();
        Slot {
            _permit: permit,
            open_connections,
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.open_connections.dec();
    }
}

/// The port, taken. Connections wait until [`Acceptor::serve`].
#[derive(Debug)]
pub struct Acceptor {
    listener: TcpListener,
    local_addr: SocketAddr,
    certificate: Option<Certificate>,
    limits: ServerLimits,
    trusted_proxy_hops: usize,
    metrics: Metrics,
}

impl Acceptor {
    /// Takes the port and reads the certificate. Connections are counted in `metrics`.
    ///
    /// # Errors
    ///
    /// When the port cannot be had or the certificate cannot be used.
    pub async fn bind(config: &Config, metrics: Metrics) -> Result<Acceptor, ServeError> {
        let certificate = match &config.tls {
            Some(tls) => Some(Certificate::read(tls).await?),
            None => None,
        };
        let failed = |source| ServeError::Listen {
            listen: config.listen,
            source,
        };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        Ok(Acceptor {
            local_addr: listener.local_addr().map_err(failed)?,
            listener,
            certificate,
            limits: config.limits,
            trusted_proxy_hops: config.trusted_proxy_hops,
            metrics,
        })
    }

    /// Where connections are taken; the port is the one that was free.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// `https` where there is a certificate, else `http`.
    pub fn scheme(&self) -> &'static str {
        match self.certificate {
            Some(_) => "https",
            None => "http",
        }
    }

    /// Has `answers` answer every request until `stopping` is cancelled, then gives the port back, takes no new request
    /// and waits until every connection has ended. Dropping the future cuts them.
    ///
    /// # Errors
    ///
    /// When the port gives no connections any more. To be out of file descriptors is no such reason.
    pub async fn serve<A>(self, answers: A, stopping: CancellationToken) -> Result<(), ServeError>
    where
        A: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
        A: Clone + Send + Sync + 'static,
        A::Future: Send,
    {
        let serving = Arc::new(Serving {
            answers,
            builder: http_builder(&self.limits),
            limits: self.limits,
            trusted_proxy_hops: self.trusted_proxy_hops,
            stopping: stopping.clone(),
        });
        let capacity = u32::try_from(self.limits.max_connections).unwrap_or(u32::MAX);
        let slots = Arc::new(Semaphore::new(
            usize::try_from(capacity).unwrap_or(Semaphore::MAX_PERMITS),
        ));
        let mut connections = JoinSet::new();
        let mut said_full = None;
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                Some(_) = connections.join_next() => continue,
                () = stopping.cancelled() => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    after_accept_error(error).await?;
                    continue;
                }
            };
            let Ok(permit) = Arc::clone(&slots).try_acquire_owned() else {
                self.metrics.refused(Limit::Connections);
                if said_full.is_none_or(|said: Instant| said.elapsed() > PAUSE_BETWEEN_WARNINGS) {
                    said_full = Some(Instant::now());
                    tracing::warn!("every connection is taken: new ones are closed");
                }
                continue;
            };
            let serving = Arc::clone(&serving);
            let tls = self.certificate.as_ref().map(Certificate::acceptor);
            let slot = Slot::taken(permit, &self.metrics);
            connections.spawn(async move {
                let activity = Arc::new(Activity::opened_now());
                let tcp = timed(stream, &serving.limits);
                let transport = match tls {
                    None => Transport::Cleartext(tcp),
                    Some(tls) => match serving.shake_hands(tls, tcp).await {
                        Some(stream) => Transport::Tls(Box::new(stream)),
                        None => return,
                    },
                };
                let socket = Socket::new(transport, Arc::clone(&activity), slot);
                let end = serving.serve(socket, peer.ip(), activity).await;
                if matches!(end, ConnectionEnd::SlowHead | ConnectionEnd::SlowReader) {
                    tracing::debug!(?end, "connection cut");
                }
            });
        }
        drop(self.listener);
        // Not the tasks: a WebSocket outlives the task of the connection that it was.
        let _all = slots.acquire_many(capacity).await;
        Ok(())
    }
}

fn timed(stream: TcpStream, limits: &ServerLimits) -> TimedTcpStream {
    // Answers are small and complete when they are written. A socket that cannot is about to fail anyway.
    let _undelayed = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write_timeout));
    Box::pin(stream)
}

async fn after_accept_error(error: io::Error) -> Result<(), ServeError> {
    match error.kind() {
        // The client has gone again; the next one is not affected.
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::ConnectionReset => Ok(()),
        // It is no listening socket: no later attempt can succeed.
        io::ErrorKind::InvalidInput => Err(ServeError::Accept(error)),
        _ => {
            tracing::error!(%error, "cannot take a connection");
            tokio::time::sleep(PAUSE_AFTER_ERROR).await;
            Ok(())
        }
    }
}
