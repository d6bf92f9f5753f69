//! Who may call: access tokens, where to get one, and the layer that asks for one.
//!
//! Tokens are signed by the server itself (JWT, HS256), so that every node with the same keys takes them without asking
//! anybody. A browser token is short-lived and bound to the page's origin and to models; a token for a program comes
//! from OAuth client credentials. Tokens are only ever in the `authorization` header: URLs and cookies end up in logs
//! and in the requests of other pages.
//!
//! - [`SigningKeys`], [`Keys`]: the keys, and the file that they are re-read from
//! - [`TokenIssuer`], [`Verifier`]: make and check a token
//! - [`AuthenticationLayer`]: lets calls through that have one; [`Caller`] is what the call may do
//! - [`Authority`]: all of it as configured, with the routes `POST /token` and `POST /oauth2/token`

mod allowed_models;
mod authority;
mod browser_tokens;
mod caller;
mod claims;
mod client_credentials;
mod client_tokens;
mod grant;
mod issuer;
mod key_file;
mod keys;
mod layer;
mod no_store;
mod origin;
mod scope;
mod signing_keys;
mod token_error;
mod verifier;

pub use allowed_models::AllowedModels;
pub use authority::Authority;
pub use caller::Caller;
pub use client_credentials::{BasicCredentials, TokenForm};
pub use grant::Grant;
pub use issuer::{AccessToken, IssueError, TokenIssuer};
pub use keys::{Keys, KeysError};
pub use layer::{Authentication, AuthenticationLayer};
pub use scope::Scope;
pub use signing_keys::{InvalidSigningKeys, SigningKeys};
pub use token_error::TokenError;
pub use verifier::Verifier;
