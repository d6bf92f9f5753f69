//! Makes tokens.

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::{Algorithm, Header};
use secrecy::SecretString;
use uuid::Uuid;

use super::claims::{AUDIENCE, Claims, scope_names};
use super::verifier::MAX_TOKEN_BYTES;
use super::{AllowedModels, Grant, Keys};
use crate::clock::Clock;

/// Makes tokens with the first of the keys.
#[derive(Debug, Clone)]
pub struct TokenIssuer {
    keys: Keys,
    clock: Arc<dyn Clock>,
    issuer: String,
    lifetime: Duration,
}

/// A new token.
#[derive(Debug)]
pub struct AccessToken {
    /// What goes into `authorization: Bearer`.
    pub token: SecretString,
    /// How long it is good for.
    pub lifetime: Duration,
}

/// Why there is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// It would hold more models than a header can.
    #[error("the token would be too long: ask for one for a single model")]
    TooLong,
    /// It cannot be signed.
    #[error("the token cannot be signed")]
    Signing,
}

impl TokenIssuer {
    /// Issues as `issuer`, for `lifetime`.
    pub fn new(
        keys: Keys,
        clock: Arc<dyn Clock>,
        issuer: String,
        lifetime: Duration,
    ) -> TokenIssuer {
        TokenIssuer {
            keys,
            clock,
            issuer,
            lifetime,
        }
    }

    /// A token that allows what `grant` says, from now on.
    ///
    /// # Errors
    ///
    /// [`IssueError`]
    pub fn issue(&self, grant: Grant) -> Result<AccessToken, IssueError> {
        let now = self.clock.now().as_second();
        let lifetime = i64::try_from(self.lifetime.as_secs()).unwrap_or(i64::MAX);
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            iat: now,
            exp: now.saturating_add(lifetime),
            jti: Uuid::new_v4().to_string(),
            scope: scope_names(&grant.scopes),
            origin: grant.origin,
            models: match grant.models {
                AllowedModels::All => None,
                AllowedModels::Only(models) => Some(models),
            },
        };
        let keys = self.keys.current();
        let key = keys.first();
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(key.kid.clone());
        let token = jsonwebtoken::encode(&header, &claims, &key.encoding)
            .map_err(|_| IssueError::Signing)?;
        if token.len() > MAX_TOKEN_BYTES {
            return Err(IssueError::TooLong);
        }
        Ok(AccessToken {
            token: token.into(),
            lifetime: self.lifetime,
        })
    }
}
