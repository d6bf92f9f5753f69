//! Everything that is answered over HTTP on the one port.

mod cors;
mod dialog_route;
mod front;
mod grpc_stack;
mod health;
mod limited;
mod recorded_body;
mod router;
mod static_files;
mod way_in;

pub use front::Front;
pub use grpc_stack::{Answer, GrpcStack, grpc_stack};
pub use router::router;
pub use way_in::WayIn;
