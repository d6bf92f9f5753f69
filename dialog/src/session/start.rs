//! How a session begins.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{SessionState, Waiting, set_data};
use crate::model::{Channel, Key, Model};

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

/// Name by which clients choose the default channel.
const DEFAULT_CHANNEL: &str = "default";

/// Creates a session that waits for its first Execute.
pub(crate) fn start(model: &Model, start: &SessionStart) -> Result<SessionState, StartError> {
    let channel =
        find_channel(model, &start.channel).ok_or_else(|| StartError::UnknownChannel {
            channel: start.channel.clone(),
            supported: enabled_channels(model)
                .map(|(_, channel)| channel.name.clone())
                .collect(),
        })?;
    if !model.languages.contains(&start.language) {
        return Err(StartError::UnknownLanguage {
            language: start.language.clone(),
            supported: model.languages.clone(),
        });
    }
    let mut state = SessionState {
        channel: model.channels.get(channel).name.clone(),
        language: start.language.clone(),
        waiting: Waiting::Kickoff,
        variables: BTreeMap::new(),
        entities: BTreeMap::new(),
        recently_filled: Vec::new(),
        intent: None,
        frames: Vec::new(),
        routers: BTreeMap::new(),
        asked: BTreeSet::new(),
        failures: BTreeMap::new(),
        messages: Vec::new(),
        random: start.seed,
    };
    set_data(model, &mut state, &start.data);
    Ok(state)
}

/// Channels that a session can choose.
pub(crate) fn enabled_channels(model: &Model) -> impl Iterator<Item = (Key<Channel>, &Channel)> {
    model.channels.keys().filter(|(_, channel)| channel.enabled)
}

fn find_channel(model: &Model, name: &str) -> Option<Key<Channel>> {
    if name == DEFAULT_CHANNEL {
        return model
            .default_channel
            .filter(|channel| model.channels.get(*channel).enabled);
    }
    let wanted = underscored(name);
    enabled_channels(model)
        .find(|(_, channel)| underscored(&channel.name) == wanted)
        .map(|(key, _)| key)
}

fn underscored(name: &str) -> String {
    name.replace([' ', '/'], "_")
}
