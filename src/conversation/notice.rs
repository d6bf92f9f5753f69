//! What a visitor has to be told; the views have the words.

use super::Failure;
use super::grpc_code::GrpcCode;

/// What a visitor has to be told about the state of the conversation; the views have the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// There is no network. What the visitor writes waits and goes out when it is back.
    Offline,
    /// The service has too much to do; the conversation waits and tries again by itself.
    Busy,
    /// The service cannot be reached, or the connection to it broke.
    CannotConnect,
    /// The endpoint is not a dialog service.
    WrongAddress,
    /// The service does not know the model, channel or language of the conversation.
    UnknownModel,
    /// The service has too much to do, and had so each time it was tried.
    TooBusy,
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
    /// What the visitor can do; `None` where the conversation goes on by itself.
    #[must_use]
    pub const fn remedy(self) -> Option<Remedy> {
        match self {
            Self::Offline | Self::Busy => None,
            Self::CannotConnect
            | Self::WrongAddress
            | Self::TooBusy
            | Self::TimedOut
            | Self::ServiceFailed => Some(Remedy::Retry),
            Self::UnknownModel | Self::SessionLost => Some(Remedy::Restart),
        }
    }

    /// The notice for a failure.
    pub(super) fn about(failure: &Failure) -> Self {
        match failure {
            Failure::Unreachable { .. } | Failure::Cut => Self::CannotConnect,
            Failure::NotDialogService { .. } => Self::WrongAddress,
            Failure::NoToken {
                unreachable: true, ..
            } => Self::CannotConnect,
            Failure::NoToken { .. } => Self::ServiceFailed,
            Failure::Busy { .. } => Self::TooBusy,
            Failure::DeadlineExceeded => Self::TimedOut,
            Failure::BadReply(_) => Self::ServiceFailed,
            Failure::Status { code, .. } => match code {
                GrpcCode::NotFound => Self::UnknownModel,
                GrpcCode::Unavailable => Self::CannotConnect,
                GrpcCode::DeadlineExceeded => Self::TimedOut,
                GrpcCode::ResourceExhausted => Self::TooBusy,
                _ => Self::ServiceFailed,
            },
        }
    }
}
