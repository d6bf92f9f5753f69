//! Bidirectional gRPC over a WebSocket.

pub mod framing;
