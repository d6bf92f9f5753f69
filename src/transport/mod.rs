//! Carries the conversation's calls to a DialogService over gRPC-Web.
//!
//! The client is the one generated from `proto/`, over [`GrpcWeb`], a tower service of our own: it adds the bearer
//! token and keeps apart *where* a call failed (before an answer came, in an answer that is not gRPC, in the middle of
//! one), which tonic folds into `Unknown`. [`failure`](mod@failure) turns what is left into the conversation's terms.

mod bearer_token;
mod dialog_client;
mod failure;
mod grpc_web;

pub use bearer_token::{BearerToken, BearerTokenSource};
pub use dialog_client::DialogClient;
pub use grpc_web::{GrpcWeb, GrpcWebError};
