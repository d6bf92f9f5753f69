//! Carries the conversation's calls to a DialogService over gRPC-Web.
//!
//! [`GrpcWeb`] is a tower service of our own over `tonic-web-wasm-client`: it adds the bearer token and keeps apart *where*
//! a call failed: before an answer came, or in an answer that is not gRPC. On top of it, one call path serves all methods.

mod bearer_token;
mod call;
mod dialog_client;
mod frame;
mod grpc_web;
mod status;

pub use bearer_token::{BearerToken, BearerTokenSource};
pub use dialog_client::DialogClient;
pub use grpc_web::{GrpcWeb, GrpcWebError};
