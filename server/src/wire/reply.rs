//! What the engine answers, as the protocol's messages.

use bavard_dialog as dialog;
use serde_json::{Map, Value};

use super::orchestration::orchestration_resource_reference;
use super::struct_value::struct_from_json;
use crate::protocol::dlg::v1::ExecuteResponse;
use crate::protocol::dlg::v1::common::execute_response_payload::Action;
use crate::protocol::dlg::v1::common::message::audio::AudioSrc;
use crate::protocol::dlg::v1::common::message::tts_parameters::Voice;
use crate::protocol::dlg::v1::common::message::tts_parameters::voice::EnumGender;
use crate::protocol::dlg::v1::common::message::{Audio, Nlg, TtsParameters, Visual};
use crate::protocol::dlg::v1::common::recognition_settings::{
    CollectionSettings, DtmfMapping, DtmfSettings, SpeechSettings,
};
use crate::protocol::dlg::v1::common::selectable::SelectableItem;
use crate::protocol::dlg::v1::common::selectable::selectable_item::SelectedValue;
use crate::protocol::dlg::v1::common::{
    BackendConnectionSettings, ContinueAction, DaAction, EndAction, EscalationAction,
    ExecuteResponsePayload, Message, MessageSettings, QaAction, RecognitionSettings, Selectable,
    View,
};

/// The response to an Execute.
pub fn execute_response(reply: dialog::Reply) -> ExecuteResponse {
    ExecuteResponse {
        payload: Some(ExecuteResponsePayload {
            messages: reply.messages.into_iter().map(message).collect(),
            action: Some(action(reply.action)),
            channel: reply.channel,
        }),
    }
}

fn action(action: dialog::Action) -> Action {
    match action {
        dialog::Action::Question(question) => Action::QaAction(qa_action(question)),
        dialog::Action::DataAccess(access) => Action::DaAction(DaAction {
            id: access.id,
            message: access.message.map(message),
            view: access.view.map(view),
            data: data(access.data),
            message_settings: Some(message_settings(access.message_settings)),
        }),
        dialog::Action::Continue(wait) => Action::ContinueAction(ContinueAction {
            message: wait.message.map(message),
            view: wait.view.map(view),
            data: data(wait.data),
            id: wait.id,
            message_settings: Some(message_settings(wait.message_settings)),
            backend_connection_settings: Some(BackendConnectionSettings {
                fetch_timeout: wait.backend_connection_settings.fetch_timeout,
                connect_timeout: wait.backend_connection_settings.connect_timeout,
            }),
        }),
        dialog::Action::Escalation(escalation) => Action::EscalationAction(EscalationAction {
            message: escalation.message.map(message),
            view: escalation.view.map(view),
            data: data(escalation.data),
            id: escalation.id,
        }),
        dialog::Action::End(end) => Action::EndAction(EndAction {
            data: data(end.data),
            id: end.id,
        }),
    }
}

fn qa_action(question: dialog::Question) -> QaAction {
    QaAction {
        message: question.message.map(message),
        data: data(question.data),
        view: question.view.map(view),
        selectable: selectable(question.selectables),
        recognition_settings: question
            .recognition_settings
            .map(|settings| recognition_settings(*settings)),
        mask: question.mask,
        orchestration_resource_reference: question
            .orchestration
            .map(|resources| orchestration_resource_reference(*resources)),
    }
}

fn selectable(items: Vec<dialog::Selectable>) -> Option<Selectable> {
    if items.is_empty() {
        return None;
    }
    let selectable_items = items
        .into_iter()
        .map(|item| SelectableItem {
            value: Some(SelectedValue {
                id: item.id,
                value: item.value,
            }),
            description: item.description,
            display_text: item.display_text,
            display_image_uri: item.image_uri,
        })
        .collect();
    Some(Selectable { selectable_items })
}

fn recognition_settings(settings: dialog::RecognitionSettings) -> RecognitionSettings {
    RecognitionSettings {
        dtmf_mappings: settings
            .dtmf_mappings
            .into_iter()
            .map(|mapping| DtmfMapping {
                id: mapping.id,
                value: mapping.value,
                dtmf_key: mapping.dtmf_key,
            })
            .collect(),
        collection_settings: settings.collection.map(|settings| CollectionSettings {
            timeout: settings.timeout,
            complete_timeout: settings.complete_timeout,
            incomplete_timeout: settings.incomplete_timeout,
            max_speech_timeout: settings.max_speech_timeout,
        }),
        speech_settings: settings.speech.map(|settings| SpeechSettings {
            sensitivity: settings.sensitivity,
            barge_in_type: settings.barge_in_type,
            speed_vs_accuracy: settings.speed_vs_accuracy,
        }),
        dtmf_settings: settings.dtmf.map(|settings| DtmfSettings {
            inter_digit_timeout: settings.inter_digit_timeout,
            term_timeout: settings.term_timeout,
            term_char: settings.term_char,
        }),
    }
}

fn tts_parameters(voice: dialog::TtsVoice) -> TtsParameters {
    let gender = match voice.gender {
        dialog::VoiceGender::Any => EnumGender::Any,
        dialog::VoiceGender::Male => EnumGender::Male,
        dialog::VoiceGender::Female => EnumGender::Female,
        dialog::VoiceGender::Neutral => EnumGender::Neutral,
    };
    TtsParameters {
        voice: Some(Voice {
            name: voice.name,
            model: voice.model,
            gender: gender.into(),
            language: voice.language,
            voice_type: voice.voice_type,
        }),
    }
}

fn message(message: dialog::Message) -> Message {
    Message {
        nlg: message
            .nlg
            .into_iter()
            .map(|nlg| Nlg {
                text: nlg.text,
                mask: nlg.mask,
                barge_in_disabled: nlg.barge_in_disabled,
            })
            .collect(),
        visual: message
            .visual
            .into_iter()
            .map(|visual| Visual {
                text: visual.text,
                mask: visual.mask,
                barge_in_disabled: visual.barge_in_disabled,
            })
            .collect(),
        audio: message
            .audio
            .into_iter()
            .map(|audio| Audio {
                text: audio.text,
                mask: audio.mask,
                barge_in_disabled: audio.barge_in_disabled,
                audio_src: audio.uri.map(AudioSrc::Uri),
            })
            .collect(),
        view: message.view.map(view),
        language: message.language,
        tts_parameters: message.tts_voice.map(|voice| tts_parameters(*voice)),
        channel: message.channel,
    }
}

fn message_settings(settings: dialog::MessageSettings) -> MessageSettings {
    MessageSettings {
        delay: settings.delay,
        minimum: settings.minimum,
    }
}

fn view(view: dialog::View) -> View {
    View {
        id: view.id,
        name: view.name,
    }
}

fn data(data: Map<String, Value>) -> Option<prost_types::Struct> {
    Some(struct_from_json(data))
}
