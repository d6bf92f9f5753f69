//! What ends a call before its service does.

use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tonic::Status;

use super::request::MetadataError;

/// Why a call ends early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interruption {
    /// The client has closed or vanished: there is nobody to tell.
    Gone,
    /// The client is told.
    Stop(Stop),
}

/// What the client is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    HeaderTimeout,
    HeaderTooLong,
    Metadata(MetadataError),
    MessageTooLong,
    Text,
    NoWebSocket,
    Idle,
    Lifetime,
    ServerStops,
    /// The first message is text: the protocol knows no status for that.
    TextHeader,
    /// The first message does not parse: likewise.
    BadHeader,
}

impl Stop {
    /// The status of the call, where the protocol has one.
    pub(super) fn status(self) -> Option<Status> {
        Some(match self {
            Stop::HeaderTimeout => Status::deadline_exceeded("the metadata took too long"),
            Stop::HeaderTooLong => Status::resource_exhausted("the metadata is too long"),
            Stop::Metadata(error) => Status::invalid_argument(error.to_string()),
            Stop::MessageTooLong => Status::resource_exhausted("a socket message is too long"),
            Stop::Text => Status::invalid_argument("a socket message is text"),
            Stop::NoWebSocket => {
                Status::invalid_argument("the client broke the WebSocket protocol")
            }
            Stop::Idle => Status::deadline_exceeded("the call was idle for too long"),
            Stop::Lifetime => Status::deadline_exceeded("the call took too long"),
            Stop::ServerStops => Status::unavailable("the server is stopping"),
            Stop::TextHeader | Stop::BadHeader => return None,
        })
    }

    /// The code of the close frame (RFC 6455, 7.4.1).
    pub(super) fn close_code(self) -> CloseCode {
        match self {
            Stop::MessageTooLong | Stop::HeaderTooLong => CloseCode::Size,
            Stop::Text | Stop::TextHeader => CloseCode::Unsupported,
            Stop::NoWebSocket | Stop::BadHeader => CloseCode::Protocol,
            Stop::ServerStops => CloseCode::Away,
            Stop::HeaderTimeout | Stop::Metadata(_) | Stop::Idle | Stop::Lifetime => {
                CloseCode::Policy
            }
        }
    }
}
