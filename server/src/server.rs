//! The running server.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tower::layer::util::Identity;

use crate::admission::Admission;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::connection::{Acceptor, ServeError};
use crate::data_access::DataAccess;
use crate::dialog_service::DialogService;
use crate::http::{Front, grpc_stack, router};
use crate::metrics::Metrics;
use crate::project::{HostError, HostedProjects};
use crate::session::MemoryStore;
use crate::turn::TurnTaker;

/// How long running calls may take to end after the server was told to stop.
const DRAIN_LIMIT: Duration = Duration::from_secs(30);

/// A server that has its port and is ready to run.
#[derive(Debug)]
pub struct Server {
    acceptor: Acceptor,
    front: Front,
    dialog_service: DialogService,
}

/// Why a server cannot start, or broke off.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// A project cannot be hosted.
    #[error(transparent)]
    Project(#[from] HostError),
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
        let dialog_service = DialogService::new(
            projects,
            Arc::new(MemoryStore::new(
                Arc::clone(&clock),
                config.sessions.max_sessions,
            )),
            Arc::clone(&clock),
            config.sessions,
            TurnTaker::new(clock, DataAccess::new(config.data_access.clone())),
        );
        let metrics = Metrics::new();
        let admission = Arc::new(Admission::new(&config.limits, metrics.clone()));
        let stack = grpc_stack(
            dialog_service.clone(),
            &Identity::new(),
            &config.limits,
            Arc::clone(&admission),
            metrics.clone(),
        );
        Ok(Server {
            acceptor: Acceptor::bind(config, metrics.clone()).await?,
            front: router(config, stack, admission, metrics),
            dialog_service,
        })
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
        let drained = tokio::time::timeout(DRAIN_LIMIT, async {
            let served = serving.await;
            self.dialog_service.finish_turns().await;
            served
        });
        match drained.await {
            Ok(served) => Ok(served?),
            Err(_) => {
                tracing::warn!("stopped before every call had its answer");
                Ok(())
            }
        }
    }
}
