//! The running server.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use grpc_websockets::server::Calls;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::admission::Admission;
use crate::auth::{AllowedModels, Authority, KeysError};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::connection::{Acceptor, ServeError};
use crate::data_access::{DataAccess, DataAccessError};
use crate::dialog_service::DialogService;
use crate::event_log::{EventLog, EventLogError};
use crate::gateway::{Gateway, GatewayError};
use crate::http::{Check, Front, Readiness, Routes, grpc_stack};
use crate::metrics::{
    FetchCollector, Metrics, ReloadNumbers, SessionCollector, StoreNumbers, TurnNumbers,
};
use crate::project::{HostError, HostedProjects, ProjectTag, ReloadHandle, Reloading};
use crate::protocol::dlg::v1::dialog_service_server;
use crate::session::{AddressQuota, MeasuredStore, OpenStoreError, SessionStore, open_store};
use crate::turn::TurnTaker;

/// How long running calls may take to end after the server was told to stop. Those that do not are answered some seconds
/// before ([`TIME_AFTER_STOP`](crate::admission::TIME_AFTER_STOP)).
const DRAIN_LIMIT: Duration = Duration::from_secs(30);
/// How long calls over WebSockets that did not end by then may take to say goodbye.
const PARTING_LIMIT: Duration = Duration::from_secs(5);
/// How long the event log may take to be written after that.
const EVENT_LOG_LIMIT: Duration = Duration::from_secs(5);
/// How long a readiness probe waits for what the server depends on.
const PROBE_LIMIT: Duration = Duration::from_secs(3);

/// A server that has its port and is ready to run.
#[derive(Debug)]
pub struct Server {
    acceptor: Acceptor,
    front: Front,
    websocket_calls: Calls,
    stopping: CancellationToken,
    readiness: Readiness,
    /// What runs turns here; none in a gateway.
    host: Option<Host>,
}

/// What a server has that runs projects itself.
#[derive(Debug)]
struct Host {
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
    /// Certificates for data access cannot be used.
    #[error(transparent)]
    DataAccess(#[from] DataAccessError),
    /// The folder of files is not there.
    #[error("`server.static`: {} is not a folder", .0.display())]
    StaticFolder(PathBuf),
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
        let metrics = Metrics::new();
        let urns = config.projects.keys().map(ProjectTag::urn);
        let offered = AllowedModels::Only(urns.collect());
        let authority = Authority::new(&config.auth, &config.origins, offered, &clock, &metrics)?;
        let host = Host::open(config, clock, &metrics)?;
        let dialog_service = host.dialog_service.clone();
        let asked = dialog_service.clone();
        let sessions = Check::new("sessions", PROBE_LIMIT, move || {
            let asked = asked.clone();
            async move { asked.ready().await.map_err(|error| error.to_string()) }
        });
        let server =
            Server::listen(config, dialog_service, &authority, metrics, vec![sessions]).await?;
        Ok(Server {
            host: Some(host),
            ..server
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
        let metrics = Metrics::new();
        let gateway = Gateway::new(&config.upstream, &clock, &metrics)?;
        let offered = config.upstream.models.clone();
        let authority = Authority::new(&config.auth, &config.origins, offered, &clock, &metrics)?;
        let asked = gateway.clone();
        let upstream = Check::new("upstream", PROBE_LIMIT, move || {
            let asked = asked.clone();
            async move { asked.check_ready().await.map_err(|error| error.to_string()) }
        });
        Server::listen(config, gateway, &authority, metrics, vec![upstream]).await
    }

    async fn listen<S: dialog_service_server::DialogService>(
        config: &Config,
        service: S,
        authority: &Authority,
        metrics: Metrics,
        checks: Vec<Check>,
    ) -> Result<Server, ServerError> {
        if let Some(folder) = &config.static_folder
            && !folder.is_dir()
        {
            return Err(ServerError::StaticFolder(folder.clone()));
        }
        let stopping = CancellationToken::new();
        let websocket_calls = Calls::new();
        let admission = Arc::new(Admission::new(&config.limits, metrics.clone()));
        let dialog = grpc_stack(
            service,
            &authority.layer(),
            &config.limits,
            Arc::clone(&admission),
            metrics.clone(),
            stopping.clone(),
        );
        let acceptor = Acceptor::bind(config, metrics.clone()).await?;
        let readiness = Readiness::new(stopping.clone(), checks);
        let routes = Routes {
            dialog,
            authority,
            admission,
            metrics,
            readiness: readiness.clone(),
            websocket_calls: websocket_calls.clone(),
        };
        Ok(Server {
            acceptor,
            front: routes.front(config),
            websocket_calls,
            stopping,
            readiness,
            host: None,
        })
    }

    /// Asks for changed projects to be loaded anew; none in a gateway.
    pub fn reload_handle(&self) -> Option<ReloadHandle> {
        self.host.as_ref().map(|host| host.reloading.handle())
    }

    /// The log of what conversations do, to be opened anew when its file was rotated; none in a gateway.
    pub fn event_log(&self) -> Option<EventLog> {
        self.host.as_ref().map(|host| host.event_log.clone())
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
        // Tells the log that the sessions are not reached, before the first probe or call finds out. A gateway asks for
        // nothing before its first call.
        let _first_look = self.host.is_some().then(|| {
            AbortOnDropHandle::new(tokio::spawn(async move {
                self.readiness.problems().await;
            }))
        });
        let serving = self.acceptor.serve(self.front, self.stopping.clone());
        tokio::pin!(serving);
        tokio::select! {
            ended = &mut serving => return ended.map_err(ServerError::Connections),
            () = stop => self.stopping.cancel(),
        }
        tracing::info!("stopping");
        self.websocket_calls.close();
        let drained = tokio::time::timeout(DRAIN_LIMIT, async {
            let served = serving.await;
            self.websocket_calls.finished().await;
            if let Some(host) = &self.host {
                host.dialog_service.finish_turns().await;
            }
            served
        });
        let served = match drained.await {
            Ok(served) => served.map_err(ServerError::Connections),
            Err(_) => {
                tracing::warn!("stopped before every call had its answer");
                self.websocket_calls.end();
                let parted = self.websocket_calls.finished();
                let _cut_off = tokio::time::timeout(PARTING_LIMIT, parted).await;
                Ok(())
            }
        };
        if let Some(host) = &self.host {
            host.event_log.flush(EVENT_LOG_LIMIT).await;
        }
        served
    }
}

impl Host {
    fn open(
        config: &Config,
        clock: Arc<dyn Clock>,
        metrics: &Metrics,
    ) -> Result<Host, ServerError> {
        let projects = Arc::new(HostedProjects::load(&config.projects)?);
        for hosted in projects.iter() {
            let warnings = hosted.project.findings().len();
            tracing::info!(model = hosted.tag.urn(), warnings, "project loaded");
        }
        let max_sessions = config.sessions.max_sessions;
        let sessions = open_store(&config.session_store, Arc::clone(&clock), max_sessions)?;
        let store_numbers = StoreNumbers::default();
        metrics.register_collector(store_numbers.clone());
        let sessions: Arc<dyn SessionStore> = Arc::new(MeasuredStore::new(sessions, store_numbers));
        let event_log = EventLog::open(config.event_log.as_ref(), Arc::clone(&clock))?;
        if let Some(dropped) = event_log.dropped() {
            metrics.register(
                "bavard_event_log_dropped",
                "Entries of the event log that could not be written",
                dropped,
            );
        }
        let reloading = Reloading::start(
            Arc::clone(&projects),
            Arc::clone(&clock),
            config.sessions.max_timeout,
            config.watch_projects,
            ReloadNumbers::new(metrics, config.projects.keys()),
        );
        let quota = AddressQuota::new(
            config.limits.sessions_per_address,
            Arc::clone(&sessions),
            Arc::clone(&clock),
        );
        let data_access = DataAccess::open(&config.data_access, &config.projects)?;
        metrics.register_collector(FetchCollector::new(data_access.metrics()));
        let dialog_service = DialogService::new(
            projects,
            event_log.clone(),
            sessions,
            config.sessions,
            quota,
            TurnTaker::new(clock, data_access),
            TurnNumbers::new(metrics),
        );
        metrics.register_collector(SessionCollector::new(dialog_service.clone()));
        Ok(Host {
            dialog_service,
            event_log,
            reloading,
        })
    }
}
