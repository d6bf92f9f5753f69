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

impl TokenFailure {
    /// Names of [`TokenFailure::outcome`], with that of a token that came.
    pub(super) const OUTCOMES: [&str; 4] = [TokenFailure::OK, "unreachable", "refused", "no_token"];
    pub(super) const OK: &str = "ok";

    /// Its name in metrics.
    pub(super) fn outcome(self) -> &'static str {
        match self {
            TokenFailure::Unreachable => "unreachable",
            TokenFailure::Refused(_) => "refused",
            TokenFailure::NoToken => "no_token",
        }
    }
}
