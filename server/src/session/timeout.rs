//! How long a session lives without calls.

use std::time::Duration;

use crate::config::SessionLimits;

/// A time-out longer than the server allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "session_timeout_sec {asked} is out of range, supported values are 0 (the default) to {maximum}"
)]
pub struct TimeoutOutOfRange {
    /// What the client asked for, in seconds.
    pub asked: u32,
    /// What it can have, in seconds.
    pub maximum: u64,
}

/// The time-out that a StartRequest's `session_timeout_sec` asks for; 0 asks for the default.
///
/// # Errors
///
/// When it is longer than the server allows.
pub fn session_timeout(
    session_timeout_sec: u32,
    limits: &SessionLimits,
) -> Result<Duration, TimeoutOutOfRange> {
    let asked = Duration::from_secs(session_timeout_sec.into());
    if asked.is_zero() {
        Ok(limits.default_timeout)
    } else if asked > limits.max_timeout {
        Err(TimeoutOutOfRange {
            asked: session_timeout_sec,
            maximum: limits.max_timeout.as_secs(),
        })
    } else {
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: SessionLimits = SessionLimits {
        default_timeout: Duration::from_secs(900),
        max_timeout: Duration::from_secs(259_200),
        max_sessions: 1,
    };

    #[test]
    fn zero_asks_for_the_default() {
        assert_eq!(session_timeout(0, &LIMITS), Ok(Duration::from_secs(900)));
    }

    #[test]
    fn the_maximum_can_be_had_and_a_second_more_cannot() {
        assert_eq!(
            session_timeout(259_200, &LIMITS),
            Ok(Duration::from_secs(259_200))
        );
        assert_eq!(
            session_timeout(259_201, &LIMITS),
            Err(TimeoutOutOfRange {
                asked: 259_201,
                maximum: 259_200
            })
        );
    }
}
