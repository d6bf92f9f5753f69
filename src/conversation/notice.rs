//! What a visitor has to be told; the views have the words.

use super::Failure;
use super::grpc_code::GrpcCode;

/// What a visitor has to be told about the state of the conversation; the views have the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The visitor's last message did not arrive; it stays in the transcript, marked as failed.
    NotDelivered,
    /// The service cannot be reached, or the connection to it broke.
    CannotConnect,
    /// The endpoint is not a dialog service.
    WrongAddress,
    /// The service does not know the model, channel or language of the conversation.
    UnknownModel,
    /// The service took too long.
    TimedOut,
    /// The service answered with an error or with nonsense.
    ServiceFailed,
    /// The session is over because the service forgot it.
    SessionLost,
}

/// What a visitor can do about a [`Notice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Try again: [`super::Event::Retry`].
    Retry,
    /// Begin a new conversation: [`super::Event::Restart`].
    Restart,
}

impl Notice {
    /// What the visitor can do.
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        match self {
            Self::NotDelivered
            | Self::CannotConnect
            | Self::WrongAddress
            | Self::TimedOut
            | Self::ServiceFailed => Remedy::Retry,
            Self::UnknownModel | Self::SessionLost => Remedy::Restart,
        }
    }

    /// The notice for a failure that left no message of the visitor's undelivered.
    pub(super) fn about(failure: &Failure) -> Self {
        match failure {
            Failure::Unreachable { .. } | Failure::Cut => Self::CannotConnect,
            Failure::NotDialogService { .. } => Self::WrongAddress,
            Failure::DeadlineExceeded => Self::TimedOut,
            Failure::BadReply(_) => Self::ServiceFailed,
            Failure::Status { code, .. } => match code {
                GrpcCode::NotFound => Self::UnknownModel,
                GrpcCode::Unavailable => Self::CannotConnect,
                GrpcCode::DeadlineExceeded => Self::TimedOut,
                _ => Self::ServiceFailed,
            },
        }
    }
}
