//! Everything that is answered over HTTP on the one port.

mod cors;
mod grpc_stack;
mod health;
mod router;
mod static_files;

pub use grpc_stack::{Answer, GrpcStack, grpc_stack};
pub use router::{Front, router};
