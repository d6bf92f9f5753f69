//! `[auth]`: who may call, and where tokens come from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::hidden::hidden;
use crate::auth::AllowedModels;

/// Longest life of a token: it cannot be taken back before.
const MAX_TOKEN_LIFETIME: u32 = 24 * 60 * 60;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AuthSection {
    pub(super) required: bool,
    pub(super) keys: Option<PathBuf>,
    pub(super) token_lifetime: u32,
    pub(super) issuer: String,
    pub(super) browser: Option<BrowserSection>,
    #[serde(serialize_with = "hidden")]
    pub(super) clients: BTreeMap<String, SecretString>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BrowserSection {
    pub(super) models: Vec<String>,
}

impl Default for AuthSection {
    fn default() -> AuthSection {
        AuthSection {
            required: false,
            keys: None,
            token_lifetime: 900,
            issuer: "bavard".to_owned(),
            browser: None,
            clients: BTreeMap::new(),
        }
    }
}

/// Who may call, and where tokens come from.
#[derive(Debug, Clone)]
pub struct AuthConfig {
    /// Whether every call needs a token. Default: no.
    pub required: bool,
    /// File of signing keys, lines of `kid: base64 secret`. Default: none, a key for this run alone.
    pub keys: Option<PathBuf>,
    /// Life of a token. Default 900 s, at most a day.
    pub token_lifetime: Duration,
    /// Who issues the tokens: nodes that take each other's have the same. Default `bavard`.
    pub issuer: String,
    /// Tokens for pages. Default: none, there is no `POST /token`.
    pub browser: Option<BrowserTokenConfig>,
    /// Secret by id of the programs that get tokens at `POST /oauth2/token`. Default: none, there is no such path.
    pub clients: BTreeMap<String, SecretString>,
}

/// Tokens for pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserTokenConfig {
    /// The models that pages may use. Default: all that the server has.
    pub models: AllowedModels,
}

impl AuthConfig {
    /// Whether there is anything to sign or to verify.
    pub fn uses_tokens(&self) -> bool {
        self.required || self.browser.is_some() || !self.clients.is_empty()
    }
}

pub(super) fn parse_auth(section: AuthSection, folder: &Path) -> Result<AuthConfig, ConfigError> {
    if !(1..=MAX_TOKEN_LIFETIME).contains(&section.token_lifetime) {
        let problem = format!(
            "{} is not between 1 and {MAX_TOKEN_LIFETIME} seconds",
            section.token_lifetime
        );
        return Err(ConfigError::value("auth.token_lifetime", &problem));
    }
    if section.issuer.is_empty() {
        return Err(ConfigError::value("auth.issuer", &"must not be empty"));
    }
    for (id, secret) in &section.clients {
        if id.is_empty() || secret.expose_secret().is_empty() {
            let key = format!("auth.clients.\"{id}\"");
            return Err(ConfigError::value(key, &"id and secret must not be empty"));
        }
    }
    Ok(AuthConfig {
        required: section.required,
        keys: section.keys.map(|path| folder.join(path)),
        token_lifetime: Duration::from_secs(section.token_lifetime.into()),
        issuer: section.issuer,
        browser: section.browser.map(|browser| BrowserTokenConfig {
            models: AllowedModels::listed(browser.models),
        }),
        clients: section.clients,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use crate::auth::AllowedModels;
    use crate::config::Config;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, Path::new("/etc/bavard")).map_err(|error| error.to_string())
    }

    #[test]
    fn nobody_needs_a_token_unless_it_is_said() {
        let auth = parse("").unwrap().auth;
        assert!(!auth.required && !auth.uses_tokens());
        assert_eq!(auth.token_lifetime, Duration::from_secs(900));
        assert_eq!(auth.issuer, "bavard");
    }

    #[test]
    fn an_empty_section_for_pages_is_enough_to_give_them_tokens() {
        let auth = parse("[auth]\nkeys = \"keys\"\n[auth.browser]")
            .unwrap()
            .auth;
        assert_eq!(auth.browser.unwrap().models, AllowedModels::All);
        assert_eq!(auth.keys.unwrap(), Path::new("/etc/bavard/keys"));
    }

    #[test]
    fn values_that_cannot_be_are_refused_by_name() {
        for (text, key) in [
            ("[auth]\ntoken_lifetime = 0", "`auth.token_lifetime`"),
            ("[auth]\ntoken_lifetime = 86401", "`auth.token_lifetime`"),
            ("[auth]\nissuer = \"\"", "`auth.issuer`"),
            ("[auth.clients]\n\"a:b\" = \"\"", "`auth.clients.\"a:b\"`"),
        ] {
            let refusal = parse(text).unwrap_err();
            assert!(refusal.starts_with(key), "{refusal}");
        }
        assert!(
            parse("[auth.browser]\nmodel = []")
                .unwrap_err()
                .contains("model")
        );
    }

    #[test]
    fn debug_output_hides_the_secrets() {
        let auth = parse("[auth.clients]\na = \"open-sesame\"").unwrap().auth;
        assert!(!format!("{auth:?}").contains("sesame"));
    }
}
