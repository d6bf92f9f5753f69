//! What messages say: by channel, language and form, with their placeholders filled.

use bavard_dialog::{Action, Input, Message, Project, Reply, SessionStart};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::Talk;

/// A prompt: channel, language and texts (`displayText`, `ttsText`, `ttsAudioBackup`).
fn prompt(channel: &str, language: &str, payload: Value) -> Value {
    json!({"channel": channel, "language": language, "payload": payload})
}

fn prompts(prompts: &[Value]) -> Value {
    json!({"promptGroup": {"prompts": prompts}})
}

/// A project that says these items and ends.
fn saying(builder: ProjectBuilder, items: &[Value]) -> Project {
    let mut items = items.to_vec();
    items.push(go_to("bye"));
    builder
        .component("Main", &[message("greet", &items), end("bye")])
        .build()
}

fn opened(project: &Project, channel: &str, language: &str) -> Reply {
    let start = SessionStart {
        channel: channel.to_owned(),
        language: language.to_owned(),
        data: Map::new(),
        seed: 1,
    };
    Talk::resume(project, project.start(&start).unwrap()).say(Input::Empty)
}

/// Rich texts, texts for synthesis and scripts of recordings.
fn forms(message: &Message) -> [Vec<&str>; 3] {
    [
        message
            .visual
            .iter()
            .map(|form| form.text.as_str())
            .collect(),
        message.nlg.iter().map(|form| form.text.as_str()).collect(),
        message
            .audio
            .iter()
            .map(|form| form.text.as_str())
            .collect(),
    ]
}

#[test]
fn each_form_falls_back_to_all_channels_and_then_to_the_default_language() {
    let own = prompt("web", "en-US", json!({"displayText": "web"}));
    let all = prompt(
        "default",
        "en-US",
        json!({"displayText": "all", "ttsText": "said", "ttsAudioBackup": "recorded"}),
    );
    let french = prompt("default", "fr-FR", json!({"displayText": "tous"}));
    let project = saying(ProjectBuilder::new(), &[prompts(&[own, all, french])]);
    let said = |channel: &str, language: &str| {
        let reply = opened(&project, channel, language);
        forms(&reply.messages[0]).map(|form| form.concat())
    };
    assert_eq!(said("Web VA", "en-US"), ["web", "", ""]);
    assert_eq!(said("Default", "en-US"), ["all", "said", "recorded"]);
    assert_eq!(said("Web VA", "fr-FR"), ["tous", "", ""]);
    assert_eq!(said("Default", "fr-FR"), ["tous", "said", "recorded"]);
}

#[test]
fn several_prompts_of_a_node_are_one_message() {
    let project = saying(ProjectBuilder::new(), &[say("One."), say("Two.")]);
    let reply = opened(&project, "Web VA", "en-US");
    let [message] = &reply.messages[..] else {
        panic!("{reply:#?}")
    };
    assert_eq!(forms(message)[0], ["One.", "Two."]);
    assert_eq!(
        (message.language.as_str(), message.channel.as_str()),
        ("en-US", "Web VA")
    );
    assert_eq!(reply.channel, "Web VA");
}

#[test]
fn a_message_speaks_the_language_that_was_switched_to() {
    let english = prompt("default", "en-US", json!({"displayText": "Hello"}));
    let french = prompt("default", "fr-FR", json!({"displayText": "Bonjour"}));
    let project = ProjectBuilder::new()
        .component(
            "Main",
            &[
                decision(
                    "switch",
                    &[
                        assign("language", "fr-FR"),
                        prompts(&[english, french]),
                        go_to("bye"),
                    ],
                ),
                end("bye"),
            ],
        )
        .build();
    let reply = opened(&project, "Web VA", "en-US");
    assert_eq!(forms(&reply.messages[0])[0], ["Bonjour"]);
    assert_eq!(reply.messages[0].language, "fr-FR");
}

#[test]
fn only_rich_texts_get_the_old_blanks_around_placeholders() {
    let annotations = json!([{"variableId": "name"}]);
    let texts = json!({
        "displayText": "Hi [n|name]!", "displayTextAnnotations": annotations,
        "ttsText": "Hi [n|name]!", "ttsTextAnnotations": annotations,
    });
    let builder = ProjectBuilder::new()
        .variable("name", "STRING_TYPE")
        .setting(
            "INTERNAL_SETTINGS/add-spaces-around-dynamic-prompt-parts",
            "true",
        );
    let project = builder
        .component(
            "Main",
            &[
                decision("name it", &[assign("name", "Ann"), go_to("greet")]),
                message(
                    "greet",
                    &[prompts(&[prompt("default", "en-US", texts)]), go_to("bye")],
                ),
                end("bye"),
            ],
        )
        .build();
    let reply = opened(&project, "Default", "en-US");
    assert_eq!(forms(&reply.messages[0])[..2], [["Hi Ann !"], ["Hi Ann!"]]);
}

#[test]
fn what_is_said_and_what_is_shown_are_formatted_for_themselves() {
    let shown = json!({"variableId": "day", "properties": {"formType": "DATE_TYPE", "pattern": "MM/dd/yyyy"}});
    let said =
        json!({"variableId": "day", "properties": {"formType": "DATE_TYPE", "partsOfDate": "wmd"}});
    let price = json!({"variableId": "price", "properties": {"formType": "CURRENCY_TYPE", "playZeroCents": "false"}});
    let texts = json!({
        "displayText": "[d|day] [p|price]", "displayTextAnnotations": [shown, {"variableId": "price"}],
        "ttsText": "[d|day] [p|price]", "ttsTextAnnotations": [said, price],
    });
    let builder = ProjectBuilder::new()
        .variable("day", "DATE_TYPE")
        .variable("price", "AMOUNT_TYPE");
    let project = builder
        .component(
            "Main",
            &[
                decision(
                    "set",
                    &[
                        assign("day", "2026-11-23"),
                        assign("price", "USD 5"),
                        go_to("greet"),
                    ],
                ),
                message(
                    "greet",
                    &[prompts(&[prompt("default", "en-US", texts)]), go_to("bye")],
                ),
                end("bye"),
            ],
        )
        .build();
    let reply = opened(&project, "Default", "en-US");
    assert_eq!(
        forms(&reply.messages[0])[..2],
        [["11/23/2026 USD 5"], ["Monday, November 23 $5"]]
    );
}

#[test]
fn recordings_are_named_by_language_and_channel_or_by_a_variable() {
    let fields = json!([
        {"id": "f", "name": "audioFileName", "simpleVariableType": "STRING_TYPE"},
        {"id": "t", "name": "ttsBackup", "simpleVariableType": "STRING_TYPE"},
    ]);
    let builder = ProjectBuilder::new()
        .set("complexVariableTypes", json!([{"id": "r", "name": "DynamicMessageReference", "fields": fields}]))
        .set("variables", json!([{"id": "jingle", "name": "jingle", "complexVariableTypeId": "r"}]))
        .set("supportedChannels", json!([{"id": "default", "displayName": "Phone line", "codeName": "default", "modes": ["Audio Script"]}]));
    let fixed = json!({"promptGroup": {
        "audioFileId": "welcome_01",
        "prompts": [prompt("default", "en-US", json!({"ttsAudioBackup": "Welcome"}))],
    }});
    let dynamic = prompts(&[prompt(
        "default",
        "en-US",
        json!({"ttsAudioBackup": "[j|jingle]", "ttsAudioBackupAnnotations": [{"variableId": "jingle"}]}),
    )]);
    let project = builder
        .component(
            "Main",
            &[
                decision(
                    "set",
                    &[
                        assign(
                            "jingle",
                            r#"{"audioFileName": "ding.mp3", "ttsBackup": "Ding"}"#,
                        ),
                        go_to("greet"),
                    ],
                ),
                message("greet", &[fixed, dynamic, go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let reply = opened(&project, "Phone_line", "en-US");
    let heard: Vec<(&str, &str)> = reply.messages[0]
        .audio
        .iter()
        .map(|audio| {
            (
                audio.uri.as_deref().unwrap_or_default(),
                audio.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        heard,
        [
            ("en-US/prompts/default/Phone_line/welcome_01.wav", "Welcome"),
            ("en-US/prompts/default/Phone_line/ding.mp3", "Ding"),
        ]
    );
}

#[test]
fn channels_of_the_oldest_exports_have_their_modes_as_flags() {
    let channels = json!([
        {"id": "default", "displayName": "Default", "codeName": "default", "supportsRichText": true, "supportsTTS": "false"},
        {"id": "v", "displayName": "Voice", "codeName": "custom", "supportsRichText": false, "supportsTTS": true},
        {"id": "t", "displayName": "Text", "codeName": "custom"},
    ]);
    let both = prompt(
        "default",
        "en-US",
        json!({"displayText": "shown", "ttsText": "said"}),
    );
    let project = saying(
        ProjectBuilder::new().set("supportedChannels", channels),
        &[prompts(&[both])],
    );
    for (channel, expected) in [
        ("default", ["shown", ""]),
        ("Voice", ["", "said"]),
        ("Text", ["shown", ""]),
    ] {
        let reply = opened(&project, channel, "en-US");
        assert_eq!(
            forms(&reply.messages[0])[..2],
            expected.map(|text| Vec::from_iter(Some(text).filter(|text| !text.is_empty()))),
            "{channel}"
        );
    }
}

#[test]
fn what_shows_something_sensitive_is_masked_in_every_form() {
    let annotations = json!([{"conceptIdLiteral": "PIN"}]);
    let texts = json!({
        "displayText": "[p|PIN]", "displayTextAnnotations": annotations,
        "ttsText": "[p|PIN]", "ttsTextAnnotations": annotations,
    });
    let echo = message(
        "echo",
        &[prompts(&[prompt("default", "en-US", texts)]), go_to("bye")],
    );
    let ask = question(
        "ask",
        "PIN",
        "PIN?",
        json!({"defaultConceptProcessingItem": group(&[go_to("echo")])}),
    );
    let project = ProjectBuilder::new()
        .sensitive_entity("PIN")
        .component("Main", &[ask, echo, end("bye")])
        .build();
    let start = SessionStart {
        channel: "default".to_owned(),
        language: "en-US".to_owned(),
        data: Map::new(),
        seed: 1,
    };
    let mut talk = Talk::resume(&project, project.start(&start).unwrap());
    assert!(matches!(talk.say(Input::Empty).action, Action::Question(question) if question.mask));
    let reply = talk.say(Input::Selected {
        id: "PIN".to_owned(),
        value: "1234".to_owned(),
    });
    let message = &reply.messages[0];
    assert!(
        message.visual[0].mask && message.nlg[0].mask,
        "{message:#?}"
    );
}
