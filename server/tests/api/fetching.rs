//! Fetches of the kiosk project without a conversation around them.

use std::sync::Arc;
use std::time::Duration;

use bavard_dialog::{BackendFailure, BackendRequest, Method};
use bavard_server::config::Config;
use bavard_server::data_access::{DataAccess, DataAccessError};
use bavard_server::project::HostedProject;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::{Map, Value};

use crate::harness::kiosk_config;

/// After which a test that waits has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Data access for the kiosk.
#[derive(Debug)]
pub(crate) struct Fetching {
    pub(crate) access: DataAccess,
    hosted: HostedProject,
}

impl Fetching {
    /// With more configuration than the kiosk project; the first lines can belong to it.
    pub(crate) fn with(more: &str) -> Fetching {
        Fetching::opened(more, |config| {
            DataAccess::open(&config.data_access, &config.projects)
        })
        .unwrap()
    }

    /// With names resolved by `resolver`.
    pub(crate) fn resolved_by(resolver: impl Resolve + 'static, more: &str) -> Fetching {
        Fetching::opened(more, |config| {
            let resolver = Arc::new(resolver);
            DataAccess::with_resolver(&config.data_access, &config.projects, resolver)
        })
        .unwrap()
    }

    /// Why data access cannot be had with this configuration.
    pub(crate) fn refused(more: &str) -> DataAccessError {
        Fetching::opened(more, |config| {
            DataAccess::open(&config.data_access, &config.projects)
        })
        .unwrap_err()
    }

    /// That trusts these hosts.
    pub(crate) fn trusting(hosts: &[std::net::SocketAddr]) -> Fetching {
        Fetching::with(&trust(hosts))
    }

    fn opened(
        more: &str,
        open: impl FnOnce(&Config) -> Result<DataAccess, DataAccessError>,
    ) -> Result<Fetching, DataAccessError> {
        let config = kiosk_config(&format!("[projects.kiosk]\npath = \"kiosk\"\n{more}"));
        let (tag, project) = config.projects.first_key_value().unwrap();
        Ok(Fetching {
            access: open(&config)?,
            hosted: HostedProject::load(tag, project).unwrap(),
        })
    }

    pub(crate) async fn fetch(&self, request: &BackendRequest) -> Result<Value, BackendFailure> {
        self.access.fetch(&self.hosted, request).await
    }

    pub(crate) async fn get(&self, url: &str) -> Result<Value, BackendFailure> {
        self.fetch(&request(Method::Get, url)).await
    }
}

/// The section that trusts these hosts.
pub(crate) fn trust(hosts: &[std::net::SocketAddr]) -> String {
    let hosts: Vec<_> = hosts.iter().map(|host| format!("\"{host}\"")).collect();
    format!("[data_access]\ntrusted_hosts = [{}]\n", hosts.join(", "))
}

pub(crate) fn request(method: Method, url: &str) -> BackendRequest {
    BackendRequest {
        node: "price".to_owned(),
        host_alias: "shop".to_owned(),
        default_base: url.to_owned(),
        url_extension: String::new(),
        method,
        headers: Vec::new(),
        body: Map::new(),
        connect_timeout: None,
        fetch_timeout: None,
    }
}

/// Resolves every name to the same addresses.
#[derive(Debug)]
pub(crate) struct Always(pub(crate) &'static [&'static str]);

impl Resolve for Always {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Vec<std::net::SocketAddr> = self
            .0
            .iter()
            .map(|address| std::net::SocketAddr::new(address.parse().unwrap(), 0))
            .collect();
        Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
    }
}
