//! How a call went, for services that do not say it as gRPC does.

use http::{HeaderMap, StatusCode};
use tonic::{Code, Status};

pub(super) const GRPC_STATUS: &str = "grpc-status";

pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The trailers that say `status`.
pub(super) fn trailers_of(status: &Status) -> HeaderMap {
    let mut trailers = HeaderMap::new();
    if let Err(invalid) = status.add_header(&mut trailers) {
        // The code is in the trailers already; only a text that is no header's value is left out.
        tracing::debug!(code = ?invalid.code(), "a status has a part that is not sent");
    }
    trailers
}

/// `trailers` with a status, which a service should have given.
pub(super) fn with_status(trailers: HeaderMap) -> HeaderMap {
    if trailers.contains_key(GRPC_STATUS) {
        return trailers;
    }
    let mut complete = trailers_of(&Status::unknown("the service gave no status"));
    complete.extend(trailers);
    complete
}

/// The status of a response that is no gRPC response, by the reference client's own table.
pub(super) fn status_of_http(status: StatusCode) -> Status {
    let code = match status.as_u16() {
        400 => Code::InvalidArgument,
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        404 => Code::NotFound,
        409 => Code::Aborted,
        412 => Code::FailedPrecondition,
        429 => Code::ResourceExhausted,
        499 => Code::Cancelled,
        501 => Code::Unimplemented,
        503 => Code::Unavailable,
        504 => Code::DeadlineExceeded,
        _ => Code::Unknown,
    };
    Status::new(code, format!("HTTP status {}", status.as_u16()))
}

/// The status that an error of the service carries. What else errors say is not for clients.
pub(super) fn status_of_error(error: BoxError) -> Status {
    Status::try_from_error(error).unwrap_or_else(|_| Status::internal("the service failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_statuses_have_the_codes_of_the_reference_client() {
        let table = [
            (400, 3),
            (401, 16),
            (403, 7),
            (404, 5),
            (409, 10),
            (412, 9),
            (429, 8),
            (499, 1),
            (500, 2),
            (501, 12),
            (503, 14),
            (504, 4),
            (204, 2),
            (418, 2),
        ];
        for (http, code) in table {
            let status = status_of_http(StatusCode::from_u16(http).unwrap());
            assert_eq!(status.code(), Code::from_i32(code), "{http}");
        }
    }

    #[test]
    fn trailers_without_a_status_get_one_and_keep_the_rest() {
        let mut trailers = HeaderMap::new();
        trailers.insert("a", "1".parse().unwrap());
        let complete = with_status(trailers);
        assert_eq!(complete[GRPC_STATUS], "2");
        assert_eq!(complete["a"], "1");
        let given = trailers_of(&Status::not_found("no such thing"));
        assert_eq!(with_status(given.clone()), given);
        assert_eq!(given["grpc-message"], "no%20such%20thing");
    }

    #[test]
    fn an_error_shows_its_status_and_nothing_else() {
        let status = status_of_error(Box::new(Status::not_found("no such thing")));
        assert_eq!(status.code(), Code::NotFound);
        let status = status_of_error("password is 1234".into());
        assert_eq!(status.code(), Code::Internal);
        assert!(!status.message().contains("1234"));
    }
}
