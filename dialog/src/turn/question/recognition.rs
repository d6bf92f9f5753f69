//! How a voice client should listen to an answer (model.md sections 10, 13 and 15).

use crate::model::{Channel, DtmfEntry, Key, Node, QuestionNode, SettingName};
use crate::reply::{
    CollectionSettings, DtmfMapping, DtmfSettings, RecognitionSettings, SpeechSettings,
};
use crate::turn::run::Turn;

/// Settings for channels that listen or take keys; what the channel cannot do is left out. Projects have no mode for
/// spoken input: a channel that speaks (speech synthesis or recordings) is taken to listen as well.
pub(super) fn recognition_settings(
    turn: &Turn<'_>,
    key: Key<Node>,
    question: &QuestionNode,
) -> Option<Box<RecognitionSettings>> {
    let modes = turn.model.channels.get(turn.channel).modes;
    let listens = modes.speech || modes.audio;
    if !listens && !modes.dtmf {
        return None;
    }
    let text = |name| {
        turn.setting_for(
            name,
            &question.settings,
            question.focus.entity(),
            &question.collection_type,
        )
        .unwrap_or_default()
        .to_owned()
    };
    let collection = CollectionSettings {
        timeout: text(SettingName::Timeout),
        complete_timeout: text(SettingName::CompleteTimeout),
        incomplete_timeout: text(SettingName::IncompleteTimeout),
        max_speech_timeout: text(SettingName::MaxSpeechTimeout),
    };
    let speech = SpeechSettings {
        sensitivity: text(SettingName::Sensitivity),
        barge_in_type: text(SettingName::BargeInType),
        speed_vs_accuracy: text(SettingName::SpeedVersusAccuracy),
    };
    let dtmf = DtmfSettings {
        inter_digit_timeout: text(SettingName::InterDigitTimeout),
        term_timeout: text(SettingName::TermTimeout),
        term_char: text(SettingName::TermChar),
    };
    Some(Box::new(RecognitionSettings {
        dtmf_mappings: if modes.dtmf {
            dtmf_mappings(turn, key, question)
        } else {
            Vec::new()
        },
        collection: Some(collection)
            .filter(|collection| *collection != CollectionSettings::default()),
        speech: Some(speech).filter(|speech| listens && *speech != SpeechSettings::default()),
        dtmf: Some(dtmf).filter(|dtmf| modes.dtmf && *dtmf != DtmfSettings::default()),
    }))
}

/// Keys that stand for answers, then those that stand for commands.
fn dtmf_mappings(turn: &Turn<'_>, key: Key<Node>, question: &QuestionNode) -> Vec<DtmfMapping> {
    let model = turn.model;
    let name = |entity| model.entities.get(entity).name.clone();
    let own = own_keys(turn, question).into_iter().filter_map(|entry| {
        let id = name(entry.entity.or(question.focus.entity())?);
        Some(DtmfMapping {
            id,
            value: entry.value.clone(),
            dtmf_key: entry.key.clone(),
        })
    });
    let commands = model.commands.iter().flat_map(|commands| {
        let node = model.nodes.get(key);
        commands
            .global
            .iter()
            .filter(|command| !command.dtmf.is_empty())
            .filter(move |command| {
                command.is_active_at(key, node)
                    || question.command_override(&command.value).is_some()
            })
            .map(|command| DtmfMapping {
                id: name(commands.entity),
                value: command.value.clone(),
                dtmf_key: command.dtmf.clone(),
            })
    });
    own.chain(commands).collect()
}

/// The keys of the session's channel, else those of all channels.
fn own_keys<'q>(turn: &Turn<'_>, question: &'q QuestionNode) -> Vec<&'q DtmfEntry> {
    let of = |fits: &dyn Fn(Option<Key<Channel>>) -> bool| -> Vec<&'q DtmfEntry> {
        let keys = question.dtmf.iter().filter(|entry| !entry.key.is_empty());
        keys.filter(|entry| fits(entry.channel)).collect()
    };
    let own = of(&|channel| channel == Some(turn.channel));
    if own.is_empty() {
        return of(&|channel| channel.is_none() || channel == turn.model.default_channel);
    }
    own
}
