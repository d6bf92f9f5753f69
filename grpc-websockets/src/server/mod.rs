//! The server half: a tower layer around any gRPC service.
//!
//! One call is one socket is one task. The task reads the socket into a bounded channel, which is the body of the
//! request that the service gets, and writes what the service answers as it comes. The pieces:
//!
//! - [`GrpcWebSocketsLayer`], [`GrpcWebSockets`]: which requests are calls over a WebSocket
//! - `handshake`, `request`, `status`: decisions on values, without I/O
//! - `call`, `reader`, `writer`: one call on its socket
//! - `activity`, `stop`: what ends a call other than its service
//! - [`Calls`]: all calls that run, for whoever has to wait for them or end them

mod activity;
mod call;
mod calls;
mod handshake;
mod input;
mod layer;
mod origins;
mod reader;
mod request;
mod settings;
mod status;
mod stop;
mod writer;

pub use calls::Calls;
pub use handshake::offers_grpc_websockets;
pub use layer::{GrpcWebSockets, GrpcWebSocketsLayer};
pub use origins::Origins;
pub use settings::{Paths, Ping, Settings};
