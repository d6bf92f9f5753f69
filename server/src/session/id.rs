//! Names of sessions.

use std::fmt;

use uuid::Uuid;

/// Name of a session. Whoever knows it can talk in the session, so it is treated like a secret: `Debug` does not show
/// it, and it has no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

/// A text that cannot be a session id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "session_id has 1 to {} letters, digits, `-`, `_`, `.` or `:`",
    SessionId::MAX_LENGTH
)]
pub struct InvalidSessionId;

impl SessionId {
    /// Longest id, in bytes; enough for a UUID with a prefix.
    pub const MAX_LENGTH: usize = 128;

    /// A new id that nobody can guess.
    pub fn random() -> SessionId {
        SessionId(Uuid::new_v4().to_string())
    }

    /// Checks an id that a client sent.
    ///
    /// # Errors
    ///
    /// When it is empty, too long, or has a character that would need quoting in a key or a log.
    pub fn parse(id: &str) -> Result<SessionId, InvalidSessionId> {
        let is_valid = (1..=SessionId::MAX_LENGTH).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte));
        if is_valid {
            Ok(SessionId(id.to_owned()))
        } else {
            Err(InvalidSessionId)
        }
    }

    /// The id as the client knows it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionId(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ids_are_valid_and_differ() {
        let id = SessionId::random();
        assert_eq!(SessionId::parse(id.as_str()), Ok(id.clone()));
        assert_ne!(SessionId::random(), id);
    }

    #[test]
    fn ids_that_need_quoting_or_are_too_long_are_refused() {
        for id in ["", "a b", "a\nb", "é", "a/b", &"x".repeat(129)] {
            assert_eq!(SessionId::parse(id), Err(InvalidSessionId), "{id}");
        }
        assert!(SessionId::parse(&"x".repeat(128)).is_ok());
    }

    #[test]
    fn debug_output_hides_the_id() {
        assert!(!format!("{:?}", SessionId::parse("secret").unwrap()).contains("secret"));
    }
}
