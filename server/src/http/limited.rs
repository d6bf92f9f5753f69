//! Requests that are no calls of the dialog service, within the limit of their address.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::RETRY_AFTER;

use crate::admission::Admission;
use crate::client_address::ClientAddress;

/// For routes that cost work or guard a secret: an address that asks too often gets 429 with `retry-after`. Its calls
/// and its requests count together.
pub(super) async fn limited(
    State(admission): State<Arc<Admission>>,
    request: Request,
    next: Next,
) -> Response {
    match admission.admit_request(ClientAddress::of(request.extensions())) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            let seconds = wait.as_millis().div_ceil(1000).max(1).to_string();
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds)]).into_response()
        }
    }
}
