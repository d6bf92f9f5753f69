//! gRPC over WebSockets, for the calls that browsers cannot make over HTTP.

use grpc_websockets::framing::HeaderBlockLimits;
use grpc_websockets::server::{self, Calls, GrpcWebSocketsLayer, Paths, Settings};
use tonic::server::NamedService;

use crate::config::{Config, Origins};
use crate::dialog_service::{DialogMethod, DialogService};
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;

/// Lines of a header block, as many as the HTTP library takes headers.
const HEADER_LINES: usize = 100;

/// Lets pages of the configured origins, and of the server's own host, call the DialogService. Browsers apply no CORS to
/// WebSockets.
pub(super) fn websockets_layer(config: &Config, calls: Calls) -> GrpcWebSocketsLayer {
    let origins = match &config.origins {
        Origins::Any => server::Origins::Any,
        Origins::Only(origins) => server::Origins::SameHostAnd(origins.clone()),
    };
    let service = DialogServiceServer::<DialogService>::NAME;
    let paths = DialogMethod::ALL.map(|method| format!("/{service}/{}", method.name()));
    let settings = Settings {
        origins,
        paths: Paths::Only(paths.into()),
        // A header block holds what a request's head holds over HTTP, the longest token among it.
        header_block: HeaderBlockLimits {
            bytes: usize::try_from(config.limits.max_header_bytes).unwrap_or(usize::MAX),
            lines: HEADER_LINES,
        },
        header_timeout: config.limits.header_timeout,
        write_timeout: config.limits.write_timeout,
        // The stack behind it limits idle time and lifetime, for every way in.
        idle_timeout: None,
        lifetime: None,
        ..Settings::default()
    };
    GrpcWebSocketsLayer::new(settings, calls)
}
