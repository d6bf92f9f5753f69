//! `[server.limits]`: what one caller, and all callers together, may take of the server. `docs/limits.md` says what a
//! caller sees of each.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// The least that the HTTP library takes as the buffer of a request's head.
const SMALLEST_HEAD: u32 = 8192;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitsSection {
    max_message_bytes: usize,
    max_header_bytes: u32,
    max_connections: usize,
    requests_per_second: u32,
    request_burst: u32,
    sessions_per_address: usize,
    concurrent_streams: u32,
    max_streams: usize,
    streams_per_address: usize,
    stream_idle: u32,
    stream_lifetime: u32,
    max_running_calls: usize,
    header_timeout: u32,
    write_timeout: u32,
    idle_timeout: u32,
    max_call_time: u32,
}

impl Default for LimitsSection {
    fn default() -> LimitsSection {
        LimitsSection {
            max_message_bytes: 1024 * 1024,
            max_header_bytes: 16 * 1024,
            max_connections: 20_000,
            requests_per_second: 50,
            request_burst: 200,
            sessions_per_address: 1000,
            concurrent_streams: 200,
            max_streams: 1000,
            streams_per_address: 20,
            stream_idle: 60,
            stream_lifetime: 600,
            max_running_calls: 2000,
            header_timeout: 10,
            write_timeout: 30,
            idle_timeout: 300,
            max_call_time: 130,
        }
    }
}

/// What one caller, and all callers together, may take of the server. Limits by address count an IPv6 network of /64 as
/// one address, and do not apply to callers on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerLimits {
    /// Longest request message, in bytes. Default 1 MiB.
    pub max_message_bytes: usize,
    /// Longest head of a request, in bytes; at least 8192. Default 16 KiB.
    pub max_header_bytes: u32,
    /// Open connections; one more is closed at once. Default 20,000.
    pub max_connections: usize,
    /// Calls of one address. Default 50 a second with bursts of 200; 0 is no limit.
    pub requests: Option<RequestRate>,
    /// Sessions that one address holds. Default 1000; 0 is no limit.
    pub sessions_per_address: Option<NonZeroUsize>,
    /// Calls at one time on one HTTP/2 connection; a client waits with more. Default 200.
    pub concurrent_streams: u32,
    /// Open ExecuteStream calls. Default 1000.
    pub max_streams: usize,
    /// Open ExecuteStream calls of one address. Default 20; 0 is no limit.
    pub streams_per_address: Option<NonZeroUsize>,
    /// Longest silence of an ExecuteStream call, in both directions. Default 60 s.
    pub stream_idle: Duration,
    /// Longest ExecuteStream call. Default 600 s.
    pub stream_lifetime: Duration,
    /// Calls at one time, ExecuteStream left out; from 80 % of it no session is started. Default 2000.
    pub max_running_calls: usize,
    /// Longest wait for the head of a request, and for the TLS handshake. Default 10 s.
    pub header_timeout: Duration,
    /// Longest wait for a client to take more of an answer. Default 30 s.
    pub write_timeout: Duration,
    /// Longest life of a connection without a call. Default 300 s.
    pub idle_timeout: Duration,
    /// Longest call, ExecuteStream left out; a longer `grpc-timeout` counts as this. Default 130 s.
    pub max_call_time: Duration,
}

/// How many calls in what time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestRate {
    /// Calls a second in the long run.
    pub per_second: NonZeroU32,
    /// Calls at once after a pause.
    pub burst: NonZeroU32,
}

pub(super) fn parse_limits(section: &LimitsSection) -> Result<ServerLimits, ConfigError> {
    if section.max_header_bytes < SMALLEST_HEAD {
        return Err(too_small("max_header_bytes", SMALLEST_HEAD));
    }
    Ok(ServerLimits {
        max_message_bytes: at_least_one("max_message_bytes", section.max_message_bytes)?,
        max_header_bytes: section.max_header_bytes,
        max_connections: at_least_one("max_connections", section.max_connections)?,
        requests: parse_request_rate(section)?,
        sessions_per_address: NonZeroUsize::new(section.sessions_per_address),
        concurrent_streams: at_least_one("concurrent_streams", section.concurrent_streams)?,
        max_streams: at_least_one("max_streams", section.max_streams)?,
        streams_per_address: NonZeroUsize::new(section.streams_per_address),
        stream_idle: seconds("stream_idle", section.stream_idle)?,
        stream_lifetime: seconds("stream_lifetime", section.stream_lifetime)?,
        max_running_calls: at_least_one("max_running_calls", section.max_running_calls)?,
        header_timeout: seconds("header_timeout", section.header_timeout)?,
        write_timeout: seconds("write_timeout", section.write_timeout)?,
        idle_timeout: seconds("idle_timeout", section.idle_timeout)?,
        max_call_time: seconds("max_call_time", section.max_call_time)?,
    })
}

fn parse_request_rate(section: &LimitsSection) -> Result<Option<RequestRate>, ConfigError> {
    let Some(per_second) = NonZeroU32::new(section.requests_per_second) else {
        return Ok(None);
    };
    let burst =
        NonZeroU32::new(section.request_burst).ok_or_else(|| too_small("request_burst", 1))?;
    Ok(Some(RequestRate { per_second, burst }))
}

fn at_least_one<N: Default + PartialEq>(key: &str, number: N) -> Result<N, ConfigError> {
    if number == N::default() {
        return Err(too_small(key, 1));
    }
    Ok(number)
}

fn seconds(key: &str, seconds: u32) -> Result<Duration, ConfigError> {
    at_least_one(key, seconds).map(|seconds| Duration::from_secs(seconds.into()))
}

fn too_small(key: &str, least: u32) -> ConfigError {
    ConfigError::value(
        format!("server.limits.{key}"),
        &format!("must be at least {least}"),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn parse(limits: &str) -> Result<ServerLimits, ConfigError> {
        Config::parse(&format!("[server.limits]\n{limits}"), Path::new(""))
            .map(|config| config.limits)
    }

    #[test]
    fn the_defaults_are_the_documented_ones() {
        let limits = parse("").unwrap();
        let requests = limits.requests.unwrap();
        assert_eq!(limits.max_message_bytes, 1_048_576);
        assert_eq!(limits.max_header_bytes, 16_384);
        assert_eq!(limits.max_connections, 20_000);
        assert_eq!((requests.per_second.get(), requests.burst.get()), (50, 200));
        assert_eq!(limits.sessions_per_address, NonZeroUsize::new(1000));
        assert_eq!(limits.max_running_calls, 2000);
        assert_eq!(limits.max_call_time, Duration::from_secs(130));
    }

    #[test]
    fn zero_is_no_limit_where_that_is_said_and_refused_elsewhere() {
        let none =
            parse("requests_per_second = 0\nsessions_per_address = 0\nstreams_per_address = 0");
        let none = none.unwrap();
        assert_eq!(none.requests, None);
        assert_eq!(none.sessions_per_address, None);
        assert_eq!(none.streams_per_address, None);
        let refused = parse("idle_timeout = 0").unwrap_err().to_string();
        assert!(
            refused.starts_with("`server.limits.idle_timeout`"),
            "{refused}"
        );
    }

    #[test]
    fn a_head_that_the_http_library_cannot_hold_to_is_refused() {
        let refused = parse("max_header_bytes = 4096").unwrap_err().to_string();
        assert!(refused.contains("8192"), "{refused}");
    }
}
