//! The dialog service with everything that holds for every way in.
//!
//! Native gRPC, gRPC-Web, WebSockets and JSON all end here, as plain gRPC requests: limits, authentication and
//! deadlines are in one place and a transcoder cannot forget them. The stack is one function instead of a tower of
//! layers, because every layer of a tower allocates its future anew for each call.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use futures::future::BoxFuture;
use http::{Request, Response};
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tower::{Layer, Service, ServiceExt};

use super::recorded_body::recorded;
use super::watched::streamed;
use super::way_in::WayIn;
use crate::admission::{
    Admission, Admitted, StreamLimits, TIME_AFTER_STOP, grpc_timeout, timely_input,
};
use crate::client_address::ClientAddress;
use crate::config::ServerLimits;
use crate::dialog_service::DialogMethod;
use crate::metrics::{Metrics, OngoingRecord};
use crate::protocol::dlg::v1::dialog_service_server::{DialogService, DialogServiceServer};

/// The dialog service behind limits, deadlines and authentication: a tower service that answers gRPC requests
/// (`application/grpc`, path `/nuance.dlg.v1.DialogService/METHOD`, metadata as headers), always with a gRPC response.
/// Cheap to clone; always ready.
///
/// It reads from the extensions of a request: [`ClientAddress`], without which the call counts as one of this machine,
/// and [`WayIn`], without which it counts as native gRPC.
#[derive(Clone)]
pub struct GrpcStack(Arc<dyn Answering>);

impl fmt::Debug for GrpcStack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GrpcStack").finish_non_exhaustive()
    }
}

/// The stack before `service`, which runs projects here or stands before a remote dialog service. `authentication` is
/// the layer right before the service, and sees only calls within the limits; `tower::layer::util::Identity` is none.
/// It may answer by itself, with [`Status::into_http`] for example. Some time after
/// `stopping` calls that still run are answered with UNAVAILABLE.
pub fn grpc_stack<S, L>(
    service: S,
    authentication: &L,
    limits: &ServerLimits,
    admission: Arc<Admission>,
    metrics: Metrics,
    stopping: CancellationToken,
) -> GrpcStack
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
        admission,
        message_time: limits.header_timeout,
        max_call_time: limits.max_call_time,
        stream_limits: StreamLimits {
            idle: limits.stream_idle,
            lifetime: limits.stream_lifetime,
        },
        metrics,
        stopping: Arc::new(stopping),
    }))
}

trait Answering: Send + Sync {
    fn answer(&self, request: Request<Body>) -> BoxFuture<'static, Response<Body>>;
}

struct Stack<A> {
    service: A,
    admission: Arc<Admission>,
    message_time: Duration,
    max_call_time: Duration,
    stream_limits: StreamLimits,
    metrics: Metrics,
    /// Behind a pointer of its own: to clone a token takes a lock that all of its clones share.
    stopping: Arc<CancellationToken>,
}

impl<A> Answering for Stack<A>
where
    A: Service<Request<Body>, Response = Response<tonic::body::Body>, Error = Infallible>,
    A: Clone + Send + Sync + 'static,
    A::Future: Send,
{
    fn answer(&self, request: Request<Body>) -> BoxFuture<'static, Response<Body>> {
        let method = DialogMethod::of_path(request.uri().path());
        let extensions = request.extensions();
        let address = ClientAddress::of(extensions);
        let way_in = extensions.get().copied().unwrap_or(WayIn::Grpc);
        let record = self.metrics.begin_call(method, way_in);
        let asked = grpc_timeout(request.headers());
        let admitted = self.admission.admit(address, method);
        match (asked, admitted) {
            (_, Err((limit, retry_after))) => refused(limit.refusal(retry_after), record),
            (Err(malformed), _) => refused(Status::invalid_argument(malformed.to_string()), record),
            (Ok(asked), Ok(Admitted::Call(running))) => {
                let limit = asked.unwrap_or(Duration::MAX).min(self.max_call_time);
                let request = request.map(|message| timely_input(message, self.message_time));
                let answer = self.service.clone().oneshot(request);
                let stopping = Arc::clone(&self.stopping);
                Box::pin(async move {
                    let response = answered_in_time(answer, limit, stopped(&stopping)).await;
                    drop(running);
                    recorded(response, record)
                })
            }
            (Ok(asked), Ok(Admitted::Stream(open))) => {
                let limits = self.stream_limits;
                let limits = StreamLimits {
                    lifetime: asked.unwrap_or(Duration::MAX).min(limits.lifetime),
                    ..limits
                };
                let service = self.service.clone();
                let stopping = Arc::clone(&self.stopping);
                Box::pin(async move {
                    let response = streamed(service, request, limits, &stopping, open).await;
                    recorded(response, record)
                })
            }
        }
    }
}

fn refused(status: Status, record: OngoingRecord) -> BoxFuture<'static, Response<Body>> {
    Box::pin(std::future::ready(recorded(
        status.into_http::<tonic::body::Body>(),
        record,
    )))
}

/// Returns when the server soon waits no longer for its calls.
async fn stopped(stopping: &CancellationToken) {
    stopping.cancelled().await;
    tokio::time::sleep(TIME_AFTER_STOP).await;
}

async fn answered_in_time(
    answer: impl Future<Output = Result<Response<tonic::body::Body>, Infallible>>,
    limit: Duration,
    stopped: impl Future<Output = ()>,
) -> Response<tonic::body::Body> {
    let answered = tokio::select! {
        biased;
        answered = tokio::time::timeout(limit, answer) => answered,
        () = stopped => return Status::unavailable("the server is stopping").into_http(),
    };
    match answered {
        Ok(Ok(response)) => response,
        Ok(Err(never)) => match never {},
        Err(_) => Status::deadline_exceeded("the call took longer than it may").into_http(),
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

impl Answer {
    pub(super) fn new(answer: impl Future<Output = Response<Body>> + Send + 'static) -> Answer {
        Answer(Box::pin(answer))
    }
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context).map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_call_that_the_server_does_not_wait_for_any_longer_is_answered_all_the_same() {
        let response = answered_in_time(pending(), LONG, ready(())).await;
        assert_eq!(response.headers()[Status::GRPC_STATUS], "14");
    }

    #[tokio::test]
    async fn an_answer_that_is_there_goes_before() {
        let answer = ready(Ok(Response::new(tonic::body::Body::empty())));
        let response = answered_in_time(answer, LONG, ready(())).await;
        assert!(!response.headers().contains_key(Status::GRPC_STATUS));
    }
}
