//! What a caller is told of a call that failed.

use std::error::Error;

use bytes::Bytes;
use tonic::{Code, Status, TimeoutExpired};

use super::access_token::TokenFailure;
use super::metadata::passing;

/// The status for the caller. The endpoint's own passes with message, details and metadata; a failure of the
/// connection becomes UNAVAILABLE without the words of the network, which tell addresses.
pub(super) fn caller_status(mut status: Status) -> Status {
    if let Some(cause) = status.source() {
        if has_expired(cause) {
            return deadline_status();
        }
        tracing::warn!(code = ?status.code(), error = innermost(cause), "the upstream cannot be reached");
        return Status::unavailable("the dialog service cannot be reached");
    }
    let details = Bytes::copy_from_slice(status.details());
    let metadata = passing(std::mem::take(status.metadata_mut()));
    Status::with_details_and_metadata(status.code(), status.message(), details, metadata)
}

/// Whether the endpoint itself said that the call's token is no good, and so did not run the call.
pub(super) fn is_token_refused(status: &Status) -> bool {
    status.code() == Code::Unauthenticated && status.source().is_none()
}

/// The endpoint does not take the gateway's tokens. Callers cannot help it: to be told UNAUTHENTICATED would make them
/// get another token of their own.
pub(super) fn refused_status() -> Status {
    tracing::error!("the upstream refuses the access token of `upstream.oauth`");
    Status::unavailable("the dialog service does not let the gateway in")
}

/// There is no token to call with.
pub(super) fn token_status(failure: TokenFailure) -> Status {
    tracing::debug!(%failure, "call without an access token for the upstream");
    Status::unavailable("the gateway has no access to the dialog service")
}

pub(super) fn deadline_status() -> Status {
    Status::deadline_exceeded("the dialog service did not answer in time")
}

fn has_expired(cause: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(cause), |cause| (*cause).source())
        .any(|cause| cause.is::<TimeoutExpired>())
}

fn innermost(cause: &(dyn Error + 'static)) -> String {
    std::iter::successors(Some(cause), |cause| (*cause).source())
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}
