//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;
use tower::{Service, ServiceExt};

use super::activity::{Activity, OngoingCall, Verdict, look_interval};
use super::answered_body::AnsweredBody;
use super::forwarded::client_address;
use super::socket::{Socket, TimedTcpStream};
use crate::config::ServerLimits;

/// What every connection is served with.
#[derive(Debug, Clone)]
pub(super) struct Serving<A> {
    /// What answers the requests.
    pub(super) answers: A,
    pub(super) builder: Builder<TokioExecutor>,
    pub(super) limits: ServerLimits,
    pub(super) trusted_proxy_hops: usize,
    /// Cancelled when no new request is to be taken.
    pub(super) stopping: CancellationToken,
}

/// Why a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConnectionEnd {
    /// By its client, by agreement, or because it became a WebSocket.
    Closed,
    /// It broke off, or what came over it was no HTTP.
    Broken,
    /// The head of a request did not come in time.
    SlowHead,
    /// Its client took nothing of an answer.
    SlowReader,
}

impl<A> Serving<A>
where
    A: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    A: Clone + Send + 'static,
    A::Future: Send,
{
    /// The TLS handshake, for which a client has as long as for a head. `None` when there is nothing to serve.
    pub(super) async fn shake_hands(
        &self,
        tls: TlsAcceptor,
        stream: TimedTcpStream,
    ) -> Option<TlsStream<TimedTcpStream>> {
        let shaken = tokio::time::timeout(self.limits.header_timeout, tls.accept(stream));
        self.stopping.run_until_cancelled(shaken).await?.ok()?.ok()
    }

    /// Serves the connection until it ends.
    pub(super) async fn serve(
        &self,
        socket: Socket,
        peer: IpAddr,
        activity: Arc<Activity>,
    ) -> ConnectionEnd {
        let answer = {
            let activity = Arc::clone(&activity);
            service_fn(move |request: Request<Incoming>| {
                let call = OngoingCall::begin(&activity, request.version());
                let address = client_address(peer, self.trusted_proxy_hops, request.headers());
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(address);
                let answers = self.answers.clone();
                async move {
                    let response = answers.oneshot(request).await?;
                    Ok::<_, Infallible>(response.map(|body| AnsweredBody::new(body, call)))
                }
            })
        };
        let connection = self
            .builder
            .serve_connection_with_upgrades(TokioIo::new(socket), answer);
        let stopped = self.stopping.cancelled();
        let look = tokio::time::sleep(look_interval(&self.limits));
        tokio::pin!(connection, stopped, look);
        let mut goodbye_said = false;
        loop {
            tokio::select! {
                biased;
                ended = connection.as_mut() => {
                    return if ended.is_ok() { ConnectionEnd::Closed } else { ConnectionEnd::Broken };
                }
                () = &mut stopped, if !goodbye_said => {
                    goodbye_said = true;
                    connection.as_mut().graceful_shutdown();
                }
                () = &mut look => match activity.verdict(activity.now(), &self.limits) {
                    Verdict::Fine(until) => look.as_mut().reset(Instant::now() + until),
                    // The client did not answer the goodbye.
                    Verdict::Idle if goodbye_said => return ConnectionEnd::Closed,
                    Verdict::Idle => {
                        goodbye_said = true;
                        connection.as_mut().graceful_shutdown();
                        look.as_mut().reset(Instant::now() + self.limits.header_timeout);
                    }
                    Verdict::SlowHead => return ConnectionEnd::SlowHead,
                    Verdict::SlowReader => return ConnectionEnd::SlowReader,
                },
            }
        }
    }
}
