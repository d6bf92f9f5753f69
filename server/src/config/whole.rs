//! The whole configuration: the file as it is written, and the checked values.
//!
//! Unknown keys are refused, so that a misspelt limit is not a missing limit.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::auth::{AuthConfig, AuthSection, parse_auth};
use super::data_access::{DataAccessConfig, DataAccessSection, parse_data_access};
use super::environment::Variables;
use super::in_force::in_force;
use super::layers::{parse_layers, parse_table};
use super::limits::{ServerLimits, parse_limits};
use super::logs::{EventLogConfig, LogLevel, LogsSection, parse_event_log};
use super::projects::{ProjectConfig, ProjectSection, parse_project};
use super::server::{Origins, ServerSection, parse_listen, parse_origins};
use super::sessions::{
    SessionLimits, SessionStoreConfig, SessionsSection, parse_sessions, parse_store,
};
use super::tls::{TlsConfig, parse_tls};
use super::upstream::{UpstreamConfig, UpstreamSection, parse_upstream};
use crate::project::ProjectTag;

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct ConfigFile {
    server: ServerSection,
    projects: BTreeMap<String, ProjectSection>,
    data_access: DataAccessSection,
    sessions: SessionsSection,
    auth: AuthSection,
    upstream: UpstreamSection,
    logs: LogsSection,
}

/// Everything that `bavard serve` needs to know.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// Where to listen. Default `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Pages of other origins that may call. Default: none.
    pub origins: Origins,
    /// The certificate to show. Default: none, the port is cleartext.
    pub tls: Option<TlsConfig>,
    /// What callers may take of the server.
    pub limits: ServerLimits,
    /// How many proxies of the operator's a call passes; each adds one entry to `X-Forwarded-For`. Default 0: the
    /// caller is who opened the connection.
    pub trusted_proxy_hops: usize,
    /// Whether `/metrics` is answered. Default: yes.
    pub metrics: bool,
    /// Folder of files to serve. Default: none.
    pub static_folder: Option<PathBuf>,
    /// Whether gRPC clients may ask for the definitions. Default: yes.
    pub reflection: bool,
    /// The projects to run, by the tag in their model URN.
    pub projects: BTreeMap<ProjectTag, ProjectConfig>,
    /// What server-side data access may do.
    pub data_access: DataAccessConfig,
    /// Time-outs and number of sessions.
    pub sessions: SessionLimits,
    /// Where sessions are kept.
    pub session_store: SessionStoreConfig,
    /// Who may call, and where tokens come from.
    pub auth: AuthConfig,
    /// The remote endpoint of a gateway.
    pub upstream: UpstreamConfig,
    /// How much to log. Default `info`.
    pub log_level: LogLevel,
    /// The log of what conversations did. Default: none.
    pub event_log: Option<EventLogConfig>,
    /// Whether a project is loaded anew when its folder changes, and not only on SIGHUP. Default: yes.
    pub watch_projects: bool,
}

impl Config {
    /// Reads a configuration file. Relative paths in it start at its folder.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key to change.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        Config::read_with(Some(path), &Variables::default())
    }

    /// The same with environment variables laid over the file, which need not be. Relative paths start at the folder of
    /// the file, without one at the working folder.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key or the variable to change.
    pub fn read_with(file: Option<&Path>, variables: &Variables) -> Result<Config, ConfigError> {
        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        Config::parse_with(&read_text(file)?, folder, variables)
            .map_err(|error| error.of_file(file))
    }

    /// Parses the text of a configuration file; relative paths in it start at `folder`. The empty text gives the
    /// defaults.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key to change.
    pub fn parse(text: &str, folder: &Path) -> Result<Config, ConfigError> {
        Config::parse_with(text, folder, &Variables::default())
    }

    /// The same, with environment variables laid over the file.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key or the variable to change.
    pub fn parse_with(
        text: &str,
        folder: &Path,
        variables: &Variables,
    ) -> Result<Config, ConfigError> {
        let sections = parse_layers(text, variables)?;
        Config::check(sections, folder).map_err(|error| error.of_variable(variables))
    }

    /// What the file and the variables give, as TOML: every key with its value and where that comes from; secrets are
    /// hidden. Flags of `bavard serve` are laid over that later.
    ///
    /// # Errors
    ///
    /// As [`Config::read_with`].
    pub fn in_force(file: Option<&Path>, variables: &Variables) -> Result<String, ConfigError> {
        Config::read_with(file, variables)?;
        let text = read_text(file)?;
        let sections: ConfigFile = parse_layers(&text, variables)?;
        let sections = serde_json::to_value(sections).map_err(ConfigError::print)?;
        in_force(sections, parse_table(&text)?.get_ref(), variables).map_err(ConfigError::print)
    }

    fn check(file: ConfigFile, folder: &Path) -> Result<Config, ConfigError> {
        let data_access = parse_data_access(file.data_access, folder)?;
        let mut projects = BTreeMap::new();
        for (tag, section) in file.projects {
            let project = parse_project(&tag, section, folder, &data_access.policy)?;
            let tag = ProjectTag::parse(&tag)
                .map_err(|error| ConfigError::value(format!("projects.{tag}"), &error))?;
            projects.insert(tag, project);
        }
        Ok(Config {
            listen: parse_listen(&file.server.listen)?,
            origins: parse_origins(&file.server.origins)?,
            tls: file.server.tls.map(|section| parse_tls(section, folder)),
            limits: parse_limits(&file.server.limits)?,
            trusted_proxy_hops: file.server.trusted_proxy_hops,
            metrics: file.server.metrics,
            static_folder: file.server.static_folder.map(|path| folder.join(path)),
            reflection: file.server.reflection,
            projects,
            data_access,
            sessions: parse_sessions(
                file.sessions.default_timeout,
                file.sessions.max_timeout,
                file.sessions.max_sessions,
            )?,
            session_store: parse_store(
                &file.sessions.store,
                file.sessions.encryption_keys,
                folder,
            )?,
            auth: parse_auth(file.auth, folder)?,
            upstream: parse_upstream(file.upstream, folder)?,
            log_level: file.logs.level,
            event_log: parse_event_log(&file.logs, folder)?,
            watch_projects: file.server.watch_projects,
        })
    }
}

fn read_text(file: Option<&Path>) -> Result<String, ConfigError> {
    let Some(path) = file else {
        return Ok(String::new());
    };
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::config::refused::refusal;

    #[test]
    fn an_empty_file_gives_the_documented_defaults() {
        let config = Config::parse("", Path::new("")).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.origins, Origins::Only(Vec::new()));
        assert_eq!(config.tls, None);
        assert_eq!(config.trusted_proxy_hops, 0);
        assert!(config.metrics);
        assert_eq!(config.sessions.default_timeout, Duration::from_secs(900));
        assert_eq!(config.sessions.max_timeout, Duration::from_secs(259_200));
        assert_eq!(config.sessions.max_sessions, 100_000);
        assert_eq!(config.log_level, LogLevel::Info);
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(refusal("[server]\nlisten_on = \"x\"").contains("listen_on"));
        assert!(refusal("[projects.a]\npath = \"a\"\nurl = \"b\"").contains("url"));
    }
}
