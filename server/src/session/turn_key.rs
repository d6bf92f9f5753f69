//! Names that clients give their turns, so that a turn can be asked for twice and is taken once.

use std::fmt;

/// Name of the request metadata that holds the key.
pub const TURN_KEY_HEADER: &str = "x-bavard-turn";

/// What an answer carries under [`TURN_KEY_HEADER`]: a client that finds it knows that it may ask again, and that the
/// browser lets it send the header.
pub const TURNS_ARE_KEPT: &str = "kept";

/// Name of a turn, unique within its session: what the client sends as `x-bavard-turn`, the same with each attempt.
/// `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct TurnKey(String);

/// A text that cannot be a turn key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{TURN_KEY_HEADER} has 1 to {} visible ASCII characters",
    TurnKey::MAX_LENGTH
)]
pub struct InvalidTurnKey;

impl TurnKey {
    /// Longest key, in bytes.
    pub const MAX_LENGTH: usize = 128;

    /// Checks a key that a client sent.
    ///
    /// # Errors
    ///
    /// When it is empty, too long, or has a blank or a character outside of ASCII.
    pub fn parse(key: &[u8]) -> Result<TurnKey, InvalidTurnKey> {
        let is_valid =
            (1..=TurnKey::MAX_LENGTH).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
        match std::str::from_utf8(key) {
            Ok(key) if is_valid => Ok(TurnKey(key.to_owned())),
            _ => Err(InvalidTurnKey),
        }
    }

    /// The key as the client knows it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TurnKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TurnKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_visible_ascii_of_at_most_128_characters() {
        assert_eq!(TurnKey::parse(b"a~!9").unwrap().as_str(), "a~!9");
        assert!(TurnKey::parse(&[b'x'; 128]).is_ok());
        for key in [
            &b""[..],
            b"a b",
            b"a\t",
            "é".as_bytes(),
            &[b'x'; 129],
            &[0xff],
        ] {
            assert_eq!(TurnKey::parse(key), Err(InvalidTurnKey), "{key:?}");
        }
    }
}
