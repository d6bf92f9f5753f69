//! A connection to the endpoint, whose statuses can be read.
//!
//! tonic panics at a `grpc-status-details-bin` that is not base64. It is left out then: code and message are still good.

use std::task::{Context, Poll};

use futures::TryFutureExt;
use futures::future::MapOk;
use http::{HeaderMap, Request, Response};
use http_body::Frame;
use http_body_util::BodyExt;
use tonic::body::Body;
use tonic::metadata::MetadataMap;
use tonic::transport::{Channel, Error};
use tower::Service;

const DETAILS: &str = "grpc-status-details-bin";

/// A connection, made with its first call and again whenever it breaks.
#[derive(Debug, Clone)]
pub(super) struct Connection(Channel);

impl Connection {
    pub(super) fn new(channel: Channel) -> Connection {
        Connection(channel)
    }
}

impl Service<Request<Body>> for Connection {
    type Response = Response<Body>;
    type Error = Error;
    type Future =
        MapOk<<Channel as Service<Request<Body>>>::Future, fn(Response<Body>) -> Response<Body>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        self.0.call(request).map_ok(readable)
    }
}

fn readable(response: Response<Body>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    head.headers = without_broken_details(head.headers);
    let body = body.map_frame(|frame| match frame.into_trailers() {
        Ok(trailers) => Frame::trailers(without_broken_details(trailers)),
        Err(frame) => frame,
    });
    Response::from_parts(head, Body::new(body))
}

fn without_broken_details(headers: HeaderMap) -> HeaderMap {
    let metadata = MetadataMap::from_headers(headers);
    let is_broken = metadata
        .get_bin(DETAILS)
        .is_some_and(|details| details.to_bytes().is_err());
    let mut headers = metadata.into_headers();
    if is_broken {
        headers.remove(DETAILS);
    }
    headers
}
