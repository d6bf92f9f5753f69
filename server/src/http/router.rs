//! Which path is answered by what.
//!
//! Only the gRPC service is wrapped for gRPC-Web: that layer answers every other HTTP/1.1 request with 400. What no
//! route takes is a file, an unknown gRPC method, or nothing.

use axum::Router;
use http::HeaderValue;
use http::header::X_CONTENT_TYPE_OPTIONS;
use tower_http::set_header::SetResponseHeaderLayer;

use super::Readiness;
use super::cors::cors_layer;
use super::grpc_route::grpc_route;
use super::health::health_routes;
use super::reflection::reflection_routes;
use super::static_files::StaticFiles;
use super::unrouted::unrouted;
use crate::config::Config;
use crate::dialog_service::DialogService;
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;
use crate::transcoding::Transcoder;

/// Everything that the server answers.
pub fn router(config: &Config, dialog_service: DialogService, readiness: Readiness) -> Router {
    let dialog_service = DialogServiceServer::new(dialog_service)
        .max_decoding_message_size(config.max_message_bytes);
    let transcoder = Transcoder::new(dialog_service.clone(), config.max_message_bytes);
    let files = config.static_folder.as_deref().map(StaticFiles::new);
    let reflection = config.reflection.then(reflection_routes);
    Router::new()
        .fallback(unrouted)
        .with_state(files)
        .merge(grpc_route(dialog_service))
        .route_service("/dlg/v1/{*call}", transcoder)
        .merge(health_routes(readiness))
        .merge(reflection.unwrap_or_default())
        .layer(cors_layer(&config.origins))
        .layer(SetResponseHeaderLayer::if_not_present(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
}
