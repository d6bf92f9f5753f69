//! What probes ask: `/healthz` and `/readyz` over plain HTTP, and `grpc.health.v1`.
//!
//! The gRPC service follows the stopping of the server by itself, and its watches end then, so that no watcher holds the
//! server up.

use std::pin::Pin;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use futures::{Stream, StreamExt, stream};
use http::StatusCode;
use tonic::server::NamedService;
use tonic::{Request, Response, Status};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

use super::Readiness;
use super::grpc_route::grpc_route;
use super::watched::Watch;
use crate::dialog_service::DialogService;
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;

/// The routes of all three.
pub(super) fn health_routes(readiness: Readiness, watch: &Watch) -> Router {
    let health = HealthServer::new(ServingHealth(readiness.clone()));
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .with_state(readiness)
        .merge(grpc_route(watch.over(health)))
}

/// Says that the process answers.
async fn healthz() -> &'static str {
    "ok\n"
}

/// Says whether the server should get calls, and if not, why.
async fn readyz(State(readiness): State<Readiness>) -> (StatusCode, String) {
    let problems = readiness.problems().await;
    if problems.is_empty() {
        (StatusCode::OK, "ready\n".to_owned())
    } else {
        let words = problems.join("\n");
        (StatusCode::SERVICE_UNAVAILABLE, format!("{words}\n"))
    }
}

/// Serving, until the server stops.
#[derive(Debug)]
struct ServingHealth(Readiness);

impl ServingHealth {
    fn now(&self) -> ServingStatus {
        if self.0.stopping().is_cancelled() {
            ServingStatus::NotServing
        } else {
            ServingStatus::Serving
        }
    }
}

/// The server as a whole, or the one service it is there for.
fn is_known(service: &str) -> bool {
    service.is_empty() || service == DialogServiceServer::<DialogService>::NAME
}

fn answer(status: ServingStatus) -> HealthCheckResponse {
    HealthCheckResponse {
        status: status.into(),
    }
}

#[tonic::async_trait]
impl Health for ServingHealth {
    type WatchStream = Pin<Box<dyn Stream<Item = Result<HealthCheckResponse, Status>> + Send>>;

    async fn check(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<HealthCheckResponse>, Status> {
        if is_known(&request.get_ref().service) {
            Ok(Response::new(answer(self.now())))
        } else {
            Err(Status::not_found("service not registered"))
        }
    }

    async fn watch(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<Self::WatchStream>, Status> {
        let stopped = self.0.stopping().clone().cancelled_owned();
        // A watch of a service that is not known waits for it, as the protocol wants.
        let (now, last) = if is_known(&request.get_ref().service) {
            (self.now(), ServingStatus::NotServing)
        } else {
            (ServingStatus::ServiceUnknown, ServingStatus::ServiceUnknown)
        };
        let end = stream::once(async move {
            stopped.await;
            Ok(answer(last))
        });
        let statuses = stream::iter([Ok(answer(now))]).chain(end);
        Ok(Response::new(Box::pin(statuses)))
    }
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;

    fn question(service: &str) -> Request<HealthCheckRequest> {
        Request::new(HealthCheckRequest {
            service: service.to_owned(),
        })
    }

    fn health(stopping: &CancellationToken) -> ServingHealth {
        ServingHealth(Readiness::new(stopping.clone(), Vec::new()))
    }

    #[tokio::test]
    async fn a_watch_tells_that_the_server_stops_and_ends() {
        let stopping = CancellationToken::new();
        let watch = health(&stopping).watch(question("")).await.unwrap();
        let mut statuses = watch.into_inner();
        assert_eq!(statuses.next().await.unwrap().unwrap().status, 1);
        stopping.cancel();
        assert_eq!(statuses.next().await.unwrap().unwrap().status, 2);
        assert!(statuses.next().await.is_none());
    }

    #[tokio::test]
    async fn a_check_follows_the_server_and_knows_no_other_service() {
        let stopping = CancellationToken::new();
        let health = health(&stopping);
        let dialog = "nuance.dlg.v1.DialogService";
        let checked = health.check(question(dialog)).await.unwrap();
        assert_eq!(checked.get_ref().status, 1);
        stopping.cancel();
        let checked = health.check(question(dialog)).await.unwrap();
        assert_eq!(checked.get_ref().status, 2);
        let unknown = health.check(question("other.Service")).await.unwrap_err();
        assert_eq!(unknown.code(), tonic::Code::NotFound);
    }
}
