//! Everything that is answered over HTTP on the one port.

mod cors;
mod dialog_route;
mod front;
mod grpc_route;
mod grpc_stack;
mod health;
mod json_body;
mod limited;
mod readiness;
mod recorded_body;
mod reflection;
mod router;
mod static_files;
mod unrouted;
mod watched;
mod way_in;
mod websockets;

pub use front::Front;
pub use grpc_stack::{Answer, GrpcStack, grpc_stack};
pub use readiness::{Check, Readiness};

pub use router::Routes;
pub use way_in::WayIn;
