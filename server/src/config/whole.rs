//! The whole configuration: the file as it is written, and the checked values.
//!
//! Unknown keys are refused, so that a misspelt limit is not a missing limit.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use super::ConfigError;
use super::data_access::{DataAccessSection, parse_policy};
use super::environment::{Variables, parse_layers};
use super::in_force::in_force;
use super::logs::{EventLogConfig, LogLevel, LogsSection, parse_event_log};
use super::projects::{ProjectConfig, ProjectSection, parse_project};
use super::server::{Origins, ServerSection, parse_listen, parse_origins};
use super::sessions::{
    SessionLimits, SessionStoreConfig, SessionsSection, parse_sessions, parse_store,
};
use crate::data_access::Policy;
use crate::project::ProjectTag;

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct ConfigFile {
    server: ServerSection,
    projects: BTreeMap<String, ProjectSection>,
    data_access: DataAccessSection,
    sessions: SessionsSection,
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
    /// Longest request message. Default 1 MiB; a longer one is answered with OUT_OF_RANGE before it is read.
    pub max_message_bytes: usize,
    /// Folder of files to serve. Default: none.
    pub static_folder: Option<PathBuf>,
    /// The projects to run, by the tag in their model URN.
    pub projects: BTreeMap<ProjectTag, ProjectConfig>,
    /// What server-side data access may connect to.
    pub data_access: Policy,
    /// Time-outs and number of sessions.
    pub sessions: SessionLimits,
    /// Where sessions are kept.
    pub session_store: SessionStoreConfig,
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
        in_force(sections, DeTable::parse(&text)?.get_ref(), variables).map_err(ConfigError::print)
    }

    fn check(file: ConfigFile, folder: &Path) -> Result<Config, ConfigError> {
        let data_access = parse_policy(&file.data_access.trusted_hosts)?;
        let mut projects = BTreeMap::new();
        for (tag, section) in file.projects {
            let project = parse_project(&tag, section, folder, &data_access)?;
            let tag = ProjectTag::parse(&tag)
                .map_err(|error| ConfigError::value(format!("projects.{tag}"), &error))?;
            projects.insert(tag, project);
        }
        Ok(Config {
            listen: parse_listen(&file.server.listen)?,
            origins: parse_origins(&file.server.origins)?,
            max_message_bytes: file.server.max_message_bytes,
            static_folder: None,
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

    fn refusal(text: &str) -> String {
        Config::parse(text, Path::new("/etc/bavard"))
            .expect_err("the configuration should be refused")
            .to_string()
    }

    #[test]
    fn an_empty_file_gives_the_documented_defaults() {
        let config = Config::parse("", Path::new("")).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.origins, Origins::Only(Vec::new()));
        assert_eq!(config.max_message_bytes, 1_048_576);
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
