//! The dialog service with everything that holds for every way in.
//!
//! Native gRPC, gRPC-Web, WebSockets and JSON all end here, as plain gRPC requests: limits, authentication and
//! deadlines are in one place and a transcoder cannot forget them. The stack is one function instead of a tower of
//! layers, because every layer of a tower allocates its future anew for each call.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use futures::future::BoxFuture;
use http::{Request, Response};
use tonic::Status;
use tower::{Layer, Service, ServiceExt};

use crate::admission::grpc_timeout;
use crate::config::ServerLimits;
use crate::protocol::dlg::v1::dialog_service_server::{DialogService, DialogServiceServer};

/// The dialog service behind limits, deadlines and authentication: a tower service that answers gRPC requests
/// (`application/grpc`, path `/nuance.dlg.v1.DialogService/METHOD`, metadata as headers), always with a gRPC response.
/// Cheap to clone; always ready.
///
/// It reads from the extensions of a request: [`ClientAddress`](crate::client_address::ClientAddress), without which
/// the call counts as one of this machine.
#[derive(Clone)]
pub struct GrpcStack(Arc<dyn Answering>);

impl fmt::Debug for GrpcStack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GrpcStack").finish_non_exhaustive()
    }
}

/// The stack before `service`, which runs projects here or stands before a remote dialog service. `authentication` is
/// the layer right before the service, and sees only calls within the limits; `tower::layer::util::Identity` is none.
/// It may answer by itself, with [`Status::into_http`] for example.
pub fn grpc_stack<S, L>(service: S, authentication: &L, limits: &ServerLimits) -> GrpcStack
where
    S: DialogService,
    L: Layer<DialogServiceServer<S>>,
    L::Service: Service<Request<Body>, Response = Response<tonic::body::Body>, Error = Infallible>,
    L::Service: Clone + Send + Sync + 'static,
    <L::Service as Service<Request<Body>>>::Future: Send,
{
    let server =
        DialogServiceServer::new(service).max_decoding_message_size(limits.max_message_bytes);
    GrpcStack(Arc::new(Stack {
        service: authentication.layer(server),
        max_call_time: limits.max_call_time,
    }))
}

trait Answering: Send + Sync {
    fn answer(&self, request: Request<Body>) -> BoxFuture<'static, Response<Body>>;
}

struct Stack<A> {
    service: A,
    max_call_time: Duration,
}

impl<A> Answering for Stack<A>
where
    A: Service<Request<Body>, Response = Response<tonic::body::Body>, Error = Infallible>,
    A: Clone + Send + Sync + 'static,
    A::Future: Send,
{
    fn answer(&self, request: Request<Body>) -> BoxFuture<'static, Response<Body>> {
        let service = self.service.clone();
        let max_call_time = self.max_call_time;
        Box::pin(async move {
            let limit = match grpc_timeout(request.headers()) {
                Ok(timeout) => timeout.map_or(max_call_time, |asked| asked.min(max_call_time)),
                Err(malformed) => {
                    return Status::invalid_argument(malformed.to_string()).into_http();
                }
            };
            match tokio::time::timeout(limit, service.oneshot(request)).await {
                Ok(Ok(response)) => response.map(Body::new),
                Ok(Err(never)) => match never {},
                Err(_) => Status::deadline_exceeded("the call took longer than it may").into_http(),
            }
        })
    }
}

impl Service<Request<Body>> for GrpcStack {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        Answer(self.0.answer(request))
    }
}

/// The answer to one request of a [`GrpcStack`].
pub struct Answer(BoxFuture<'static, Response<Body>>);

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Answer").finish_non_exhaustive()
    }
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context).map(Ok)
    }
}
