//! How a call that failed is told in HTTP and JSON.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode, utf8_percent_encode};
use serde_json::json;
use tonic::{Code, Status};

const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");
const GRPC_MESSAGE: HeaderName = HeaderName::from_static("grpc-message");

/// What the gRPC specification encodes in a `grpc-message`: all but visible ASCII and the blank, and `%` itself. The
/// blank and a few more are encoded as well, as tonic does, for the sake of HTTP clients that trim values.
const MESSAGE_ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'?')
    .add(b'{')
    .add(b'}');

/// The HTTP status for a gRPC code, as `google/rpc/code.proto` documents it.
pub fn http_status(code: Code) -> StatusCode {
    match code {
        Code::Ok => StatusCode::OK,
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => {
            StatusCode::BAD_REQUEST
        }
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::PermissionDenied => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::AlreadyExists | Code::Aborted => StatusCode::CONFLICT,
        Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
        // The client closed the request; nobody but a log reads it.
        Code::Cancelled => StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST),
        Code::Unknown | Code::Internal | Code::DataLoss => StatusCode::INTERNAL_SERVER_ERROR,
        Code::Unimplemented => StatusCode::NOT_IMPLEMENTED,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::DeadlineExceeded => StatusCode::GATEWAY_TIMEOUT,
    }
}

/// A call that failed: `{"code": 5, "message": "...", "details": []}` with the HTTP status that fits, and the same in
/// the headers `grpc-status` and `grpc-message`, where the vendor's client looks.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    code: Code,
    message: String,
    headers: Box<HeaderMap>,
}

impl Failure {
    /// With the HTTP status of the code.
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Failure {
        Failure {
            status: http_status(code),
            code,
            message: message.into(),
            headers: Box::default(),
        }
    }

    /// With an HTTP status that says more than the code.
    pub(super) fn with_status(self, status: StatusCode) -> Failure {
        Failure { status, ..self }
    }

    /// With more headers.
    pub(super) fn with_headers(mut self, headers: HeaderMap) -> Failure {
        self.headers.extend(headers);
        self
    }

    /// The outcome of a gRPC call in its headers or trailers: nothing when they do not tell it, and no failure when it
    /// went well.
    pub(super) fn in_headers(headers: &HeaderMap) -> Option<Result<(), Failure>> {
        let code = Code::from_bytes(headers.get(GRPC_STATUS)?.as_bytes());
        if code == Code::Ok {
            return Some(Ok(()));
        }
        let message = headers
            .get(GRPC_MESSAGE)
            .map(|message| percent_decode(message.as_bytes()).decode_utf8_lossy());
        Some(Err(Failure::new(code, message.unwrap_or_default())))
    }

    /// A call that ended with this status.
    pub(crate) fn of(status: &Status) -> Failure {
        Failure::new(status.code(), status.message())
            .with_headers(status.metadata().clone().into_headers())
    }

    /// There is no such call.
    pub(super) fn no_such_call(message: impl Into<String>) -> Failure {
        Failure::new(Code::Unimplemented, message).with_status(StatusCode::NOT_FOUND)
    }

    /// All calls are POST.
    pub(super) fn wrong_http_method() -> Failure {
        Failure::new(Code::Unimplemented, "calls are made with POST")
            .with_status(StatusCode::METHOD_NOT_ALLOWED)
            .with_headers(HeaderMap::from_iter([(
                ALLOW,
                HeaderValue::from_static("POST"),
            )]))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let code = i32::from(self.code);
        let body = json!({"code": code, "message": self.message, "details": []});
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.extend(*self.headers);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(GRPC_STATUS, HeaderValue::from(code));
        if let Ok(message) =
            HeaderValue::try_from(utf8_percent_encode(&self.message, MESSAGE_ENCODED).to_string())
        {
            headers.insert(GRPC_MESSAGE, message);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers
                .entry(WWW_AUTHENTICATE)
                .or_insert(HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_http_status_that_google_documents() {
        for (code, expected) in [
            (0, 200),
            (1, 499),
            (2, 500),
            (3, 400),
            (4, 504),
            (5, 404),
            (6, 409),
            (7, 403),
            (8, 429),
            (9, 400),
            (10, 409),
            (11, 400),
            (12, 501),
            (13, 500),
            (14, 503),
            (15, 500),
            (16, 401),
        ] {
            assert_eq!(http_status(Code::from_i32(code)), expected, "{code}");
        }
    }

    #[test]
    fn a_message_survives_the_way_through_a_header() {
        let message = "Could not find session for [ä%20]\r\n";
        let response = Failure::new(Code::NotFound, message).into_response();

        let read = Failure::in_headers(response.headers())
            .unwrap()
            .unwrap_err();

        assert_eq!(read.code, Code::NotFound);
        assert_eq!(read.message, message);
    }

    #[test]
    fn headers_without_a_status_tell_nothing() {
        assert!(Failure::in_headers(&HeaderMap::new()).is_none());
    }

    #[test]
    fn a_call_without_a_good_token_is_told_how_to_authenticate() {
        let response = Failure::new(Code::Unauthenticated, "").into_response();
        assert_eq!(response.status(), 401);
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
    }
}
