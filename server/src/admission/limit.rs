//! The limits that a call can meet, and what its caller is told.

use std::time::Duration;

use tonic::{Code, Status};

use crate::wire::retry_later;

/// A limit that a caller can meet. `docs/limits.md` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Open connections.
    Connections,
    /// Calls of one address.
    Requests,
    /// Calls at one time.
    RunningCalls,
    /// New sessions while the server is nearly at its limit of calls.
    NewSessions,
    /// Open ExecuteStream calls.
    Streams,
    /// Open ExecuteStream calls of one address.
    StreamsPerAddress,
    /// Sessions at one time.
    Sessions,
    /// Sessions of one address.
    SessionsPerAddress,
}

impl Limit {
    /// Every limit.
    pub const ALL: [Limit; 8] = [
        Limit::Connections,
        Limit::Requests,
        Limit::RunningCalls,
        Limit::NewSessions,
        Limit::Streams,
        Limit::StreamsPerAddress,
        Limit::Sessions,
        Limit::SessionsPerAddress,
    ];

    /// Its name in metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Connections => "connections",
            Limit::Requests => "requests",
            Limit::RunningCalls => "running_calls",
            Limit::NewSessions => "new_sessions",
            Limit::Streams => "streams",
            Limit::StreamsPerAddress => "streams_per_address",
            Limit::Sessions => "sessions",
            Limit::SessionsPerAddress => "sessions_per_address",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Limit::Connections => "the server has as many connections as it takes",
            Limit::Requests => "too many calls from this address",
            Limit::RunningCalls => "the server is overloaded",
            Limit::NewSessions => "the server is busy and takes no new sessions for now",
            Limit::Streams => "the server has as many open streams as it takes",
            Limit::StreamsPerAddress => "too many open streams from this address",
            Limit::Sessions => "the server has as many sessions as it takes",
            Limit::SessionsPerAddress => "too many sessions from this address",
        }
    }

    /// What a caller gets that meets the limit: RESOURCE_EXHAUSTED, with the time after which to try again both as
    /// `google.rpc.RetryInfo` and as `retry-after` in whole seconds, which HTTP clients know.
    pub fn refusal(self, retry_after: Duration) -> Status {
        retry_later(Code::ResourceExhausted, self.words(), retry_after)
    }
}

#[cfg(test)]
mod tests {
    use tonic_types::StatusExt;

    use super::*;

    #[test]
    fn a_refusal_says_when_to_try_again_in_both_ways() {
        let status = Limit::Requests.refusal(Duration::from_millis(1200));
        assert_eq!(status.code(), Code::ResourceExhausted);
        assert_eq!(status.metadata().get("retry-after").unwrap(), "2");
        let retry = status.get_details_retry_info().unwrap();
        assert_eq!(retry.retry_delay, Some(Duration::from_millis(1200)));
    }
}
