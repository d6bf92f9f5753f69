//! Carries the conversation's calls to a DialogService over gRPC-Web.
//!
//! One call path serves all methods, on the browser's own `fetch`. It keeps apart *where* a call failed: before an answer
//! came, in an answer that is not gRPC, or in one that is.

mod abort;
mod bearer_token;
mod call;
mod dialog_client;
mod fetch;
mod frame;
mod status;
mod token_url;

pub(crate) use abort::AbortOnDrop;
pub use bearer_token::{BearerToken, BearerTokenSource, Grant, NoToken, TokenAnswer};
pub(crate) use call::is_online;
pub use dialog_client::{DialogClient, Exchange, Tap};
pub use fetch::Fetch;
pub use token_url::fetch_token;
