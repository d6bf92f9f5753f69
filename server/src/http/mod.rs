//! Everything that is answered over HTTP on the one port.

mod cors;
mod grpc_route;
mod health;
mod readiness;
mod reflection;
mod router;
mod static_files;
mod unrouted;

pub use readiness::{Check, Readiness};
pub use router::router;
