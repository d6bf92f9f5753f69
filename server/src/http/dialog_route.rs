//! The paths of the DialogService: native gRPC and gRPC-Web.
//!
//! gRPC-Web clients and native ones call the same paths and differ in their content type. Only the calls of the former
//! go through their transcoder, which would box the body of every call once more.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::body::Body;
use futures::FutureExt;
use http::header::CONTENT_TYPE;
use http::{Request, Response, Version};
use tonic_web::{GrpcWebLayer, GrpcWebService};
use tower::util::MapRequest;
use tower::{Layer, Service, ServiceExt};

use super::grpc_stack::{Answer, GrpcStack};
use super::way_in::WayIn;

type FromGrpcWeb = fn(Request<tonic::body::Body>) -> Request<Body>;

/// Answers what is called at the paths of the DialogService.
#[derive(Debug, Clone)]
pub(super) struct DialogRoute {
    native: GrpcStack,
    grpc_web: GrpcWebService<MapRequest<GrpcStack, FromGrpcWeb>>,
}

impl DialogRoute {
    pub(super) fn new(stack: GrpcStack) -> DialogRoute {
        let from_grpc_web: FromGrpcWeb = |mut request| {
            request.extensions_mut().insert(WayIn::GrpcWeb);
            request.map(Body::new)
        };
        DialogRoute {
            native: stack.clone(),
            grpc_web: GrpcWebLayer::new().layer(stack.map_request(from_grpc_web)),
        }
    }
}

fn is_native(request: &Request<Body>) -> bool {
    request.version() == Version::HTTP_2
        && !request
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|content_type| {
                content_type.as_bytes().starts_with(b"application/grpc-web")
            })
}

impl Service<Request<Body>> for DialogRoute {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        if is_native(&request) {
            return self.native.call(request);
        }
        // Refuses what is neither: over HTTP/1.1 there are no trailers for a status.
        Answer::new(self.grpc_web.call(request).map(|answered| match answered {
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        }))
    }
}
