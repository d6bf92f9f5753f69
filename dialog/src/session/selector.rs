//! Channel and language of a session: what a selector, session data and the design choose.

use super::{SessionState, StartError};
use crate::model::{Channel, Key, Model};

/// Name by which clients choose the default channel.
const DEFAULT_CHANNEL: &str = "default";

/// Channels that a session can choose.
pub(crate) fn enabled_channels(model: &Model) -> impl Iterator<Item = (Key<Channel>, &Channel)> {
    model.channels.keys().filter(|(_, channel)| channel.enabled)
}

/// The channel of a name; none if the project has none that is enabled. Blanks and slashes may be underscores.
pub(super) fn find_channel(model: &Model, name: &str) -> Option<Key<Channel>> {
    let wanted = underscored(name);
    let named = enabled_channels(model)
        .find(|(_, channel)| underscored(&channel.name) == wanted)
        .map(|(key, _)| key);
    if name == DEFAULT_CHANNEL {
        let default_channel = model.default_channel;
        return default_channel
            .filter(|channel| model.channels.get(*channel).enabled)
            .or(named);
    }
    named
}

/// The language of a tag as the project writes it: letter case does not count, nor does `_` for `-`.
pub(super) fn find_language<'m>(model: &'m Model, tag: &str) -> Option<&'m str> {
    let wanted = tag.replace('_', "-");
    model
        .languages
        .iter()
        .find(|language| language.replace('_', "-").eq_ignore_ascii_case(&wanted))
        .map(String::as_str)
}

/// Switches to a channel of the project, which is given back; another one changes nothing.
pub(crate) fn switch_channel(
    model: &Model,
    state: &mut SessionState,
    name: &str,
) -> Option<Key<Channel>> {
    let channel = find_channel(model, name)?;
    state.channel = model.channels.get(channel).name.as_str().into();
    Some(channel)
}

/// Switches to a language of the project; another one changes nothing.
pub(crate) fn switch_language(model: &Model, state: &mut SessionState, tag: &str) {
    if let Some(language) = find_language(model, tag) {
        state.language = language.into();
    }
}

/// The session as a selector wants it; what the selector leaves empty stays as it is.
pub(crate) fn select(
    model: &Model,
    state: &SessionState,
    channel: &str,
    language: &str,
) -> Result<SessionState, StartError> {
    let mut selected = state.clone();
    if !channel.is_empty() && switch_channel(model, &mut selected, channel).is_none() {
        return Err(unknown_channel(model, channel));
    }
    if !language.is_empty() {
        let language =
            find_language(model, language).ok_or_else(|| unknown_language(model, language))?;
        selected.language = language.into();
    }
    Ok(selected)
}

pub(super) fn unknown_channel(model: &Model, channel: &str) -> StartError {
    StartError::UnknownChannel {
        channel: channel.to_owned(),
        supported: enabled_channels(model)
            .map(|(_, channel)| channel.name.clone())
            .collect(),
    }
}

pub(super) fn unknown_language(model: &Model, language: &str) -> StartError {
    StartError::UnknownLanguage {
        language: language.to_owned(),
        supported: model.languages.clone(),
    }
}

fn underscored(name: &str) -> String {
    name.replace([' ', '/'], "_")
}
