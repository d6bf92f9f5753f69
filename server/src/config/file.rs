//! `bavard.toml` as it is written. Unknown keys are refused, so that a misspelt limit is not a missing limit.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConfigFile {
    pub(super) server: ServerSection,
    pub(super) projects: BTreeMap<String, ProjectSection>,
    pub(super) data_access: DataAccessSection,
    pub(super) sessions: SessionsSection,
    pub(super) logs: LogsSection,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServerSection {
    pub(super) listen: String,
    pub(super) origins: Vec<String>,
    pub(super) max_message_bytes: usize,
}

impl Default for ServerSection {
    fn default() -> ServerSection {
        ServerSection {
            listen: "127.0.0.1:8080".to_owned(),
            origins: Vec::new(),
            max_message_bytes: 1024 * 1024,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectSection {
    pub(super) path: PathBuf,
    #[serde(default)]
    pub(super) hosts: BTreeMap<String, String>,
    pub(super) understanding: Option<UnderstandingSection>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnderstandingSection {
    pub(super) url: String,
    pub(super) models: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DataAccessSection {
    pub(super) trusted_hosts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SessionsSection {
    pub(super) default_timeout: u32,
    pub(super) max_timeout: u32,
    pub(super) max_sessions: usize,
}

impl Default for SessionsSection {
    fn default() -> SessionsSection {
        SessionsSection {
            default_timeout: 900,
            max_timeout: 259_200,
            max_sessions: 100_000,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LogsSection {
    pub(super) level: LogLevel,
}

/// How much the server says about its own work. Libraries never say more than warnings: their debug output can hold
/// what visitors wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Only what kept a call from being answered.
    Error,
    /// Also what somebody should look at.
    Warn,
    /// Also the beginning and end of sessions.
    #[default]
    Info,
    /// Also every call.
    Debug,
}
