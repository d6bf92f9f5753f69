//! The paths of the DialogService: native gRPC, gRPC-Web and grpc-websockets.
//!
//! gRPC-Web clients and native ones call the same paths and differ in their content type. Only the calls of the former
//! go through their transcoder, which would box the body of every call once more. A call over a WebSocket begins as an
//! upgrade, which gRPC-Web would refuse. Nothing else is taken for a call: a page may post `text/plain` to a foreign
//! server without asking it, and tonic would not look at the type.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::body::Body;
use futures::FutureExt;
use grpc_websockets::server::{GrpcWebSockets, GrpcWebSocketsLayer, offers_grpc_websockets};
use http::header::CONTENT_TYPE;
use http::{Request, Response, Version};
use tonic_web::{GrpcWebLayer, GrpcWebService};
use tower::util::MapRequest;
use tower::{Layer, Service, ServiceExt};

use super::grpc_route::not_grpc;
use super::grpc_stack::{Answer, GrpcStack};
use super::way_in::WayIn;

/// Marks what a transcoder made with the way that it came in.
type Transcoded = MapRequest<GrpcStack, fn(Request<tonic::body::Body>) -> Request<Body>>;

/// Answers what is called at the paths of the DialogService.
#[derive(Debug, Clone)]
pub(super) struct DialogRoute {
    native: GrpcStack,
    grpc_web: GrpcWebService<Transcoded>,
    websockets: GrpcWebSockets<Transcoded>,
}

impl DialogRoute {
    pub(super) fn new(stack: GrpcStack, websockets: &GrpcWebSocketsLayer) -> DialogRoute {
        let grpc_web: Transcoded = stack
            .clone()
            .map_request(|request| coming_in(request, WayIn::GrpcWeb));
        let websocket: Transcoded = stack
            .clone()
            .map_request(|request| coming_in(request, WayIn::WebSocket));
        DialogRoute {
            native: stack,
            grpc_web: GrpcWebLayer::new().layer(grpc_web),
            websockets: websockets.layer(websocket),
        }
    }
}

fn coming_in(mut request: Request<tonic::body::Body>, way_in: WayIn) -> Request<Body> {
    request.extensions_mut().insert(way_in);
    request.map(Body::new)
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
        if offers_grpc_websockets(request.headers()) {
            return Answer::new(
                self.websockets
                    .call(request)
                    .map(|answered| match answered {
                        Ok(response) => response,
                        Err(never) => match never {},
                    }),
            );
        }
        if let Some(refusal) = not_grpc(request.method(), request.headers()) {
            return Answer::new(std::future::ready(refusal));
        }
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
