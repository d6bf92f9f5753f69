//! Why a token is no good.

/// Why a token is no good. Nothing of the token is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Longer than any token of ours.
    #[error("the access token is too long")]
    TooLong,
    /// Not a token, or one without what ours have.
    #[error("the access token is not valid")]
    Malformed,
    /// Signed in another way than ours are.
    #[error("the access token is not valid")]
    WrongAlgorithm,
    /// Signed with a key that the server does not have, or no longer.
    #[error("the access token is not valid")]
    UnknownKey,
    /// Not signed with the key that it names.
    #[error("the access token is not valid")]
    WrongSignature,
    /// Issued by somebody else.
    #[error("the access token is not from this service")]
    WrongIssuer,
    /// Issued for somebody else.
    #[error("the access token is not for this service")]
    WrongAudience,
    /// Issued in the future.
    #[error("the access token is not valid yet")]
    NotYetValid,
    /// Its time is over.
    #[error("the access token has expired")]
    Expired,
}
