//! Everything that is answered over HTTP on the one port.

mod cors;
mod health;
mod router;
mod static_files;
mod websockets;

pub use router::router;
