//! `[upstream]`: the remote DLGaaS endpoint that a gateway calls.

use std::path::{Path, PathBuf};
use std::time::Duration;

use http::Uri;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::hidden::{hidden, without_password};
use crate::auth::AllowedModels;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct UpstreamSection {
    pub(super) url: Option<String>,
    pub(super) models: Vec<String>,
    pub(super) connect_timeout: u32,
    pub(super) call_timeout: u32,
    pub(super) ca_certificates: Vec<PathBuf>,
    pub(super) oauth: Option<OAuthSection>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OAuthSection {
    pub(super) token_url: String,
    pub(super) client_id: String,
    #[serde(serialize_with = "hidden")]
    pub(super) client_secret: SecretString,
    #[serde(default = "dialog_scope")]
    pub(super) scope: String,
}

fn dialog_scope() -> String {
    "dlg".to_owned()
}

impl Default for UpstreamSection {
    fn default() -> UpstreamSection {
        UpstreamSection {
            url: None,
            models: Vec::new(),
            connect_timeout: 5,
            call_timeout: 60,
            ca_certificates: Vec::new(),
            oauth: None,
        }
    }
}

/// The remote DLGaaS endpoint of a gateway.
#[derive(Debug, Clone)]
pub struct UpstreamConfig {
    /// Its address: `http://HOST:PORT` for cleartext HTTP/2, `https://HOST` for TLS. `bavard gateway` needs one.
    pub url: Option<Uri>,
    /// The models that sessions may be started of. Default: all that the endpoint has.
    pub models: AllowedModels,
    /// Time for a connection. Default 5 s.
    pub connect_timeout: Duration,
    /// Time for a call other than ExecuteStream. Default 60 s.
    pub call_timeout: Duration,
    /// PEM files of authorities to trust besides those of the system. Default: none.
    pub ca_certificates: Vec<PathBuf>,
    /// Where the gateway gets its access tokens. Default: none, it calls without.
    pub oauth: Option<OAuthConfig>,
}

/// OAuth client credentials (RFC 6749, section 4.4).
#[derive(Debug, Clone)]
pub struct OAuthConfig {
    /// Where tokens are given.
    pub token_url: Url,
    /// Name of this client.
    pub client_id: String,
    /// What it proves with that it is the client.
    pub client_secret: SecretString,
    /// What the tokens are to be good for, names separated by spaces. Default `dlg`.
    pub scope: String,
}

/// The address of an endpoint.
///
/// # Errors
///
/// When it is no http or https URL, or has more than scheme, host and port.
pub fn parse_upstream_url(url: &str) -> Result<Uri, ConfigError> {
    let wrong = || {
        ConfigError::value(
            "upstream.url",
            &format!(
                "\"{}\" is not http or https with a host and nothing more, such as https://dlg.api.nuance.com",
                without_password(url)
            ),
        )
    };
    let uri: Uri = url.parse().map_err(|_| wrong())?;
    let is_endpoint = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'))
        && matches!(uri.path(), "" | "/")
        && uri.query().is_none();
    if is_endpoint { Ok(uri) } else { Err(wrong()) }
}

pub(super) fn parse_upstream(
    section: UpstreamSection,
    folder: &Path,
) -> Result<UpstreamConfig, ConfigError> {
    let seconds = |name: &str, seconds: u32| match seconds {
        0 => Err(ConfigError::value(
            format!("upstream.{name}"),
            &"must be at least 1 second",
        )),
        seconds => Ok(Duration::from_secs(seconds.into())),
    };
    Ok(UpstreamConfig {
        url: section.url.as_deref().map(parse_upstream_url).transpose()?,
        models: AllowedModels::listed(section.models),
        connect_timeout: seconds("connect_timeout", section.connect_timeout)?,
        call_timeout: seconds("call_timeout", section.call_timeout)?,
        ca_certificates: section
            .ca_certificates
            .into_iter()
            .map(|path| folder.join(path))
            .collect(),
        oauth: section.oauth.map(parse_oauth).transpose()?,
    })
}

fn parse_oauth(section: OAuthSection) -> Result<OAuthConfig, ConfigError> {
    let wrong =
        |name: &str, problem: &str| ConfigError::value(format!("upstream.oauth.{name}"), &problem);
    let token_url = Url::parse(&section.token_url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .filter(|url| url.username().is_empty() && url.password().is_none())
        .ok_or_else(|| wrong("token_url", "is not an http or https URL without a user"))?;
    if section.client_id.is_empty() {
        return Err(wrong("client_id", "must not be empty"));
    }
    if section.client_secret.expose_secret().is_empty() {
        return Err(wrong("client_secret", "must not be empty"));
    }
    if section.scope.trim().is_empty() {
        return Err(wrong("scope", "must not be empty"));
    }
    Ok(OAuthConfig {
        token_url,
        client_id: section.client_id,
        client_secret: section.client_secret,
        scope: section.scope,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, Path::new("/etc/bavard")).map_err(|error| error.to_string())
    }

    const OAUTH: &str = "[upstream.oauth]\ntoken_url = \"https://auth.example/oauth2/token\"\n\
                         client_id = \"appID:ACME\"\nclient_secret = \"open-sesame\"\n";

    #[test]
    fn the_scope_is_that_of_dialogs_unless_it_is_said() {
        let upstream = parse(OAUTH).unwrap().upstream;
        assert_eq!(upstream.oauth.unwrap().scope, "dlg");
    }

    #[test]
    fn values_that_cannot_be_are_refused_by_name() {
        for (text, key) in [
            ("[upstream]\nurl = \"localhost:9000\"", "`upstream.url`"),
            (
                "[upstream]\nurl = \"https://a.example/dlg\"",
                "`upstream.url`",
            ),
            (
                "[upstream]\nurl = \"https://me:hunter2@a.example\"",
                "`upstream.url`",
            ),
            ("[upstream]\ncall_timeout = 0", "`upstream.call_timeout`"),
        ] {
            let refusal = parse(text).unwrap_err();
            assert!(refusal.starts_with(key), "{refusal}");
            assert!(!refusal.contains("hunter2"), "{refusal}");
        }
        let refusal = parse(&OAUTH.replace("https", "ftp")).unwrap_err();
        assert!(
            refusal.starts_with("`upstream.oauth.token_url`"),
            "{refusal}"
        );
    }

    #[test]
    fn debug_output_hides_the_secret() {
        let upstream = parse(OAUTH).unwrap().upstream;
        assert!(!format!("{upstream:?}").contains("sesame"));
    }
}
