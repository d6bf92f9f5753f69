//! `[sessions]`: how long sessions live, and how many there may be.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ConfigError;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SessionsSection {
    pub(super) default_timeout: u32,
    pub(super) max_timeout: u32,
    pub(super) max_sessions: usize,
}

impl Default for SessionsSection {
    fn default() -> SessionsSection {
        SessionsSection {
            default_timeout: 900,
            max_timeout: 259_200,
            max_sessions: 100_000,
        }
    }
}

/// Limits of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Life of a session without calls, when the client does not choose. Default 900 s.
    pub default_timeout: Duration,
    /// Longest life that a client can choose. Default 259,200 s (three days).
    pub max_timeout: Duration,
    /// Sessions at one time; one more is refused with RESOURCE_EXHAUSTED. Default 100,000.
    pub max_sessions: usize,
}

pub(super) fn parse_sessions(
    default_timeout: u32,
    max_timeout: u32,
    max_sessions: usize,
) -> Result<SessionLimits, ConfigError> {
    if default_timeout == 0 || default_timeout > max_timeout {
        return Err(ConfigError::value(
            "sessions.default_timeout",
            &format!(
                "{default_timeout} is not between 1 and `sessions.max_timeout` ({max_timeout})"
            ),
        ));
    }
    if max_sessions == 0 {
        return Err(ConfigError::value(
            "sessions.max_sessions",
            &"must be at least 1",
        ));
    }
    Ok(SessionLimits {
        default_timeout: Duration::from_secs(default_timeout.into()),
        max_timeout: Duration::from_secs(max_timeout.into()),
        max_sessions,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;

    fn refusal(text: &str) -> String {
        Config::parse(text, Path::new("/etc/bavard"))
            .expect_err("the configuration should be refused")
            .to_string()
    }

    #[test]
    fn a_default_timeout_above_the_maximum_is_refused() {
        let text = refusal("[sessions]\ndefault_timeout = 100\nmax_timeout = 99");
        assert!(text.contains("sessions.default_timeout"), "{text}");
    }
}
