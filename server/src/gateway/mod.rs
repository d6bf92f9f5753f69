//! The gateway: the same front, with a remote DLGaaS endpoint instead of projects of its own.
//!
//! It keeps no state of conversations. Messages, statuses and safe metadata pass in both directions as they are; what
//! stays on either side is who the two sides are to the gateway: a caller's credentials, cookies and addresses do not
//! reach the endpoint, and the gateway's own token and the endpoint's address do not reach a caller.
//!
//! - [`Gateway`]: the calls
//! - `access_token`: the token that the endpoint asks for, refreshed ahead of time
//! - `upstream`: the connections
//! - `relay`, `cancellable`: the two directions of ExecuteStream, and its end
//! - `metadata`, `deadline`, `failure`: what passes of a call beside its message

mod access_token;
mod cancellable;
mod connection;
mod deadline;
mod error;
mod failure;
mod metadata;
mod readiness;
mod relay;
mod service;
mod upstream;

pub use access_token::TokenFailure;
pub use error::GatewayError;
pub use readiness::NotReady;
pub use service::Gateway;
