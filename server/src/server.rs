//! The running server.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use grpc_websockets::server::Calls;
use tokio_util::sync::CancellationToken;

use crate::auth::{AllowedModels, Authority, KeysError};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::connection::{Acceptor, ServeError};
use crate::data_access::DataAccess;
use crate::dialog_service::DialogService;
use crate::gateway::{Gateway, GatewayError};
use crate::http::{Front, grpc_stack, router};
use crate::metrics::Metrics;
use crate::project::{HostError, HostedProjects, ProjectTag};
use crate::protocol::dlg::v1::dialog_service_server;
use crate::session::{OpenStoreError, open_store};
use crate::turn::TurnTaker;

/// How long running calls may take to end after the server was told to stop.
const DRAIN_LIMIT: Duration = Duration::from_secs(30);

/// How long calls over WebSockets that did not end by then may take to tell their clients.
const PARTING_LIMIT: Duration = Duration::from_secs(5);

/// A server that has its port and is ready to run.
#[derive(Debug)]
pub struct Server {
    acceptor: Acceptor,
    front: Front,
    /// What runs turns here; none in a gateway.
    dialog_service: Option<DialogService>,
    websocket_calls: Calls,
}

/// Why a server cannot start, or broke off.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// A project cannot be hosted.
    #[error(transparent)]
    Project(#[from] HostError),
    /// The store of sessions cannot be opened.
    #[error(transparent)]
    Sessions(#[from] OpenStoreError),
    /// There are no keys to sign tokens with.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The upstream cannot be called as configured.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// The port or its certificate cannot be had, or serving broke off.
    #[error(transparent)]
    Connections(#[from] ServeError),
}

impl Server {
    /// Loads the projects and takes the port. Connections wait until [`Server::run`].
    ///
    /// # Errors
    ///
    /// When a project cannot be hosted or the port cannot be had.
    pub async fn bind(config: &Config) -> Result<Server, ServerError> {
        Server::bind_with_clock(config, Arc::new(SystemClock)).await
    }

    /// The same, with a clock of the caller's choice.
    ///
    /// # Errors
    ///
    /// As [`Server::bind`].
    pub async fn bind_with_clock(
        config: &Config,
        clock: Arc<dyn Clock>,
    ) -> Result<Server, ServerError> {
        let projects = HostedProjects::load(&config.projects)?;
        for hosted in projects.iter() {
            let warnings = hosted.project.findings().len();
            tracing::info!(model = hosted.tag.urn(), warnings, "project loaded");
        }
        let max_sessions = config.sessions.max_sessions;
        let sessions = open_store(&config.session_store, Arc::clone(&clock), max_sessions)?;
        let urns = config.projects.keys().map(ProjectTag::urn);
        let offered = AllowedModels::Only(urns.collect());
        let authority = Authority::new(&config.auth, &config.origins, offered, &clock)?;
        let dialog_service = DialogService::new(
            projects,
            sessions,
            config.sessions,
            TurnTaker::new(clock, DataAccess::new(config.data_access.clone())),
        );
        let server = Server::listen(config, dialog_service.clone(), &authority).await?;
        Ok(Server {
            dialog_service: Some(dialog_service),
            ..server
        })
    }

    async fn listen<S: dialog_service_server::DialogService>(
        config: &Config,
        service: S,
        authority: &Authority,
    ) -> Result<Server, ServerError> {
        let metrics = Metrics::new();
        let websocket_calls = Calls::new();
        let stack = grpc_stack(service, &authority.layer(), &config.limits, metrics.clone());
        Ok(Server {
            acceptor: Acceptor::bind(config, metrics.clone()).await?,
            front: router(config, stack, authority, metrics, websocket_calls.clone()),
            dialog_service: None,
            websocket_calls,
        })
    }

    /// Takes the port for a gateway before the configured upstream.
    ///
    /// # Errors
    ///
    /// When the upstream is not configured, there are no signing keys, or the port cannot be had.
    pub async fn bind_gateway(config: &Config) -> Result<Server, ServerError> {
        Server::bind_gateway_with_clock(config, Arc::new(SystemClock)).await
    }

    /// The same, with a clock of the caller's choice.
    ///
    /// # Errors
    ///
    /// As [`Server::bind_gateway`].
    pub async fn bind_gateway_with_clock(
        config: &Config,
        clock: Arc<dyn Clock>,
    ) -> Result<Server, ServerError> {
        let gateway = Gateway::new(&config.upstream, &clock)?;
        let offered = config.upstream.models.clone();
        let authority = Authority::new(&config.auth, &config.origins, offered, &clock)?;
        Server::listen(config, gateway, &authority).await
    }

    /// Where the server listens; the port is the one it got.
    pub fn local_addr(&self) -> SocketAddr {
        self.acceptor.local_addr()
    }

    /// Where the server listens, as a URL: `http://ADDRESS:PORT`, or `https:` where it has a certificate.
    pub fn url(&self) -> String {
        format!("{}://{}", self.acceptor.scheme(), self.local_addr())
    }

    /// Serves until `stop` is there, then takes no new calls and waits for the running ones, at most 30 s.
    ///
    /// # Errors
    ///
    /// When the operating system ends the serving.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let stopping = CancellationToken::new();
        let serving = self.acceptor.serve(self.front, stopping.clone());
        tokio::pin!(serving);
        tokio::select! {
            ended = &mut serving => return ended.map_err(ServerError::Connections),
            () = stop => stopping.cancel(),
        }
        tracing::info!("stopping");
        self.websocket_calls.close();
        let drained = tokio::time::timeout(DRAIN_LIMIT, async {
            let served = serving.await;
            self.websocket_calls.finished().await;
            if let Some(dialog_service) = &self.dialog_service {
                dialog_service.finish_turns().await;
            }
            served
        });
        match drained.await {
            Ok(served) => Ok(served?),
            Err(_) => {
                tracing::warn!("stopped before every call had its answer");
                self.websocket_calls.end();
                let parted = self.websocket_calls.finished();
                let _cut_off = tokio::time::timeout(PARTING_LIMIT, parted).await;
                Ok(())
            }
        }
    }
}
