//! Which path is answered by what.
//!
//! Only the gRPC services are wrapped for gRPC-Web: that layer answers every other HTTP/1.1 request with 400. What no
//! route takes is a file, an unknown gRPC method, or nothing.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use grpc_websockets::server::Calls;
use http::header::X_CONTENT_TYPE_OPTIONS;
use http::{HeaderMap, HeaderValue};
use tonic::server::NamedService;
use tower::util::MapRequestLayer;
use tower::{ServiceBuilder, ServiceExt};
use tower_http::set_header::SetResponseHeaderLayer;

use super::Readiness;
use super::cors::cors_layer;
use super::dialog_route::DialogRoute;
use super::front::Front;
use super::grpc_stack::GrpcStack;
use super::health::health_routes;
use super::json_body::within_limits;
use super::limited::limited;
use super::reflection::reflection_routes;
use super::static_files::StaticFiles;
use super::unrouted::unrouted;
use super::watched::Watch;
use super::way_in::WayIn;
use super::websockets::websockets_layer;
use crate::admission::{Admission, timely_input};
use crate::auth::Authority;
use crate::config::Config;
use crate::dialog_service::DialogService;
use crate::metrics::{Metrics, page};
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;
use crate::transcoding::Transcoder;

/// What the routes lead to.
#[derive(Debug)]
pub struct Routes<'a> {
    /// Calls of the dialog service, whatever way they come in.
    pub dialog: GrpcStack,
    /// Where tokens come from, and who may ask for definitions.
    pub authority: &'a Authority,
    /// How often a client may ask for what is no call.
    pub admission: Arc<Admission>,
    /// What `/metrics` shows.
    pub metrics: Metrics,
    /// What `/readyz` asks.
    pub readiness: Readiness,
    /// The owner of calls over WebSockets.
    pub websocket_calls: Calls,
}

impl Routes<'_> {
    /// Everything that is answered on the port.
    pub fn front(self, config: &Config) -> Front {
        let dialog = self.dialog.clone();
        let routes = ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::if_not_present(
                X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ))
            .layer(cors_layer(&config.origins))
            .service(self.router(config));
        Front::new(dialog, routes)
    }

    fn router(self, config: &Config) -> Router {
        let path = format!("/{}/{{method}}", DialogServiceServer::<DialogService>::NAME);
        let files = config.static_folder.as_deref().map(StaticFiles::new);
        let websockets = websockets_layer(config, self.websocket_calls);
        let json = self.dialog.clone().map_request(|mut request: Request| {
            request.extensions_mut().insert(WayIn::Json);
            request
        });
        let watch = Watch::new(
            Arc::clone(&self.admission),
            &config.limits,
            self.readiness.stopping().clone(),
        );
        let message_time = config.limits.header_timeout;
        let json = Router::new()
            .route_service(
                "/dlg/v1/{*call}",
                Transcoder::new(json, config.limits.max_message_bytes),
            )
            .layer(from_fn_with_state(
                (Arc::clone(&self.admission), message_time),
                within_limits,
            ));
        let timely = MapRequestLayer::new(move |request: Request| {
            request.map(|body| timely_input(body, message_time))
        });
        let mut guarded = self.authority.routes().layer(timely);
        if config.reflection {
            guarded = guarded.merge(reflection_routes(&watch, &self.authority.layer()));
        }
        if config.metrics {
            let metrics = self.metrics;
            let page = get(async move |headers: HeaderMap| page(&metrics, &headers));
            guarded = guarded.route("/metrics", page);
        }
        Router::new()
            .fallback(unrouted)
            .with_state(files)
            .route_service(&path, DialogRoute::new(self.dialog, &websockets))
            .merge(json)
            .merge(health_routes(self.readiness, &watch))
            .merge(guarded.layer(from_fn_with_state(self.admission, limited)))
    }
}
