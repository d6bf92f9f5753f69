//! The ways in.

/// How a call reached the dialog service. A transcoder puts it into the extensions of the request that it makes;
/// without one the call is native gRPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WayIn {
    /// Native gRPC over HTTP/2.
    #[default]
    Grpc,
    /// gRPC-Web, binary or text.
    GrpcWeb,
    /// grpc-websockets.
    WebSocket,
    /// JSON over HTTP.
    Json,
}

impl WayIn {
    /// Every way in.
    pub const ALL: [WayIn; 4] = [WayIn::Grpc, WayIn::GrpcWeb, WayIn::WebSocket, WayIn::Json];

    /// Its name in metrics.
    pub const fn name(self) -> &'static str {
        match self {
            WayIn::Grpc => "grpc",
            WayIn::GrpcWeb => "grpc_web",
            WayIn::WebSocket => "websocket",
            WayIn::Json => "json",
        }
    }
}
