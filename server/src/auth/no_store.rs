//! Answers that hold a token, or say why not.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, PRAGMA};
use http::{HeaderValue, StatusCode};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::AccessToken;

/// JSON that nothing on the way may keep (RFC 6749, section 5.1).
pub(super) fn no_store(status: StatusCode, body: Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// The members that every answer with a token has.
pub(super) fn token_body(issued: &AccessToken) -> Value {
    json!({
        "access_token": issued.token.expose_secret(),
        "expires_in": issued.lifetime.as_secs(),
        "token_type": "Bearer",
    })
}
