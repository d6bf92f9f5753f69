//! Which path is answered by what.
//!
//! Only the gRPC service is wrapped for gRPC-Web: that layer answers every other HTTP/1.1 request with 400. What no
//! route takes is a file, an unknown gRPC method, or nothing.

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use http::header::X_CONTENT_TYPE_OPTIONS;
use http::{HeaderMap, HeaderValue};
use tonic::server::NamedService;
use tower::{ServiceBuilder, ServiceExt};
use tower_http::cors::Cors;
use tower_http::set_header::{SetResponseHeader, SetResponseHeaderLayer};

use super::Readiness;
use super::cors::cors_layer;
use super::dialog_route::DialogRoute;
use super::grpc_stack::GrpcStack;
use super::health::health_routes;
use super::reflection::reflection_routes;
use super::static_files::StaticFiles;
use super::unrouted::unrouted;
use super::way_in::WayIn;
use crate::auth::Authority;
use crate::config::Config;
use crate::dialog_service::DialogService;
use crate::metrics::{Metrics, page};
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;
use crate::transcoding::Transcoder;

/// Everything that the server answers, with the headers that every answer has. They stand around the routes and not
/// on each: what refuses a call can then be read by a page, and no route's future is boxed once more.
pub type Front = SetResponseHeader<Cors<Router>, HeaderValue>;

/// Everything that the server answers; calls of the dialog service are answered by `dialog`.
pub fn router(
    config: &Config,
    dialog: GrpcStack,
    authority: &Authority,
    metrics: Metrics,
    readiness: Readiness,
) -> Front {
    let path = format!("/{}/{{method}}", DialogServiceServer::<DialogService>::NAME);
    let files = config.static_folder.as_deref().map(StaticFiles::new);
    let reflection = config.reflection.then(reflection_routes);
    let json = dialog.clone().map_request(|mut request: Request| {
        request.extensions_mut().insert(WayIn::Json);
        request
    });
    let transcoder = Transcoder::new(json, config.limits.max_message_bytes);
    let routes = Router::new()
        .fallback(unrouted)
        .with_state(files)
        .route_service(&path, DialogRoute::new(dialog))
        .route_service("/dlg/v1/{*call}", transcoder)
        .merge(health_routes(readiness))
        .merge(reflection.unwrap_or_default())
        .merge(authority.routes());
    let routes = if config.metrics {
        routes.route(
            "/metrics",
            get(async move |headers: HeaderMap| page(&metrics, &headers)),
        )
    } else {
        routes
    };
    ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(cors_layer(&config.origins))
        .service(routes)
}
