//! Bidirectional gRPC over a WebSocket.
