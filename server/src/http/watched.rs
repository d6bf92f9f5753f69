//! Calls with streams within their limits.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use http::{Request, Response};
use tokio_util::sync::CancellationToken;
use tonic::server::NamedService;
use tower::{Service, ServiceExt};

use crate::admission::{Admission, OpenStream, StreamLimits, StreamWatch};
use crate::client_address::ClientAddress;
use crate::config::ServerLimits;

/// Answers a call that has been taken as `open`, for as long as `limits` and the server allow.
pub(super) async fn streamed<S>(
    service: S,
    request: Request<Body>,
    limits: StreamLimits,
    stopping: &CancellationToken,
    open: OpenStream,
) -> Response<Body>
where
    S: Service<Request<Body>, Response = Response<tonic::body::Body>, Error = Infallible>,
{
    let mut watch = StreamWatch::begin(limits, stopping, open);
    let request = request.map(|input| watch.input(input));
    match watch.head(service.oneshot(request)).await {
        Ok(Ok(response)) => response.map(|output| watch.output(output)),
        Ok(Err(never)) => match never {},
        Err(over) => over.into_http(),
    }
}

/// Watches the calls of services beside the dialog service, such as health and reflection. They are open to whoever
/// finds them and may be silent for ever: each call counts as a stream, apart from those of dialogs, and lasts as long as
/// one of those may.
#[derive(Debug, Clone)]
pub(super) struct Watch {
    admission: Arc<Admission>,
    limits: StreamLimits,
    stopping: CancellationToken,
}

impl Watch {
    pub(super) fn new(
        admission: Arc<Admission>,
        limits: &ServerLimits,
        stopping: CancellationToken,
    ) -> Watch {
        Watch {
            admission,
            limits: StreamLimits {
                idle: limits.stream_lifetime,
                lifetime: limits.stream_lifetime,
            },
            stopping,
        }
    }

    pub(super) fn over<S>(&self, service: S) -> Watched<S> {
        Watched {
            service,
            watch: self.clone(),
        }
    }
}

/// A service whose calls are watched.
#[derive(Debug, Clone)]
pub(super) struct Watched<S> {
    service: S,
    watch: Watch,
}

impl<S: NamedService> NamedService for Watched<S> {
    const NAME: &'static str = S::NAME;
}

impl<S> Service<Request<tonic::body::Body>> for Watched<S>
where
    S: Service<Request<Body>, Response = Response<tonic::body::Body>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<tonic::body::Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // Each call waits for a service of its own.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<tonic::body::Body>) -> Self::Future {
        let Watched { service, watch } = self.clone();
        Box::pin(async move {
            let address = ClientAddress::of(request.extensions());
            let response = match watch.admission.admit_watch(address) {
                Ok(open) => {
                    let request = request.map(Body::new);
                    streamed(service, request, watch.limits, &watch.stopping, open).await
                }
                Err((limit, retry_after)) => limit.refusal(retry_after).into_http(),
            };
            Ok(response.map(tonic::body::Body::new))
        })
    }
}
