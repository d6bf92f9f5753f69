//! The route of a gRPC service: native and gRPC-Web, and a plain answer to whatever is neither.

use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tonic::server::NamedService;
use tonic_web::GrpcWebLayer;
use tower::{Layer, Service};

/// Routes `/SERVICE/METHOD` to a service.
pub(super) fn grpc_route<S>(service: S) -> Router
where
    S: Service<http::Request<tonic::body::Body>, Error = Infallible>
        + NamedService
        + Clone
        + Send
        + Sync
        + 'static,
    S: Service<http::Request<tonic::body::Body>, Response = http::Response<tonic::body::Body>>,
    S::Future: Send + 'static,
{
    let path = format!("/{}/{{method}}", S::NAME);
    Router::new()
        .route_service(&path, GrpcWebLayer::new().layer(service))
        .layer(from_fn(
            async |request: Request, next: Next| match not_grpc(request.method(), request.headers())
            {
                Some(refusal) => refusal,
                None => next.run(request).await,
            },
        ))
}

/// The answer to a request that cannot be a gRPC call; the gRPC layers would take it for a broken one, and a browser
/// that was pointed here would wait.
pub(super) fn not_grpc(method: &Method, headers: &HeaderMap) -> Option<Response> {
    if method != Method::POST {
        let allow = [(ALLOW, HeaderValue::from_static("POST"))];
        return Some((StatusCode::METHOD_NOT_ALLOWED, allow).into_response());
    }
    match grpc_content_type(headers) {
        Some(_) => None,
        None => Some(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response()),
    }
}

/// The content type of a call in any of the gRPC protocols.
pub(super) fn grpc_content_type(headers: &HeaderMap) -> Option<&HeaderValue> {
    headers
        .get(CONTENT_TYPE)
        .filter(|content_type| content_type.as_bytes().starts_with(b"application/grpc"))
}

/// A gRPC client reads its status from the headers, in the content type that it speaks.
pub(super) fn unimplemented(content_type: &HeaderValue) -> Response {
    let mut response =
        tonic::Status::unimplemented("this server has no such service").into_http::<Body>();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, content_type.clone());
    response
}
