//! Which path is answered by what.
//!
//! Only the gRPC service is wrapped for gRPC-Web: that layer answers every other HTTP/1.1 request with 400. What no
//! route takes is a file, an unknown gRPC method, or nothing.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};
use tonic::Status;
use tonic::server::NamedService;
use tower::{ServiceBuilder, ServiceExt};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::cors::cors_layer;
use super::dialog_route::DialogRoute;
use super::front::Front;
use super::grpc_stack::GrpcStack;
use super::health::healthz;
use super::limited::limited;
use super::static_files::static_files;
use crate::admission::Admission;
use crate::config::Config;
use crate::dialog_service::DialogService;
use crate::metrics::{Metrics, page};
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;

/// Everything that the server answers; calls of the dialog service are answered by `dialog`.
pub fn router(
    config: &Config,
    dialog: GrpcStack,
    admission: Arc<Admission>,
    metrics: Metrics,
) -> Front {
    let path = format!("/{}/{{method}}", DialogServiceServer::<DialogService>::NAME);
    let files = config.static_folder.as_deref().map(static_files);
    let routes = Router::new()
        .route_service(&path, DialogRoute::new(dialog.clone()))
        .route("/healthz", get(healthz))
        .fallback(unrouted)
        .with_state(files);
    let routes = if config.metrics {
        let page = get(async move |headers: HeaderMap| page(&metrics, &headers));
        routes.route(
            "/metrics",
            page.layer(from_fn_with_state(admission, limited)),
        )
    } else {
        routes
    };
    let routes = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(cors_layer(&config.origins))
        .service(routes);
    Front::new(dialog, routes)
}

async fn unrouted(State(files): State<Option<ServeDir>>, request: Request) -> Response {
    if let Some(content_type) = grpc_content_type(request.headers()) {
        return unknown_service(content_type);
    }
    let Some(files) = files else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match files.oneshot(request).await {
        Ok(mut response) => {
            // Browsers ask each time whether the file is still the same; a deploy shows at once.
            response
                .headers_mut()
                .entry(CACHE_CONTROL)
                .or_insert(HeaderValue::from_static("no-cache"));
            response.map(Body::new)
        }
        Err(never) => match never {},
    }
}

fn grpc_content_type(headers: &HeaderMap) -> Option<HeaderValue> {
    headers
        .get(CONTENT_TYPE)
        .filter(|content_type| content_type.as_bytes().starts_with(b"application/grpc"))
        .cloned()
}

/// A gRPC client reads its status from the headers, in the content type that it speaks.
fn unknown_service(content_type: HeaderValue) -> Response {
    let mut response = Status::unimplemented("this server has no such service").into_http::<Body>();
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
