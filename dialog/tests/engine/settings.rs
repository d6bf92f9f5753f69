//! Settings that go to the client, and choices that differ by channel.

use bavard_dialog::{
    Input, Project, Question, ResourceKind, ResourceService, SessionStart, VoiceGender,
};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, asked};

fn setting(name: &str, value: &str, channel: &str) -> Value {
    let (kind, name) = name.split_once('/').unwrap();
    json!({"settingType": kind, "settingName": name, "value": value, "channelId": channel})
}

/// A project that asks for a size, with more in its question node.
fn asking(builder: ProjectBuilder, more: Value) -> Project {
    builder
        .entity("SIZE")
        .component("Main", &[question("ask", "SIZE", "Size?", more)])
        .build()
}

fn question_on(project: &Project, channel: &str, data: Value) -> Question {
    let start = SessionStart {
        channel: channel.to_owned(),
        language: "en-US".to_owned(),
        data: data.as_object().unwrap().clone(),
        seed: 1,
    };
    let mut talk = Talk::resume(project, project.start(&start).unwrap());
    asked(&talk.say(Input::Empty)).clone()
}

#[test]
fn a_voice_client_is_told_how_to_listen() {
    let settings = json!([
        setting("COLLECTION_SETTINGS/timeout", "7000ms", ""),
        setting("COLLECTION_SETTINGS/completetimeout", "100ms", ""),
        setting("COLLECTION_SETTINGS/incompletetimeout", "1500ms", ""),
        setting("COLLECTION_SETTINGS/maxspeechtimeout", "12s", ""),
        setting("SPEECH_SETTINGS/sensitivity", "0.4", ""),
        setting("SPEECH_SETTINGS/bargeintype", "hotword", ""),
        setting("SPEECH_SETTINGS/speedvsaccuracy", "0.9", ""),
        setting("DTMF_SETTINGS/interdigittimeout", "3s", ""),
        setting("DTMF_SETTINGS/termtimeout", "2s", ""),
        setting("DTMF_SETTINGS/termchar", "#", ""),
    ]);
    let own = json!([setting("COLLECTION_SETTINGS/timeout", "5s", "default")]);
    let project = asking(
        ProjectBuilder::new().set("globalSettingOverrides", settings),
        json!({"nodeSettingOverride": own}),
    );
    let settings = question_on(&project, "default", json!({}))
        .recognition_settings
        .unwrap();
    let collection = settings.collection.unwrap();
    assert_eq!(
        [
            collection.timeout,
            collection.complete_timeout,
            collection.incomplete_timeout,
            collection.max_speech_timeout
        ],
        ["5s", "100ms", "1500ms", "12s"]
    );
    let speech = settings.speech.unwrap();
    assert_eq!(
        [
            speech.sensitivity,
            speech.barge_in_type,
            speech.speed_vs_accuracy
        ],
        ["0.4", "hotword", "0.9"]
    );
    let dtmf = settings.dtmf.unwrap();
    assert_eq!(
        [dtmf.inter_digit_timeout, dtmf.term_timeout, dtmf.term_char],
        ["3s", "2s", "#"]
    );
    assert_eq!(
        question_on(&project, "Web VA", json!({})).recognition_settings,
        None
    );
}

#[test]
fn a_text_channel_with_keys_gets_keys_and_nothing_about_speech() {
    let channels = json!([{"id": "keys", "displayName": "Keys", "codeName": "default", "modes": ["Rich Text", "DTMF"]}]);
    let settings = json!([
        setting("SPEECH_SETTINGS/sensitivity", "0.4", ""),
        setting("DTMF_SETTINGS/termchar", "#", ""),
    ]);
    let builder = ProjectBuilder::new()
        .set("supportedChannels", channels)
        .set("globalSettingOverrides", settings);
    let project = builder
        .entity("SIZE")
        .component(
            "Main",
            &[node("ask", "recognitionNode2", json!({"entityId": "SIZE"}))],
        )
        .build();
    let settings = question_on(&project, "Keys", json!({}))
        .recognition_settings
        .unwrap();
    assert_eq!((settings.speech, settings.collection), (None, None));
    assert!(settings.dtmf.is_some());
}

#[test]
fn the_keys_of_the_session_channel_take_the_place_of_those_of_all_channels() {
    let all = json!(["DTMF"]);
    let channels = json!([
        {"id": "default", "displayName": "Default", "codeName": "default", "modes": all},
        {"id": "a", "displayName": "A", "codeName": "custom", "modes": all},
        {"id": "b", "displayName": "B", "codeName": "custom", "modes": all},
    ]);
    let key = |channel: &str, key: &str, value: &str| json!({"channelId": channel, "dtmfValue": key, "entityValue": value, "entityId": ""});
    let keys = json!([
        key("default", "1", "small"),
        key("default", "2", "large"),
        key("a", "1", "large")
    ]);
    let project = asking(
        ProjectBuilder::new().set("supportedChannels", channels),
        json!({"dtmfToEntityValueMapping": keys}),
    );
    let keys = |channel: &str| {
        let settings = question_on(&project, channel, json!({})).recognition_settings;
        let mappings = settings.unwrap().dtmf_mappings;
        let keys = mappings
            .into_iter()
            .map(|mapping| mapping.dtmf_key + &mapping.value);
        keys.collect::<Vec<_>>()
    };
    assert_eq!(keys("A"), ["1large"]);
    assert_eq!(keys("B"), ["1small", "2large"]);
}

#[test]
fn the_voice_is_chosen_by_channel_and_language_and_only_where_there_is_speech() {
    let mut french = setting("TTS_SETTINGS/voice_name", "Aurélie", "");
    french["language"] = json!("fr-FR");
    let settings = json!([
        setting("TTS_SETTINGS/voice_name", "Evan", ""),
        setting("TTS_SETTINGS/voice_model", "enhanced", ""),
        setting("TTS_SETTINGS/gender", "MALE", ""),
        french,
    ]);
    let project = asking(
        ProjectBuilder::new().set("globalSettingOverrides", settings),
        json!({}),
    );
    let voice = |channel: &str| {
        let question = question_on(&project, channel, json!({}));
        question.message.unwrap().tts_voice
    };
    let evan = voice("default").unwrap();
    assert_eq!(
        (
            evan.name.as_str(),
            evan.model.as_str(),
            evan.gender,
            evan.language.as_str()
        ),
        ("Evan", "enhanced", VoiceGender::Male, "en-US")
    );
    assert_eq!(voice("Web VA"), None);
}

#[test]
fn choices_of_the_session_take_the_place_of_designed_ones_for_the_same_entity() {
    let choice = |entity: &str, value: &str| json!({"enabled": true, "entityId": entity, "entityValue": value, "channel": "", "label": ""});
    let more = json!({"clickables": [choice("", "designed"), choice("COMMAND", "help")]});
    let builder = ProjectBuilder::new()
        .entity("COMMAND")
        .variable("sizes", "DYNAMIC_ENTITY_DATA_TYPE");
    let project = asking(builder, more);
    let picks = |data: Value| {
        let items = question_on(&project, "Web VA", data).selectables;
        let picks = items
            .into_iter()
            .map(|item| (item.id, item.value, item.display_text));
        picks.collect::<Vec<_>>()
    };
    let pick =
        |id: &str, value: &str, text: &str| (id.to_owned(), value.to_owned(), text.to_owned());
    assert_eq!(
        picks(json!({})),
        [
            pick("SIZE", "designed", "designed"),
            pick("COMMAND", "help", "help")
        ]
    );
    let sizes = json!({"SIZE": [{"canonical": "xl", "literal": "huge", "label": "Huge"}, {"literal": "tiny"}]});
    assert_eq!(
        picks(json!({"sizes": sizes})),
        [
            pick("SIZE", "xl", "Huge"),
            pick("SIZE", "tiny", "tiny"),
            pick("COMMAND", "help", "help")
        ]
    );
}

#[test]
fn references_to_resources_go_to_clients_that_set_them_in_their_language() {
    let builder = ProjectBuilder::new().variable("sizes", "DYNAMIC_ENTITY_DATA_TYPE");
    let project = asking(builder, json!({}));
    let words = "urn:nuance-mix:tag:wordset:lang/context/sizes/eng-USA/mix.nlu?=user_id=x";
    let data = json!({
        "sizes": {"SIZE": [{"literal": "tiny"}]},
        "ExternalResourceReferences": {
            "en-US": {"asr": [{"type": "DOMAIN_LM", "uri": "urn:dlm", "weight": 0.5}], "other": [{"uri": words}]},
            "fr-FR": {"nlu": [{"type": "COMPILED_WORDSET", "uri": "urn:french"}]},
        },
    });
    let resources = question_on(&project, "Web VA", data).orchestration.unwrap();
    let references: Vec<_> = resources
        .references
        .iter()
        .map(|reference| {
            (
                reference.uri.as_str(),
                reference.service,
                reference.kind,
                reference.weight,
            )
        })
        .collect();
    assert_eq!(
        references,
        [
            (
                "urn:dlm",
                ResourceService::Recognition,
                ResourceKind::DomainLanguageModel,
                Some(0.5)
            ),
            (
                words,
                ResourceService::Understanding,
                ResourceKind::CompiledWordset,
                None
            ),
        ]
    );
    assert_eq!(
        Value::Object(resources.wordset),
        json!({"SIZE": [{"literal": "tiny"}]})
    );
    assert_eq!(
        question_on(&project, "Web VA", json!({})).orchestration,
        None
    );
}
