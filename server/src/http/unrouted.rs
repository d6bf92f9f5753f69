//! Requests that no route takes: answered in the caller's own protocol, by a file, or not at all.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::UPGRADE;
use http::{HeaderMap, StatusCode};

use super::grpc_route::{grpc_content_type, unimplemented};
use super::static_files::StaticFiles;
use crate::transcoding::Failure;

/// Everything below is for JSON clients.
const JSON_PATHS: &str = "/dlg/";

/// Answers it. A gRPC client gets UNIMPLEMENTED, a WebSocket 403 before the upgrade, a JSON client JSON.
pub(super) async fn unrouted(
    State(files): State<Option<StaticFiles>>,
    request: Request,
) -> Response {
    if let Some(content_type) = grpc_content_type(request.headers()) {
        return unimplemented(content_type);
    }
    if is_websocket(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if request.uri().path().starts_with(JSON_PATHS) {
        return Failure::no_such_call().into_response();
    }
    match files {
        Some(files) => files.serve(request).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn is_websocket(headers: &HeaderMap) -> bool {
    headers
        .get(UPGRADE)
        .is_some_and(|upgrade| upgrade.as_bytes().eq_ignore_ascii_case(b"websocket"))
}
