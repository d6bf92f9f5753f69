//! Channels and languages.

use super::index::Index;
use super::reader::At;
use crate::model::{Arena, Channel, Modes};
use crate::project::FindingCode;

/// `codeName` of the channel that stands for all channels.
const DEFAULT_CODE_NAME: &str = "default";

/// What the keys of the oldest mode flags begin with.
const MODE_FLAG: &str = "supports";

/// Reads `supportedChannels` into the index and an arena.
pub(super) fn channels(project: &At<'_>, index: &mut Index) -> Arena<Channel> {
    let mut channels = Arena::default();
    for at in project.list("supportedChannels") {
        let id = at.text("id").into_owned();
        let code_name = at.text("codeName");
        let is_default = code_name == DEFAULT_CODE_NAME;
        let name = at.id("displayName").unwrap_or(code_name).into_owned();
        let channel = channels.add(Channel {
            name,
            enabled: !at.flag("disabled", false),
            modes: modes(&at),
        });
        if is_default {
            index.default_channel = Some(channel);
        }
        if index.channels.insert(id.clone(), channel).is_some() {
            at.error(
                FindingCode::DuplicateId,
                format!("two channels have the id `{id}`"),
            );
        }
    }
    if channels.len() == 0 {
        project.error(
            FindingCode::MissingKey,
            "`supportedChannels` has no channel",
        );
    }
    channels
}

/// What a channel can do. Newer exports describe modes as objects that can be disabled, older ones as a list of names,
/// the oldest as a flag for each. A channel that says nothing at all is one for text chats.
fn modes(at: &At<'_>) -> Modes {
    let mut modes = Modes::default();
    let described = at.list("channelModes");
    let named = at.list("modes");
    if !described.is_empty() {
        described
            .iter()
            .filter(|mode| !mode.flag("disabled", false))
            .for_each(|mode| enable(&mut modes, &mode.text("name")));
    } else if !named.is_empty() {
        named
            .iter()
            .filter_map(|mode| mode.value.as_str())
            .for_each(|name| enable(&mut modes, name));
    } else {
        let flags: Vec<(&str, At<'_>)> = at
            .entries()
            .into_iter()
            .filter(|(key, _)| key.starts_with(MODE_FLAG))
            .collect();
        if flags.is_empty() && at.get("channelModes").is_none() && at.get("modes").is_none() {
            enable(&mut modes, "Rich Text");
            enable(&mut modes, "Interactivity");
        }
        flags
            .iter()
            .filter(|(key, _)| at.flag(key, false))
            .filter_map(|(key, _)| key.strip_prefix(MODE_FLAG))
            .for_each(|name| enable(&mut modes, name));
    }
    modes
}

/// Enables the mode of a name: `Rich Text`, or `RichText` as in `supportsRichText`. "Views" is the old word for what
/// visitors can pick from.
fn enable(modes: &mut Modes, name: &str) {
    match name.replace(' ', "").to_ascii_lowercase().as_str() {
        "richtext" => modes.rich_text = true,
        "tts" => modes.speech = true,
        "audioscript" | "audio" => modes.audio = true,
        "interactivity" | "views" => modes.interactivity = true,
        "dtmf" => modes.dtmf = true,
        _ => {}
    }
}

/// Reads `supportedLocales`, or the default locale where there is no list.
pub(super) fn languages(project: &At<'_>) -> Vec<String> {
    let mut languages: Vec<String> = project
        .list("supportedLocales")
        .iter()
        .filter_map(|locale| match locale.value.as_str() {
            Some(name) => Some(name.to_owned()),
            None => {
                locale.error(
                    FindingCode::WrongType,
                    "a locale should be a text such as `en-US`",
                );
                None
            }
        })
        .collect();
    if languages.is_empty() {
        languages.extend(
            project
                .id("defaultLocale")
                .map(|locale| locale.into_owned()),
        );
    }
    if languages.is_empty() {
        project.error(FindingCode::MissingKey, "`supportedLocales` has no locale");
    }
    languages
}

/// Reads `defaultLocale`, or takes the first locale.
pub(super) fn default_language(project: &At<'_>, languages: &[String]) -> String {
    project
        .id("defaultLocale")
        .map(|locale| locale.into_owned())
        .filter(|locale| languages.contains(locale))
        .or_else(|| languages.first().cloned())
        .unwrap_or_default()
}
