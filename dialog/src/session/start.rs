//! How a session begins.

use serde_json::{Map, Value};

use super::selector::{find_channel, find_language, unknown_channel, unknown_language};
use super::{SessionState, set_data};
use crate::model::Model;

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

/// Why a session cannot start, or cannot switch to another channel or language.
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

/// Creates a session that waits for its first Execute.
pub(crate) fn start(model: &Model, start: &SessionStart) -> Result<SessionState, StartError> {
    let channel = find_channel(model, &start.channel)
        .ok_or_else(|| unknown_channel(model, &start.channel))?;
    let language = find_language(model, &start.language)
        .ok_or_else(|| unknown_language(model, &start.language))?;
    let channel = &model.channels.get(channel).name;
    let mut state = SessionState::begun(channel, language, start.seed);
    set_data(model, &mut state, &start.data);
    Ok(state)
}
