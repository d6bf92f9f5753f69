//! The gateway's access token: OAuth client credentials towards the endpoint.
//!
//! `state` decides, without a clock or a network of its own; `source` is the thin shell that asks the time, makes the
//! request when told to, and lets callers wait; `endpoint` is that one request. It is made with `reqwest`, which is
//! here already: of what the `oauth2` crate does beyond it (authorization codes, PKCE, device flows) nothing is needed,
//! and what is needed beyond the request (one refresh for all callers, ahead of time) it leaves to its users.

mod endpoint;
mod failure;
mod source;
mod state;
mod token;

pub use failure::TokenFailure;
pub(super) use source::TokenSource;
pub(super) use token::UpstreamToken;
