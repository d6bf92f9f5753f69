//! Checks tokens.

use std::sync::Arc;

use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Algorithm, Validation};

use super::claims::{AUDIENCE, Claims};
use super::{Grant, Keys, TokenError};
use crate::clock::Clock;

/// Longest token that is looked at. One for a hundred models fits, and so does the header that it comes in.
pub(super) const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// How far the clocks of two nodes may be apart, in seconds.
const LEEWAY: i64 = 10;

/// Checks tokens. Whatever comes in costs at most one hash of at most 8 KiB.
#[derive(Debug, Clone)]
pub struct Verifier {
    keys: Keys,
    clock: Arc<dyn Clock>,
    validation: Validation,
}

impl Verifier {
    /// Takes the tokens of `issuer` that are signed with one of the keys.
    pub fn new(keys: Keys, clock: Arc<dyn Clock>, issuer: &str) -> Verifier {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // The library would ask the machine for the time.
        validation.validate_exp = false;
        Verifier {
            keys,
            clock,
            validation,
        }
    }

    /// What the token allows.
    ///
    /// # Errors
    ///
    /// [`TokenError`]
    pub fn verify(&self, token: &str) -> Result<Grant, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::TooLong);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|error| token_error(&error))?;
        let kid = header.kid.ok_or(TokenError::UnknownKey)?;
        let keys = self.keys.current();
        let key = keys.named(&kid).ok_or(TokenError::UnknownKey)?;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.decoding, &self.validation)
            .map_err(|error| token_error(&error))?
            .claims;
        let now = self.clock.now().as_second();
        if claims.iat > now.saturating_add(LEEWAY) {
            return Err(TokenError::NotYetValid);
        }
        if claims.exp.saturating_add(LEEWAY) <= now {
            return Err(TokenError::Expired);
        }
        Ok(claims.into_grant())
    }
}

/// The library's error without what it quotes of the token.
fn token_error(error: &Error) -> TokenError {
    match error.kind() {
        ErrorKind::InvalidAlgorithm
        | ErrorKind::InvalidAlgorithmName
        | ErrorKind::UnsupportedAlgorithm => TokenError::WrongAlgorithm,
        ErrorKind::InvalidSignature => TokenError::WrongSignature,
        ErrorKind::InvalidIssuer => TokenError::WrongIssuer,
        ErrorKind::InvalidAudience => TokenError::WrongAudience,
        _ => TokenError::Malformed,
    }
}

#[cfg(test)]
mod tests;
