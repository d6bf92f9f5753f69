//! How a session begins.

use serde_json::{Map, Value};

/// What the client's StartRequest chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionStart {
    /// Channel name; `default` is the default channel; blanks and slashes may be underscores.
    pub channel: String,
    /// Locale of the project, such as `en-US`.
    pub language: String,
    /// Session data: values of declared variables by name.
    pub data: Map<String, Value>,
    /// Seed of the `random` method.
    pub seed: u64,
}

/// Why a session cannot start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The project does not have the channel.
    #[error("channel `{channel}` is invalid, supported values are [{}]", supported.join(", "))]
    UnknownChannel {
        /// What was asked for.
        channel: String,
        /// Channels of the project.
        supported: Vec<String>,
    },
    /// The project does not have the language.
    #[error("language `{language}` is invalid, supported values are [{}]", supported.join(", "))]
    UnknownLanguage {
        /// What was asked for.
        language: String,
        /// Locales of the project.
        supported: Vec<String>,
    },
}
