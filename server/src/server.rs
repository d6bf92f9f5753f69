//! The running server.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::data_access::DataAccess;
use crate::dialog_service::DialogService;
use crate::event_log::{EventLog, EventLogError};
use crate::http::router;
use crate::project::{HostError, HostedProjects, ReloadHandle, Reloading};
use crate::session::{AddressQuota, OpenStoreError, open_store};
use crate::turn::TurnTaker;

/// How long running calls may take to end after the server was told to stop.
const DRAIN_LIMIT: Duration = Duration::from_secs(30);

/// How long the event log may take to be written after that.
const EVENT_LOG_LIMIT: Duration = Duration::from_secs(5);

/// Sessions that the clients of one network may have.
const SESSIONS_PER_ADDRESS: usize = 1000;

/// A server that has its port and is ready to run.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    local_addr: SocketAddr,
    router: Router,
    dialog_service: DialogService,
    event_log: EventLog,
    reloading: Reloading,
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
    /// The event log cannot be opened.
    #[error(transparent)]
    EventLog(#[from] EventLogError),
    /// The port cannot be had.
    #[error("cannot listen on {listen}: {source}")]
    Listen {
        /// The address asked for.
        listen: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// Serving broke off.
    #[error("cannot serve: {0}")]
    Serve(io::Error),
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
        let projects = Arc::new(HostedProjects::load(&config.projects)?);
        for hosted in projects.iter() {
            let warnings = hosted.project.findings().len();
            tracing::info!(model = hosted.tag.urn(), warnings, "project loaded");
        }
        let max_sessions = config.sessions.max_sessions;
        let sessions = open_store(&config.session_store, Arc::clone(&clock), max_sessions)?;
        let event_log = EventLog::open(config.event_log.as_ref(), Arc::clone(&clock))?;
        let reloading = Reloading::start(
            Arc::clone(&projects),
            Arc::clone(&clock),
            config.sessions.max_timeout,
            config.watch_projects,
        );
        let quota = AddressQuota::new(
            SESSIONS_PER_ADDRESS,
            Arc::clone(&sessions),
            Arc::clone(&clock),
        );
        let dialog_service = DialogService::new(
            projects,
            event_log.clone(),
            sessions,
            config.sessions,
            quota,
            TurnTaker::new(clock, DataAccess::new(config.data_access.clone())),
        );
        let failed = |source| ServerError::Listen {
            listen: config.listen,
            source,
        };
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        Ok(Server {
            local_addr: listener.local_addr().map_err(failed)?,
            listener,
            router: router(config, dialog_service.clone()),
            dialog_service,
            event_log,
            reloading,
        })
    }

    /// Asks for changed projects to be loaded anew.
    pub fn reload_handle(&self) -> ReloadHandle {
        self.reloading.handle()
    }

    /// The log of what conversations do; to be opened anew when its file was rotated.
    pub fn event_log(&self) -> EventLog {
        self.event_log.clone()
    }

    /// Where the server listens; the port is the one it got.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Serves until `stop` is there, then takes no new calls and waits for the running ones, at most 30 s.
    ///
    /// # Errors
    ///
    /// When the operating system ends the serving.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let stopping = CancellationToken::new();
        let serving = axum::serve(self.listener, self.router)
            .with_graceful_shutdown(stopping.clone().cancelled_owned())
            .into_future();
        tokio::pin!(serving);
        tokio::select! {
            ended = &mut serving => return ended.map_err(ServerError::Serve),
            () = stop => stopping.cancel(),
        }
        tracing::info!("stopping");
        let drained = tokio::time::timeout(DRAIN_LIMIT, async {
            let served = serving.await;
            self.dialog_service.finish_turns().await;
            served
        });
        let drained = drained.await;
        self.event_log.flush(EVENT_LOG_LIMIT).await;
        match drained {
            Ok(served) => served.map_err(ServerError::Serve),
            Err(_) => {
                tracing::warn!("stopped before every call had its answer");
                Ok(())
            }
        }
    }
}
