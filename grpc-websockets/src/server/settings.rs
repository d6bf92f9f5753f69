//! Whom a server lets in over a WebSocket, and the limits of a call.

use std::collections::BTreeSet;
use std::time::Duration;

use super::origins::Origins;
use crate::framing::HeaderBlockLimits;

/// The settings of a [`GrpcWebSocketsLayer`](super::GrpcWebSocketsLayer).
///
/// A call that a limit ends gets a status of its own where the socket still takes one, then the socket is closed.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Pages that may call. Browsers apply no CORS to WebSockets, so that nothing else keeps foreign pages out.
    /// Default: [`Origins::SameHost`].
    pub origins: Origins,
    /// Whether a request without an `Origin` header is refused. Every browser sends one; other clients often do not.
    /// Default: true.
    pub require_origin: bool,
    /// Paths that are answered; others are refused before the upgrade. Default: [`Paths::All`].
    pub paths: Paths,
    /// Bytes of one socket message from the client. A gRPC message may be longer, in several of them. Beyond:
    /// RESOURCE_EXHAUSTED. Default: 32,769.
    pub max_message_bytes: usize,
    /// Size of the first message, the request's metadata; more than `max_message_bytes` has no effect. Beyond:
    /// RESOURCE_EXHAUSTED. Default: 8,192 bytes in 100 lines.
    pub header_block: HeaderBlockLimits,
    /// How long the first message may take. Beyond: DEADLINE_EXCEEDED. Default: 10 s.
    pub header_timeout: Duration,
    /// Finds sockets whose other end has vanished without a word. `None`: such calls run until another limit.
    /// Default: every 30 s, with 10 s for the answer.
    pub ping: Option<Ping>,
    /// How long a call may go without a message in either direction. Beyond: DEADLINE_EXCEEDED. `None`: for ever.
    /// Default: 5 min.
    pub idle_timeout: Option<Duration>,
    /// How long a call may take as a whole. Beyond: DEADLINE_EXCEEDED. `None`: for ever. Default: 1 h.
    pub lifetime: Option<Duration>,
    /// How long a client may take none of what is written to it; the socket is dropped then. Default: 30 s.
    pub write_timeout: Duration,
    /// How long the client may take to close its end when the call is over. Default: 2 s.
    pub close_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            origins: Origins::SameHost,
            require_origin: true,
            paths: Paths::All,
            max_message_bytes: 32_769,
            header_block: HeaderBlockLimits {
                bytes: 8_192,
                lines: 100,
            },
            header_timeout: Duration::from_secs(10),
            ping: Some(Ping {
                interval: Duration::from_secs(30),
                timeout: Duration::from_secs(10),
            }),
            idle_timeout: Some(Duration::from_secs(300)),
            lifetime: Some(Duration::from_secs(3600)),
            write_timeout: Duration::from_secs(30),
            close_timeout: Duration::from_secs(2),
        }
    }
}

/// Paths that are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paths {
    /// Every path: the service itself knows what it does not know, and says UNIMPLEMENTED.
    All,
    /// These, such as `/package.Service/Method`. Any other is refused with 403, as improbable-eng/grpc-web does.
    Only(BTreeSet<String>),
}

impl Paths {
    pub(super) fn contain(&self, path: &str) -> bool {
        match self {
            Paths::All => true,
            Paths::Only(paths) => paths.contains(path),
        }
    }
}

/// When a silent client is asked whether it is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ping {
    /// Time between pings; less than 10 ms counts as 10 ms.
    pub interval: Duration,
    /// How long a client may be silent after a ping while nothing of the response can be written either. While the
    /// service takes no input, answers lie unread behind that input, and this time stands still.
    pub timeout: Duration,
}
