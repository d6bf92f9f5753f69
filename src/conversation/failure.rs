//! Why a call to the service did not bring an answer.

use std::time::Duration;

use thiserror::Error;

use super::{GrpcCode, ReplyError};

/// Why a call to the service did not bring an answer. Its words are for developers; [`super::Notice`] is for visitors.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure {
    /// Nothing answered at the endpoint.
    #[error("the dialog service cannot be reached")]
    Unreachable {
        /// Whether the service may have got the request all the same.
        left: RequestLeft,
    },
    /// Something answered that does not speak gRPC-Web: the endpoint is wrong, or a proxy stands in the way.
    #[error("what answered is not a dialog service (content type `{content_type}`)")]
    NotDialogService {
        /// The content type of the answer; empty when it had none.
        content_type: String,
    },
    /// The connection was cut in the middle of the answer.
    #[error("the connection was cut in the middle of the answer")]
    Cut,
    /// The service answered with an error.
    #[error("the dialog service answered {code}: {message}")]
    Status {
        /// Its status code.
        code: GrpcCode,
        /// Its words.
        message: String,
    },
    /// The service has too much to do (`RESOURCE_EXHAUSTED`), did nothing, and says when to try again.
    #[error("the dialog service is busy: {message}")]
    Busy {
        /// Its words.
        message: String,
        /// How long to wait at least.
        retry_after: Duration,
    },
    /// There is no access token for the call, so that it was not made.
    #[error("there is no access token: {reason}")]
    NoToken {
        /// What the page, or the place where tokens come from, had to say.
        reason: String,
        /// Whether nothing answered there, so that asking again may help.
        unreachable: bool,
    },
    /// No answer within the call's deadline.
    #[error("the dialog service did not answer in time")]
    DeadlineExceeded,
    /// The service answered something that makes no sense.
    #[error(transparent)]
    BadReply(#[from] ReplyError),
}

/// Whether a request left for the service before the connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestLeft {
    /// It certainly did not: sending it again cannot make anything happen twice.
    No,
    /// It may have.
    Maybe,
}

impl Failure {
    /// The gRPC status code, the service's own or the one that fits.
    #[must_use]
    pub fn code(&self) -> GrpcCode {
        match self {
            Self::Unreachable { .. } | Self::Cut => GrpcCode::Unavailable,
            Self::NotDialogService { .. } => GrpcCode::Unknown,
            Self::Busy { .. } => GrpcCode::ResourceExhausted,
            Self::NoToken { .. } => GrpcCode::Unauthenticated,
            Self::Status { code, .. } => *code,
            Self::DeadlineExceeded => GrpcCode::DeadlineExceeded,
            Self::BadReply(_) => GrpcCode::Internal,
        }
    }

    /// The name of [`Self::code`], such as `UNAVAILABLE`.
    #[must_use]
    pub fn status_name(&self) -> &'static str {
        self.code().name()
    }

    /// Whether the same request may succeed later. Only what the service does not know (`NOT_FOUND`) stays so.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.code() != GrpcCode::NotFound
    }

    /// Whether the service certainly did not get the request, and may the next time.
    pub(super) fn never_left(&self) -> bool {
        matches!(
            self,
            Self::Unreachable {
                left: RequestLeft::No
            } | Self::NoToken {
                unreachable: true,
                ..
            }
        )
    }

    /// Whether a request that may be taken twice is worth sending again by itself: its answer was lost, or an earlier
    /// attempt of the same turn is still being worked on (`ABORTED`).
    pub(super) fn may_be_repeated(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Cut => true,
            Self::Status { code, .. } => *code == GrpcCode::Aborted,
            _ => false,
        }
    }

    /// Whether something answered, so that there is a network.
    pub(super) fn is_answer(&self) -> bool {
        !matches!(
            self,
            Self::Unreachable { .. } | Self::NoToken { .. } | Self::DeadlineExceeded
        )
    }

    /// The same without the service's words, which may quote what a visitor typed.
    pub(super) fn without_words(self) -> Self {
        match self {
            Self::Status { code, .. } => Self::Status {
                code,
                message: String::new(),
            },
            Self::Busy { retry_after, .. } => Self::Busy {
                message: String::new(),
                retry_after,
            },
            other => other,
        }
    }
}
