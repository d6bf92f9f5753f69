//! Which pages of other origins may call (CORS).

use std::time::Duration;

use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, RETRY_AFTER};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::config::Origins;
use crate::session::TURN_KEY_HEADER;

/// How long a browser may keep the answer to a preflight.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(600);

/// Where gRPC puts the outcome of a call that fails before its body, when to try again, and whether a turn may be asked for
/// again; without leave a page cannot read them.
const EXPOSED: [HeaderName; 5] = [
    HeaderName::from_static("grpc-status"),
    HeaderName::from_static("grpc-message"),
    HeaderName::from_static("grpc-status-details-bin"),
    RETRY_AFTER,
    HeaderName::from_static(TURN_KEY_HEADER),
];

/// What gRPC-Web clients send.
const ALLOWED: [HeaderName; 7] = [
    CONTENT_TYPE,
    AUTHORIZATION,
    HeaderName::from_static("x-grpc-web"),
    HeaderName::from_static("x-user-agent"),
    HeaderName::from_static("grpc-timeout"),
    HeaderName::from_static("x-nuance-client-id"),
    HeaderName::from_static(TURN_KEY_HEADER),
];

/// Lets pages of `origins` call and read the answers. No credentials: the server has no cookies.
pub(super) fn cors_layer(origins: &Origins) -> CorsLayer {
    let allowed_origin = match origins {
        Origins::Any => AllowOrigin::any(),
        Origins::Only(origins) => AllowOrigin::list(origins.iter().cloned()),
    };
    CorsLayer::new()
        .allow_origin(allowed_origin)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(ALLOWED)
        .expose_headers(EXPOSED)
        .max_age(PREFLIGHT_MAX_AGE)
}
