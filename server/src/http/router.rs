//! Which path is answered by what.
//!
//! Only the gRPC service is wrapped for gRPC-Web: that layer answers every other HTTP/1.1 request with 400, so that
//! WebSockets are taken outside of it. What no route takes is a file, an unknown gRPC method, or nothing.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use grpc_websockets::server::{Calls, offers_grpc_websockets};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};
use tonic::Status;
use tonic::server::NamedService;
use tonic_web::GrpcWebLayer;
use tower::{Layer, ServiceExt};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::cors::cors_layer;
use super::health::healthz;
use super::static_files::static_files;
use super::websockets::websockets_layer;
use crate::config::Config;
use crate::dialog_service::DialogService;
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;

/// Everything that the server answers. Calls over WebSockets outlive their HTTP connection and are kept in
/// `websocket_calls`.
pub fn router(config: &Config, dialog_service: DialogService, websocket_calls: Calls) -> Router {
    let dialog_service = DialogServiceServer::new(dialog_service)
        .max_decoding_message_size(config.max_message_bytes);
    let path = format!("/{}/{{method}}", DialogServiceServer::<DialogService>::NAME);
    let files = config.static_folder.as_deref().map(static_files);
    let websockets = websockets_layer(&config.origins, websocket_calls);
    Router::new()
        .route_service(
            &path,
            websockets.layer(GrpcWebLayer::new().layer(dialog_service)),
        )
        .route("/healthz", get(healthz))
        .fallback(unrouted)
        .with_state(files)
        .layer(cors_layer(&config.origins))
        .layer(SetResponseHeaderLayer::if_not_present(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
}

async fn unrouted(State(files): State<Option<ServeDir>>, request: Request) -> Response {
    if offers_grpc_websockets(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if let Some(content_type) = grpc_content_type(request.headers()) {
        return unknown_service(content_type);
    }
    let Some(files) = files else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match files.oneshot(request).await {
        Ok(mut response) => {
            // Browsers ask each time whether the file is still the same; a deploy shows at once.
            response
                .headers_mut()
                .entry(CACHE_CONTROL)
                .or_insert(HeaderValue::from_static("no-cache"));
            response.map(Body::new)
        }
        Err(never) => match never {},
    }
}

fn grpc_content_type(headers: &HeaderMap) -> Option<HeaderValue> {
    headers
        .get(CONTENT_TYPE)
        .filter(|content_type| content_type.as_bytes().starts_with(b"application/grpc"))
        .cloned()
}

/// A gRPC client reads its status from the headers, in the content type that it speaks.
fn unknown_service(content_type: HeaderValue) -> Response {
    let mut response = Status::unimplemented("this server has no such service").into_http::<Body>();
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
