//! `[server]`: where to listen, and who may call.

use std::net::SocketAddr;
use std::path::PathBuf;

use http::HeaderValue;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::limits::LimitsSection;
use super::tls::TlsSection;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServerSection {
    pub(super) listen: String,
    pub(super) origins: Vec<String>,
    pub(super) trusted_proxy_hops: usize,
    pub(super) metrics: bool,
    pub(super) tls: Option<TlsSection>,
    pub(super) limits: LimitsSection,
    #[serde(rename = "static")]
    pub(super) static_folder: Option<PathBuf>,
    pub(super) reflection: bool,
    pub(super) watch_projects: bool,
}

impl Default for ServerSection {
    fn default() -> ServerSection {
        ServerSection {
            listen: "127.0.0.1:8080".to_owned(),
            origins: Vec::new(),
            trusted_proxy_hops: 0,
            metrics: true,
            tls: None,
            limits: LimitsSection::default(),
            static_folder: None,
            reflection: true,
            watch_projects: true,
        }
    }
}

/// Pages of other origins that may call the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// `"*"`: all of them.
    Any,
    /// These, such as `https://www.example.com`.
    Only(Vec<HeaderValue>),
}

/// Where to listen, as it stands in `server.listen` or behind `--listen`.
///
/// # Errors
///
/// [`ConfigError`] for anything but an IP address with a port.
pub fn parse_listen(listen: &str) -> Result<SocketAddr, ConfigError> {
    listen.parse().map_err(|_| {
        ConfigError::value(
            "server.listen",
            &format!("\"{listen}\" is not an address with a port, such as 127.0.0.1:8080"),
        )
    })
}

pub(super) fn parse_origins(origins: &[String]) -> Result<Origins, ConfigError> {
    if origins.iter().any(|origin| origin == "*") {
        return Ok(Origins::Any);
    }
    origins
        .iter()
        .map(|origin| parse_origin(origin))
        .collect::<Result<_, _>>()
        .map(Origins::Only)
}

/// Browsers send scheme, host and port, nothing else; anything else would never match.
fn parse_origin(origin: &str) -> Result<HeaderValue, ConfigError> {
    let is_origin =
        Url::parse(origin).is_ok_and(|url| url.origin().ascii_serialization() == origin);
    match HeaderValue::from_str(origin) {
        Ok(value) if is_origin => Ok(value),
        _ => Err(ConfigError::value(
            "server.origins",
            &format!("\"{origin}\" is not an origin, such as https://www.example.com"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;
    use crate::config::refused::refusal;

    #[test]
    fn an_address_without_a_port_names_its_key() {
        assert!(refusal("[server]\nlisten = \"localhost\"").starts_with("`server.listen`"));
    }

    #[test]
    fn an_origin_with_a_path_is_refused_because_it_would_never_match() {
        let text = refusal("[server]\norigins = [\"https://example.com/\"]");
        assert!(text.starts_with("`server.origins`"), "{text}");
    }

    #[test]
    fn a_folder_of_files_starts_at_the_folder_of_the_configuration() {
        let config = Config::parse("[server]\nstatic = \"www\"", Path::new("/etc/bavard")).unwrap();
        assert_eq!(
            config.static_folder.as_deref(),
            Some(Path::new("/etc/bavard/www"))
        );
    }

    #[test]
    fn a_star_among_the_origins_means_any() {
        let config = Config::parse(
            "[server]\norigins = [\"https://a.example\", \"*\"]",
            Path::new(""),
        );
        assert_eq!(config.unwrap().origins, Origins::Any);
    }
}
