//! Why there is no token.

/// Why the token endpoint gave no token. Nothing of its answer is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenFailure {
    /// It cannot be reached, or did not answer in time.
    #[error("the token endpoint cannot be reached")]
    Unreachable,
    /// It refused.
    #[error("the token endpoint answered with HTTP status {0}")]
    Refused(u16),
    /// Its answer is no token.
    #[error("the answer of the token endpoint holds no bearer token")]
    NoToken,
}
