//! Why a call to the service did not bring an answer.

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

    /// Whether the conversation may send the request again by itself.
    pub(super) fn is_safe_to_repeat(&self) -> bool {
        matches!(
            self,
            Self::Unreachable {
                left: RequestLeft::No
            }
        )
    }

    /// The same without the service's words, which may quote what a visitor typed.
    pub(super) fn without_words(self) -> Self {
        match self {
            Self::Status { code, .. } => Self::Status {
                code,
                message: String::new(),
            },
            other => other,
        }
    }
}
