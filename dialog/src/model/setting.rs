//! Settings and their levels (model.md section 15).

use super::{Channel, Entity, Key};

/// The settings that the engine acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SettingName {
    MaxNomatch,
    MaxNoinput,
    RepeatAfterNomatch,
    RepeatAfterNoinput,
    ConfidenceLow,
    ConfidenceHigh,
    ConfirmationStrategy,
    MaxNoToConfirm,
    MaxInvalidAnswers,
    MaxTurns,
    MaxRepeats,
    BargeIn,
    FetchMessageDelay,
    FetchMessageMinimum,
    LegacySpacing,
    Timeout,
    CompleteTimeout,
    IncompleteTimeout,
    MaxSpeechTimeout,
    Sensitivity,
    BargeInType,
    SpeedVersusAccuracy,
    InterDigitTimeout,
    TermTimeout,
    TermChar,
    VoiceName,
    VoiceModel,
    VoiceGender,
    VoiceType,
    AudioExtension,
}

impl SettingName {
    /// Reads `settingType` and `settingName`; none: a setting that sessions do not need, as that of a grammar.
    pub(crate) fn parse(kind: &str, name: &str) -> Option<SettingName> {
        Some(match (kind, name) {
            ("COLLECTION_SETTINGS", "max-nomatch") => SettingName::MaxNomatch,
            ("COLLECTION_SETTINGS", "max-noinput") => SettingName::MaxNoinput,
            ("COLLECTION_SETTINGS", "re-use-initial-prompt-nomatch") => {
                SettingName::RepeatAfterNomatch
            }
            ("COLLECTION_SETTINGS", "re-use-initial-prompt-noinput") => {
                SettingName::RepeatAfterNoinput
            }
            ("COLLECTION_SETTINGS", "confidence-low") => SettingName::ConfidenceLow,
            ("COLLECTION_SETTINGS", "confidence-high") => SettingName::ConfidenceHigh,
            ("CONVERSATION_SETTINGS", "max-turns") => SettingName::MaxTurns,
            // No export shows the next three; their names follow those of the events that they lead to.
            ("CONVERSATION_SETTINGS", "max-repeats") => SettingName::MaxRepeats,
            ("CONFIRMATION_SETTINGS", "max-no-to-confirm") => SettingName::MaxNoToConfirm,
            ("CONFIRMATION_SETTINGS", "max-invalid-answers") => SettingName::MaxInvalidAnswers,
            ("CONFIRMATION_SETTINGS", "type-confirmation-strategy") => {
                SettingName::ConfirmationStrategy
            }
            ("SPEECH_SETTINGS", "bargein") => SettingName::BargeIn,
            ("DATA_ACCESS_SETTINGS", "fetchaudiodelay") => SettingName::FetchMessageDelay,
            ("DATA_ACCESS_SETTINGS", "fetchaudiominimum") => SettingName::FetchMessageMinimum,
            ("INTERNAL_SETTINGS", "add-spaces-around-dynamic-prompt-parts") => {
                SettingName::LegacySpacing
            }
            _ => return SettingName::passed_on(kind, name),
        })
    }

    /// Settings that go to the client as they are. Of most the documentation gives only the names of the VoiceXML
    /// properties that they stand for, so that hyphens, underscores and letter case do not count.
    fn passed_on(kind: &str, name: &str) -> Option<SettingName> {
        let name = name.replace(['-', '_'], "").to_ascii_lowercase();
        Some(match (kind, name.as_str()) {
            ("COLLECTION_SETTINGS", "timeout") => SettingName::Timeout,
            ("COLLECTION_SETTINGS", "completetimeout") => SettingName::CompleteTimeout,
            ("COLLECTION_SETTINGS", "incompletetimeout") => SettingName::IncompleteTimeout,
            ("COLLECTION_SETTINGS", "maxspeechtimeout") => SettingName::MaxSpeechTimeout,
            ("SPEECH_SETTINGS", "sensitivity") => SettingName::Sensitivity,
            ("SPEECH_SETTINGS", "bargeintype") => SettingName::BargeInType,
            ("SPEECH_SETTINGS", "speedvsaccuracy") => SettingName::SpeedVersusAccuracy,
            ("DTMF_SETTINGS", "interdigittimeout") => SettingName::InterDigitTimeout,
            ("DTMF_SETTINGS", "termtimeout") => SettingName::TermTimeout,
            ("DTMF_SETTINGS", "termchar") => SettingName::TermChar,
            ("TTS_SETTINGS", "voicename") => SettingName::VoiceName,
            ("TTS_SETTINGS", "voicemodel") => SettingName::VoiceModel,
            ("TTS_SETTINGS", "gender" | "voicegender") => SettingName::VoiceGender,
            ("TTS_SETTINGS", "voicetype") => SettingName::VoiceType,
            ("AUDIO_SETTINGS", "audiofileextension" | "fileextension") => {
                SettingName::AudioExtension
            }
            _ => return None,
        })
    }
}

/// One setting, and what it is for.
#[derive(Debug)]
pub(crate) struct Setting {
    pub name: SettingName,
    pub value: String,
    /// None: every channel.
    pub channel: Option<Key<Channel>>,
    /// Empty: every language.
    pub language: String,
    /// None: every entity.
    pub entity: Option<Key<Entity>>,
    /// Collection type; empty: every one.
    pub collection_type: String,
}

/// What a setting is looked up for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub channel: Key<Channel>,
    pub default_channel: Option<Key<Channel>>,
    pub language: &'a str,
    pub entity: Option<Key<Entity>>,
    pub collection_type: &'a str,
}

/// The settings of the project.
#[derive(Debug, Default)]
pub(crate) struct Settings(pub Vec<Setting>);

impl Settings {
    /// The most specific value: node, then entity, then collection type, then channel, then default channel. On each
    /// level the session's channel goes before the default channel.
    pub(crate) fn get<'a>(
        &'a self,
        name: SettingName,
        node: &'a [Setting],
        scope: &Scope<'_>,
    ) -> Option<&'a str> {
        let pick = |settings: &'a [Setting], fits: &dyn Fn(&Setting) -> bool| {
            settings
                .iter()
                .filter(|setting| setting.name == name && fits(setting))
                .filter(|setting| setting.language.is_empty() || setting.language == scope.language)
                .filter_map(|setting| Some((scope.channel_rank(setting)?, setting)))
                .max_by_key(|(rank, _)| *rank)
                .map(|(_, setting)| setting.value.as_str())
        };
        pick(node, &|_| true)
            .or_else(|| {
                pick(&self.0, &|setting| {
                    setting.entity.is_some() && setting.entity == scope.entity
                })
            })
            .or_else(|| {
                pick(&self.0, &|setting| {
                    !setting.collection_type.is_empty()
                        && setting.collection_type == scope.collection_type
                })
            })
            .or_else(|| {
                pick(&self.0, &|setting| {
                    setting.entity.is_none() && setting.collection_type.is_empty()
                })
            })
    }
}

impl Scope<'_> {
    /// How well the channel of a setting fits; none: not at all.
    fn channel_rank(&self, setting: &Setting) -> Option<u8> {
        match setting.channel {
            None => Some(0),
            Some(channel) if channel == self.channel => Some(2),
            Some(channel) if Some(channel) == self.default_channel => Some(1),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(
        value: &str,
        channel: Option<usize>,
        entity: Option<usize>,
        collection_type: &str,
    ) -> Setting {
        Setting {
            name: SettingName::MaxNomatch,
            value: value.to_owned(),
            channel: channel.map(Key::new),
            language: String::new(),
            entity: entity.map(Key::new),
            collection_type: collection_type.to_owned(),
        }
    }

    #[test]
    fn the_most_specific_level_decides() {
        let mut project = Settings(vec![
            setting("any channel", None, None, ""),
            setting("default channel", Some(0), None, ""),
            setting("channel", Some(1), None, ""),
            setting("other channel", Some(2), None, ""),
            setting("collection type", Some(0), None, "DATE"),
            setting("entity", Some(0), Some(7), ""),
        ]);
        let node = [
            setting("node, default channel", Some(0), None, ""),
            setting("node", Some(1), None, ""),
        ];
        let scope = Scope {
            channel: Key::new(1),
            default_channel: Some(Key::new(0)),
            language: "en-US",
            entity: Some(Key::new(7)),
            collection_type: "DATE",
        };
        assert_eq!(
            project.get(SettingName::MaxNomatch, &node, &scope),
            Some("node")
        );
        assert_eq!(
            project.get(SettingName::MaxNomatch, &[], &scope),
            Some("entity")
        );
        let scope = Scope {
            entity: None,
            ..scope
        };
        assert_eq!(
            project.get(SettingName::MaxNomatch, &[], &scope),
            Some("collection type")
        );
        let scope = Scope {
            collection_type: "TIME",
            ..scope
        };
        assert_eq!(
            project.get(SettingName::MaxNomatch, &[], &scope),
            Some("channel")
        );
        project.0.retain(|setting| setting.value != "channel");
        assert_eq!(
            project.get(SettingName::MaxNomatch, &[], &scope),
            Some("default channel")
        );
        assert_eq!(project.get(SettingName::MaxNoinput, &[], &scope), None);
    }

    #[test]
    fn a_setting_of_another_language_does_not_count() {
        let mut french = setting("2", None, None, "");
        french.language = "fr-FR".to_owned();
        let project = Settings(vec![french]);
        let scope = Scope {
            channel: Key::new(0),
            default_channel: None,
            language: "en-US",
            entity: None,
            collection_type: "",
        };
        assert_eq!(project.get(SettingName::MaxNomatch, &[], &scope), None);
        assert_eq!(
            project.get(
                SettingName::MaxNomatch,
                &[],
                &Scope {
                    language: "fr-FR",
                    ..scope
                }
            ),
            Some("2")
        );
    }
}
