//! The tower layer, and the service that it makes.

use std::fmt;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::future::Either;
use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderValue, Request, Response, StatusCode};
use hyper::upgrade::{self, OnUpgrade};
use tokio::runtime::Handle;
use tonic::body::Body;
use tonic::server::NamedService;
use tower::{Layer, Service};

use super::call;
use super::calls::Calls;
use super::handshake::{Handshake, handshake};
use super::request::UpgradeHead;
use super::settings::Settings;
use super::status::BoxError;

/// Lets a gRPC service be called over WebSockets as well.
///
/// It takes the place of [`tonic_web::GrpcWebLayer`](https://docs.rs/tonic-web) in a stack, or goes around it: that
/// layer answers every HTTP/1.1 request that is not its own, and a WebSocket begins as one.
#[derive(Debug, Clone)]
pub struct GrpcWebSocketsLayer {
    settings: Arc<Settings>,
    calls: Calls,
}

/// A gRPC service that can be called over WebSockets as well; made by [`GrpcWebSocketsLayer`].
///
/// Requests that do not ask for a WebSocket with the sub-protocol `grpc-websockets` go to the inner service as they
/// are, as do its responses.
#[derive(Clone)]
pub struct GrpcWebSockets<S> {
    service: S,
    settings: Arc<Settings>,
    calls: Calls,
}

impl GrpcWebSocketsLayer {
    /// A layer whose calls are counted in `calls`, and end with it.
    pub fn new(settings: Settings, calls: Calls) -> GrpcWebSocketsLayer {
        GrpcWebSocketsLayer {
            settings: Arc::new(settings),
            calls,
        }
    }
}

impl<S> Layer<S> for GrpcWebSocketsLayer {
    type Service = GrpcWebSockets<S>;

    fn layer(&self, service: S) -> GrpcWebSockets<S> {
        GrpcWebSockets {
            service,
            settings: Arc::clone(&self.settings),
            calls: self.calls.clone(),
        }
    }
}

impl<S> fmt::Debug for GrpcWebSockets<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GrpcWebSockets")
            .field("settings", &self.settings)
            .field("calls", &self.calls)
            .finish_non_exhaustive()
    }
}

impl<S: NamedService> NamedService for GrpcWebSockets<S> {
    const NAME: &'static str = S::NAME;
}

impl<S, ReqBody, ResBody> Service<Request<ReqBody>> for GrpcWebSockets<S>
where
    S: Service<Request<Body>, Response = Response<ResBody>> + Clone + Send + 'static,
    S::Error: Into<BoxError> + Send,
    S::Future: Send,
    ReqBody: http_body::Body<Data = Bytes> + Send + 'static,
    ReqBody::Error: Into<BoxError>,
    ResBody: http_body::Body<Data = Bytes> + Default + Send + 'static,
    ResBody::Error: Into<BoxError>,
{
    type Response = Response<ResBody>;
    type Error = S::Error;
    type Future = Either<Ready<Result<Response<ResBody>, S::Error>>, S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<ReqBody>) -> Self::Future {
        let response = match handshake(&request, &self.settings) {
            Handshake::Other => return Either::Right(self.service.call(request.map(Body::new))),
            Handshake::Refused(status) => refused(status),
            Handshake::Accepted { key, sub_protocol } => match self.start(request) {
                Ok(()) => switching(key, sub_protocol),
                Err(status) => refused(status),
            },
        };
        Either::Left(ready(Ok(response)))
    }
}

impl<S> GrpcWebSockets<S> {
    /// Starts the call, which waits for its connection.
    fn start<ReqBody, ResBody>(&self, mut request: Request<ReqBody>) -> Result<(), StatusCode>
    where
        S: Service<Request<Body>, Response = Response<ResBody>> + Clone + Send + 'static,
        S::Error: Into<BoxError> + Send,
        S::Future: Send,
        ResBody: http_body::Body<Data = Bytes> + Send + 'static,
        ResBody::Error: Into<BoxError>,
    {
        if self.calls.is_closed() {
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        if request.extensions().get::<OnUpgrade>().is_none() {
            tracing::warn!("a WebSocket is refused because its HTTP server does no upgrades");
            return Err(StatusCode::NOT_IMPLEMENTED);
        }
        let runtime = Handle::try_current().map_err(|_| StatusCode::NOT_IMPLEMENTED)?;
        let upgrade = upgrade::on(&mut request);
        let head = UpgradeHead::of(request);
        let service = self.service.clone();
        let settings = Arc::clone(&self.settings);
        self.calls.spawn(&runtime, move |shutdown| async move {
            call::run(upgrade, head, service, &settings, shutdown).await;
        });
        Ok(())
    }
}

fn switching<B: Default>(key: HeaderValue, sub_protocol: HeaderValue) -> Response<B> {
    let mut response = Response::new(B::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_ACCEPT, key);
    headers.insert(SEC_WEBSOCKET_PROTOCOL, sub_protocol);
    response
}

fn refused<B: Default>(status: StatusCode) -> Response<B> {
    let mut response = Response::new(B::default());
    *response.status_mut() = status;
    if status == StatusCode::UPGRADE_REQUIRED {
        let version = HeaderValue::from_static("13");
        response
            .headers_mut()
            .insert(SEC_WEBSOCKET_VERSION, version);
    }
    response
}
