//! `[logs]`: what the server says about its own work, and what it writes down about conversations.

use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::hidden::hidden;

/// Shortest key of pseudonyms, in characters: a shorter one could be found by trying.
const MIN_USER_ID_KEY: usize = 16;

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LogsSection {
    pub(super) level: LogLevel,
    pub(super) events: Option<String>,
    pub(super) texts: bool,
    #[serde(serialize_with = "hidden")]
    pub(super) user_id_key: Option<SecretString>,
}

/// How much the server says about its own work. Libraries never say more than warnings: their debug output can hold
/// what visitors wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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

/// The log of what conversations did.
#[derive(Debug, Clone)]
pub struct EventLogConfig {
    /// Where it goes.
    pub target: EventLogTarget,
    /// Whether it may hold what visitors say. Default: no.
    pub texts: bool,
    /// Key of the hashes that stand for users and sessions; none: one that ends with the process, so that entries of
    /// two starts or machines cannot be put together.
    pub user_id_key: Option<SecretString>,
}

/// Where an event log goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventLogTarget {
    /// `"-"`: to standard output.
    StandardOutput,
    /// To the end of this file.
    File(PathBuf),
}

pub(super) fn parse_event_log(
    section: &LogsSection,
    folder: &Path,
) -> Result<Option<EventLogConfig>, ConfigError> {
    let key = section.user_id_key.as_ref();
    if key.is_some_and(|key| key.expose_secret().chars().count() < MIN_USER_ID_KEY) {
        let problem = format!("has fewer than {MIN_USER_ID_KEY} characters; take random ones");
        return Err(ConfigError::value("logs.user_id_key", &problem));
    }
    let target = match section.events.as_deref() {
        None => return Ok(None),
        Some("") => {
            let problem = "is neither \"-\" for standard output nor a file";
            return Err(ConfigError::value("logs.events", &problem));
        }
        Some("-") => EventLogTarget::StandardOutput,
        Some(path) => EventLogTarget::File(folder.join(path)),
    };
    Ok(Some(EventLogConfig {
        target,
        texts: section.texts,
        user_id_key: section.user_id_key.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn parsed(section: &str) -> Result<Option<EventLogConfig>, ConfigError> {
        let text = format!("[logs]\n{section}");
        Config::parse(&text, Path::new("/etc/bavard")).map(|config| config.event_log)
    }

    #[test]
    fn there_is_no_event_log_unless_it_is_asked_for() {
        assert!(parsed("").unwrap().is_none());
    }

    #[test]
    fn an_event_log_goes_to_standard_output_or_to_a_file_and_holds_no_texts() {
        let standard_output = parsed("events = \"-\"").unwrap().unwrap();
        assert_eq!(standard_output.target, EventLogTarget::StandardOutput);
        assert!(!standard_output.texts);
        let file = parsed("events = \"events.jsonl\"").unwrap().unwrap();
        let path = PathBuf::from("/etc/bavard/events.jsonl");
        assert_eq!(file.target, EventLogTarget::File(path));
        let error = parsed("events = \"\"").unwrap_err().to_string();
        assert!(error.starts_with("`logs.events`"), "{error}");
    }

    #[test]
    fn a_key_that_could_be_guessed_is_refused_and_not_repeated() {
        let error = parsed("user_id_key = \"hunter2\"").unwrap_err().to_string();
        assert!(error.starts_with("`logs.user_id_key`"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}
