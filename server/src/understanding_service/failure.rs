//! Why a remote service understood nothing.

use tonic::{Code, Status};

use crate::wire::InvalidUnderstandingResult;

/// Why a remote service gave no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnderstandingFailure {
    /// The call failed, or took too long.
    #[error("the understanding service cannot be reached: {0}")]
    Call(Code),
    /// The service answered that it failed; the code is as of HTTP. What it says of it may hold the text.
    #[error("the understanding service failed with code {0}")]
    Refused(u32),
    /// The service answered nothing.
    #[error("the understanding service gave no result")]
    NoResult,
    /// The service's result cannot be an answer in a dialog.
    #[error("the result of the understanding service cannot be used: {0}")]
    Invalid(#[from] InvalidUnderstandingResult),
}

impl From<Status> for UnderstandingFailure {
    /// The message stays behind: it may hold what the visitor wrote.
    fn from(status: Status) -> Self {
        UnderstandingFailure::Call(status.code())
    }
}
