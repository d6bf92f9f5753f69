//! Why a call failed, and what its caller is told.

use std::error::Error;

use bytes::Bytes;
use tonic::{Code, Status, TimeoutExpired};

use super::access_token::TokenFailure;
use super::metadata::passing;

/// Why a call at the endpoint failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The endpoint said so.
    Answered(Status),
    /// The caller's stream broke.
    Caller(Status),
    /// There is no connection, or it broke.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// There is no token to call with.
    NoToken(TokenFailure),
    /// The endpoint does not take the gateway's tokens.
    TokenRefused,
}

impl Failure {
    /// Names of [`Failure::outcome`], with those of calls that went on.
    pub(super) const OUTCOMES: [&str; 6] = [
        Failure::ANSWERED,
        Failure::BROKEN,
        "unreachable",
        "timed_out",
        "no_token",
        "token_refused",
    ];
    pub(super) const ANSWERED: &str = "answered";
    /// A stream that broke off after it had been answered.
    pub(super) const BROKEN: &str = "broken";

    /// What the call's client made of its failure. Only those of the connection have a cause.
    pub(super) fn of(status: Status) -> Failure {
        let Some(cause) = status.source() else {
            return Failure::Answered(status);
        };
        if has_expired(cause) {
            return Failure::TimedOut;
        }
        tracing::warn!(code = ?status.code(), error = innermost(cause), "the upstream cannot be reached");
        Failure::Unreachable
    }

    /// Its name in metrics; none where the endpoint has nothing to do with it.
    pub(super) fn outcome(&self) -> Option<&'static str> {
        match self {
            Failure::Answered(_) => Some(Failure::ANSWERED),
            Failure::Caller(_) => None,
            Failure::Unreachable => Some("unreachable"),
            Failure::TimedOut => Some("timed_out"),
            Failure::NoToken(_) => Some("no_token"),
            Failure::TokenRefused => Some("token_refused"),
        }
    }

    /// The status for the caller. The endpoint's own passes with message, details and metadata; a failure of the
    /// connection becomes UNAVAILABLE without the words of the network, which tell addresses. So does one of the token:
    /// callers cannot help it, and to be told UNAUTHENTICATED would make them get another token of their own.
    pub(super) fn into_status(self) -> Status {
        match self {
            Failure::Answered(status) => passed_on(status),
            Failure::Caller(status) => status,
            Failure::Unreachable => Status::unavailable("the dialog service cannot be reached"),
            Failure::TimedOut => {
                Status::deadline_exceeded("the dialog service did not answer in time")
            }
            Failure::NoToken(failure) => {
                tracing::debug!(%failure, "call without an access token for the upstream");
                Status::unavailable("the gateway has no access to the dialog service")
            }
            Failure::TokenRefused => {
                tracing::error!("the upstream refuses the access token of `upstream.oauth`");
                Status::unavailable("the dialog service does not let the gateway in")
            }
        }
    }
}

/// Whether the endpoint itself said that the call's token is no good, and so did not run the call.
pub(super) fn is_token_refused(status: &Status) -> bool {
    status.code() == Code::Unauthenticated && status.source().is_none()
}

fn passed_on(mut status: Status) -> Status {
    let details = Bytes::copy_from_slice(status.details());
    let metadata = passing(std::mem::take(status.metadata_mut()));
    Status::with_details_and_metadata(status.code(), status.message(), details, metadata)
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
