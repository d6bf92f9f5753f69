//! How a node speaks, by its settings and the project's.

use super::run::Turn;
use crate::message::Voice;
use crate::model::{Setting, SettingName};
use crate::reply::{TtsVoice, VoiceGender};

/// Extension of recorded files where the project does not say; the format that the documentation recommends.
const DEFAULT_AUDIO_EXTENSION: &str = "wav";

impl<'p> Turn<'p> {
    /// How a node with these settings says its prompts.
    pub(super) fn voice(&self, settings: &'p [Setting]) -> Voice<'p> {
        Voice {
            barge_in_disabled: self.setting(SettingName::BargeIn, settings) == Some("false"),
            legacy_spacing: self.setting(SettingName::LegacySpacing, settings) == Some("true"),
            audio_extension: self
                .setting(SettingName::AudioExtension, settings)
                .map_or(DEFAULT_AUDIO_EXTENSION, |value| {
                    value.trim_start_matches('.')
                }),
        }
    }

    /// The synthetic voice of a node; none where the project chooses none and on channels without speech.
    pub(super) fn tts_voice(&self, settings: &'p [Setting]) -> Option<Box<TtsVoice>> {
        if !self.model.channels.get(self.channel).modes.speech {
            return None;
        }
        let text = |name| self.setting(name, settings).unwrap_or_default().to_owned();
        let voice = TtsVoice {
            name: text(SettingName::VoiceName),
            model: text(SettingName::VoiceModel),
            gender: match text(SettingName::VoiceGender).to_ascii_lowercase().as_str() {
                "male" => VoiceGender::Male,
                "female" => VoiceGender::Female,
                "neutral" => VoiceGender::Neutral,
                _ => VoiceGender::Any,
            },
            language: String::new(),
            voice_type: text(SettingName::VoiceType),
        };
        (voice != TtsVoice::default()).then(|| {
            Box::new(TtsVoice {
                language: self.state.language.to_string(),
                ..voice
            })
        })
    }
}
