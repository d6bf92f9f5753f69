//! The outcome of a call, read off headers or trailers.

use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::conversation::{Failure, GrpcCode};

/// In whole seconds.
pub(super) const RETRY_AFTER: &str = "retry-after";

/// What `grpc-status` and `grpc-message` say; `None` when there is no status.
pub(super) fn read(header: impl Fn(&str) -> Option<String>) -> Option<Result<(), Failure>> {
    let code = header("grpc-status")?
        .trim()
        .parse()
        .map_or(GrpcCode::Unknown, GrpcCode::from_number);
    if code == GrpcCode::Ok {
        return Some(Ok(()));
    }
    let message = header("grpc-message").unwrap_or_default();
    let message = percent_decode_str(&message)
        .decode_utf8_lossy()
        .into_owned();
    let retry_after = header(RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
    Some(Err(match (code, retry_after) {
        (GrpcCode::ResourceExhausted, Some(seconds)) => Failure::Busy {
            message,
            retry_after: Duration::from_secs(seconds),
        },
        _ => Failure::Status { code, message },
    }))
}

/// What an HTTP status means where no `grpc-status` says more (`wire.md`, "gRPC-Web over HTTP"); `None` for success.
pub(super) fn of_http(status: u16) -> Option<Failure> {
    let code = match status {
        200..=299 => return None,
        400 => GrpcCode::InvalidArgument,
        401 => GrpcCode::Unauthenticated,
        403 => GrpcCode::PermissionDenied,
        404 => GrpcCode::NotFound,
        409 => GrpcCode::Aborted,
        412 => GrpcCode::FailedPrecondition,
        429 => GrpcCode::ResourceExhausted,
        499 => GrpcCode::Cancelled,
        501 => GrpcCode::Unimplemented,
        503 => GrpcCode::Unavailable,
        504 => GrpcCode::DeadlineExceeded,
        _ => GrpcCode::Unknown,
    };
    Some(Failure::Status {
        code,
        message: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_from(named: &[(&str, &str)]) -> Option<Result<(), Failure>> {
        read(|wanted| {
            named
                .iter()
                .find(|(name, _)| *name == wanted)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_status_of_zero_is_success_and_no_status_is_none() {
        assert_eq!(read_from(&[("grpc-status", "0")]), Some(Ok(())));
        assert_eq!(read_from(&[("grpc-message", "0")]), None);
    }

    #[test]
    fn words_are_percent_decoded() {
        let read = read_from(&[("grpc-status", "5"), ("grpc-message", "no such caf%C3%A9")]);
        let message = "no such café".to_owned();
        assert_eq!(
            read,
            Some(Err(Failure::Status {
                code: GrpcCode::NotFound,
                message
            }))
        );
    }

    #[test]
    fn a_service_that_is_busy_may_say_for_how_long() {
        let busy = [("grpc-status", "8"), ("grpc-message", "full")];
        let message = "full".to_owned();
        assert_eq!(
            read_from(&[busy[0], busy[1], ("retry-after", "5")]),
            Some(Err(Failure::Busy {
                message: message.clone(),
                retry_after: Duration::from_secs(5)
            }))
        );
        let code = GrpcCode::ResourceExhausted;
        assert_eq!(
            read_from(&busy),
            Some(Err(Failure::Status { code, message }))
        );
    }

    #[test]
    fn a_status_that_is_no_number_is_unknown() {
        let code = read_from(&[("grpc-status", "fine")])
            .unwrap()
            .unwrap_err()
            .code();
        assert_eq!(code, GrpcCode::Unknown);
    }

    #[test]
    fn http_says_what_grpc_does_not() {
        for (status, code) in [
            (401, GrpcCode::Unauthenticated),
            (503, GrpcCode::Unavailable),
            (418, GrpcCode::Unknown),
        ] {
            assert_eq!(of_http(status).unwrap().code(), code);
        }
        assert_eq!(of_http(200), None);
    }
}
