//! Channels and languages.

use super::index::Index;
use super::reader::At;
use crate::model::{Arena, Channel, Modes};
use crate::project::FindingCode;

/// `codeName` of the channel that stands for all channels.
const DEFAULT_CODE_NAME: &str = "default";

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

/// Newer exports describe modes as objects that can be disabled, older ones as a list of names.
fn modes(at: &At<'_>) -> Modes {
    let mut modes = Modes::default();
    let mut enable = |name: &str| match name {
        "Rich Text" => modes.rich_text = true,
        "TTS" => modes.speech = true,
        "Audio Script" => modes.audio = true,
        "Interactivity" => modes.interactivity = true,
        "DTMF" => modes.dtmf = true,
        _ => {}
    };
    let described = at.list("channelModes");
    if described.is_empty() {
        at.list("modes")
            .iter()
            .filter_map(|mode| mode.value.as_str())
            .for_each(enable);
    } else {
        described
            .iter()
            .filter(|mode| !mode.flag("disabled", false))
            .for_each(|mode| enable(&mode.text("name")));
    }
    modes
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
