//! Calls that end when their caller does, also while they still send.
//!
//! Whoever drops the answers of a streaming call has not ended it: the connection goes on to send what the request's
//! stream has, and if that ended instead, the endpoint would take it for all that there was to say. So the body fails,
//! which resets the call at the endpoint (RST_STREAM, CANCEL). One thing it cannot do: a body that the endpoint has no
//! room for is not asked, and so a call to an endpoint that has stopped reading is reset when it reads on or hangs up.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use h2::Reason;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use tokio_util::sync::{CancellationToken, DropGuard, WaitForCancellationFutureOwned};
use tonic::Status;
use tonic::body::Body;
use tonic::transport::Error;
use tower::Service;

use super::connection::Connection;

/// A connection for one call, which ends when the guard is dropped.
#[derive(Debug, Clone)]
pub(super) struct Cancellable {
    connection: Connection,
    cancelled: CancellationToken,
}

impl Cancellable {
    /// The connection and what the caller holds on to for as long as the call goes on.
    pub(super) fn new(connection: Connection) -> (Cancellable, DropGuard) {
        let cancelled = CancellationToken::new();
        let guard = cancelled.clone().drop_guard();
        (
            Cancellable {
                connection,
                cancelled,
            },
            guard,
        )
    }
}

impl Service<Request<Body>> for Cancellable {
    type Response = Response<Body>;
    type Error = Error;
    type Future = <Connection as Service<Request<Body>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.connection.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let cancelled = Box::pin(self.cancelled.clone().cancelled_owned());
        self.connection
            .call(request.map(|body| Body::new(CancellableBody { body, cancelled })))
    }
}

#[derive(Debug)]
struct CancellableBody {
    body: Body,
    cancelled: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl http_body::Body for CancellableBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if self.cancelled.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(cancelled_status())));
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The connection looks for the reason among the causes.
fn cancelled_status() -> Status {
    let mut status = Status::cancelled("the caller has gone");
    status.set_source(Arc::new(h2::Error::from(Reason::CANCEL)));
    status
}
