//! Makes the fetches of data access nodes over HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bavard_dialog::{BackendFailure, BackendRequest, Method};
use http::header::LOCATION;
use reqwest::dns::Resolve;
use reqwest::{Response, Url};
use serde_json::Value;

use super::breakers::{BackendName, Breakers};
use super::clients::{ClientKind, ClientSet, ReloadingClients, TlsUse};
use super::failure::{ending, failure, innermost};
use super::metrics::{FetchMetrics, FetchOutcome};
use super::policy::Reach;
use super::redirect::next_url;
use super::reply::read_reply;
use super::request::{backend_headers, backend_url};
use super::resolver::{Resolver, SystemResolver};
use super::{Policy, TlsFiles, TlsFilesError};
use crate::config::{DataAccessConfig, ProjectConfig};
use crate::project::{HostedProject, ProjectTag};

/// Time for a connection where the project does not say.
pub(super) const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Time for a whole fetch where the project does not say: less than the 30 s after which clients give up.
const DEFAULT_FETCH_TIMEOUT: Duration = Duration::from_secs(20);
/// Longest time that a project can ask for.
const MAX_TIMEOUT: Duration = Duration::from_secs(60);

/// Makes the fetches of data access nodes.
#[derive(Debug)]
pub struct DataAccess {
    policy: Policy,
    max_reply_bytes: usize,
    breakers: Breakers,
    metrics: Arc<FetchMetrics>,
    /// Clients of projects that have no certificates of their own.
    shared: Arc<ReloadingClients>,
    own: BTreeMap<ProjectTag, Arc<ReloadingClients>>,
}

/// Certificates of data access that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{key}`: {source}")]
pub struct DataAccessError {
    /// Section of the configuration that names the files.
    pub key: String,
    /// What is wrong with them.
    pub source: TlsFilesError,
}

impl DataAccess {
    /// Reads the certificates that the configuration names.
    ///
    /// # Errors
    ///
    /// When they cannot be used.
    pub fn open<'a>(
        config: &DataAccessConfig,
        projects: impl IntoIterator<Item = (&'a ProjectTag, &'a ProjectConfig)>,
    ) -> Result<DataAccess, DataAccessError> {
        DataAccess::with_resolver(config, projects, Arc::new(SystemResolver))
    }

    /// The same, with names resolved by `resolver`. What it says is checked as any answer is.
    ///
    /// # Errors
    ///
    /// As [`DataAccess::open`].
    pub fn with_resolver<'a>(
        config: &DataAccessConfig,
        projects: impl IntoIterator<Item = (&'a ProjectTag, &'a ProjectConfig)>,
        resolver: Arc<dyn Resolve>,
    ) -> Result<DataAccess, DataAccessError> {
        let resolver = Resolver(resolver);
        let open = |key: String, files| {
            ReloadingClients::open(key.clone(), files, resolver.clone())
                .map(Arc::new)
                .map_err(|source| DataAccessError { key, source })
        };
        let shared = open(
            "data_access".to_owned(),
            TlsFiles {
                client: None,
                authorities: config.authorities.clone(),
            },
        )?;
        let mut own = BTreeMap::new();
        for (tag, project) in projects {
            if !project.tls.is_empty() {
                let mut files = project.tls.clone();
                files.authorities.extend(config.authorities.iter().cloned());
                own.insert(tag.clone(), open(format!("projects.{tag}"), files)?);
            }
        }
        let metrics = Arc::<FetchMetrics>::default();
        Ok(DataAccess {
            policy: config.policy.clone(),
            max_reply_bytes: config.max_reply_bytes,
            breakers: Breakers::new(config.breaker, Arc::clone(&metrics)),
            metrics,
            shared,
            own,
        })
    }

    /// The counters of its fetches.
    pub fn metrics(&self) -> Arc<FetchMetrics> {
        Arc::clone(&self.metrics)
    }

    /// Makes one fetch. The base of the host's alias comes from `hosted`, if it overrides it.
    ///
    /// # Errors
    ///
    /// Whatever the engine has to take the node's failure way for.
    pub async fn fetch(
        &self,
        hosted: &HostedProject,
        request: &BackendRequest,
    ) -> Result<Value, BackendFailure> {
        let began = Instant::now();
        let fetched = self.fetch_unless_open(hosted, request).await;
        self.metrics
            .record(FetchOutcome::of(&fetched), began.elapsed());
        fetched
    }

    async fn fetch_unless_open(
        &self,
        hosted: &HostedProject,
        request: &BackendRequest,
    ) -> Result<Value, BackendFailure> {
        let url = backend_url(hosted, request)?;
        let backend = BackendName::new(&hosted.tag, &url);
        let permit = self
            .breakers
            .ask(backend, Instant::now())
            .ok_or(BackendFailure::CircuitOpen)?;
        let limit = clamp(request.fetch_timeout, DEFAULT_FETCH_TIMEOUT);
        let fetched = tokio::time::timeout(limit, self.follow(hosted, request, url))
            .await
            .unwrap_or(Err(BackendFailure::Timeout));
        permit.end(ending(&fetched));
        fetched
    }

    /// The reply, wherever redirects lead to it.
    async fn follow(
        &self,
        hosted: &HostedProject,
        request: &BackendRequest,
        url: Url,
    ) -> Result<Value, BackendFailure> {
        let own = self.own.get(&hosted.tag).unwrap_or(&self.shared);
        let clients = own.current().await;
        let named_host = url.origin();
        let mut hop = Hop {
            reach: self.policy.check(&url).map_err(refused)?,
            is_named_host: true,
            url,
        };
        let mut followed = 0;
        loop {
            let response = send(&clients, hosted, request, &hop).await?;
            let location = response.headers().get(LOCATION);
            let location = location.map(|location| location.as_bytes());
            let next = next_url(
                request.method,
                &hop.url,
                response.status(),
                location,
                followed,
            );
            let Some(url) = next.map_err(refused)? else {
                return read_reply(response, self.max_reply_bytes).await;
            };
            let reach = self.policy.check_redirect(hop.reach, &url);
            hop = Hop {
                reach: reach.map_err(refused)?,
                // Never again: a host in between may have chosen the URL that leads back.
                is_named_host: hop.is_named_host && url.origin() == named_host,
                url,
            };
            followed += 1;
        }
    }
}

/// One request of a fetch; redirects add more.
struct Hop {
    url: Url,
    reach: Reach,
    /// Whether the project named the host itself. Only then it gets the project's headers and certificate.
    is_named_host: bool,
}

async fn send(
    clients: &Arc<ClientSet>,
    hosted: &HostedProject,
    request: &BackendRequest,
    hop: &Hop,
) -> Result<Response, BackendFailure> {
    let tls = match (hop.url.scheme(), hop.is_named_host) {
        ("http", _) => TlsUse::Unused,
        (_, true) => TlsUse::Identified,
        (_, false) => TlsUse::Anonymous,
    };
    let client = clients
        .client(ClientKind {
            reach: hop.reach,
            tls,
            connect_timeout: clamp(request.connect_timeout, DEFAULT_CONNECT_TIMEOUT),
        })
        .await
        .map_err(|error| BackendFailure::Connection(innermost(&error)))?;
    let url = hop.url.clone();
    match request.method {
        Method::Get => client.get(url),
        Method::Post => client.post(url).json(&request.body),
        Method::Put => client.put(url).json(&request.body),
        Method::Patch => client.patch(url).json(&request.body),
        Method::Delete => client.delete(url),
    }
    .headers(backend_headers(hosted, request, hop.is_named_host)?)
    .send()
    .await
    .map_err(failure)
}

fn refused(refusal: impl ToString) -> BackendFailure {
    BackendFailure::Refused(refusal.to_string())
}

fn clamp(asked: Option<Duration>, default: Duration) -> Duration {
    asked.unwrap_or(default).min(MAX_TIMEOUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_cannot_ask_for_more_time_than_there_is() {
        let clamped = |seconds| clamp(seconds, DEFAULT_FETCH_TIMEOUT);
        assert_eq!(clamped(None), DEFAULT_FETCH_TIMEOUT);
        let second = Duration::from_secs(1);
        assert_eq!(clamped(Some(second)), second);
        assert_eq!(clamped(Some(second * 3600)), MAX_TIMEOUT);
    }
}
