//! Everything that is answered on the port.
//!
//! Native gRPC calls, which are nearly all that a server behind a gateway sees, go straight to their stack: they need
//! no route and none of the headers for browsers. A page cannot send one, because its browser would ask with a
//! preflight first, which is answered like everything else by the routes.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, Version};
use tower::{Service, ServiceExt};
use tower_http::cors::Cors;
use tower_http::set_header::SetResponseHeader;

use super::grpc_stack::{Answer, GrpcStack};
use crate::dialog_service::DialogMethod;

/// The routes, with the headers that every answer has. They stand around the routes and not on each: what refuses a
/// call can then be read by a page, and no route's future is boxed once more.
pub(super) type RoutesWithHeaders = SetResponseHeader<Cors<Router>, HeaderValue>;

/// Everything that is answered on the port. Cheap to clone; always ready.
#[derive(Debug, Clone)]
pub struct Front {
    dialog: GrpcStack,
    /// Cloned only for requests that need them: each clone copies every header of CORS.
    routes: Arc<RoutesWithHeaders>,
}

impl Front {
    pub(super) fn new(dialog: GrpcStack, routes: RoutesWithHeaders) -> Front {
        Front {
            dialog,
            routes: Arc::new(routes),
        }
    }
}

fn is_native_call(request: &Request<Body>) -> bool {
    let is_grpc = |content_type: &HeaderValue| {
        let content_type = content_type.as_bytes();
        content_type == b"application/grpc" || content_type.starts_with(b"application/grpc+")
    };
    request.version() == Version::HTTP_2
        && request.headers().get(CONTENT_TYPE).is_some_and(is_grpc)
        && DialogMethod::of_path(request.uri().path()).is_some()
}

impl Service<Request<Body>> for Front {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        if is_native_call(&request) {
            return self.dialog.call(request);
        }
        let answered = RoutesWithHeaders::clone(&self.routes).oneshot(request);
        Answer::new(async move {
            match answered.await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        })
    }
}
