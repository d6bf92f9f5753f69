//! Questions: asking, answers, commands, recovery, selectables.

use bavard_dialog::{Action, EventKind, Input, Project, Selectable, SessionStart};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, asked, picked, texts, understood};

/// A question for a size with system actions, then the end.
fn sized(more: Value) -> ProjectBuilder {
    ProjectBuilder::new()
        .event("event.nuance.dialog.odm.maxnomatches")
        .event("event.nuance.dialog.odm.maxnoinputs")
        .inherited_entity("anySize", "")
        .inherited_entity("size", "anySize")
        .variable("said", "STRING_TYPE")
        .handling_component(
            "Main",
            &[
                ("event.nuance.dialog.odm.maxnomatches", "gaveUp"),
                ("event.nuance.dialog.odm.maxnoinputs", "gaveUp"),
            ],
            &[
                question("ask", "size", "Which size?", more),
                message(
                    "chosen",
                    &[
                        say_with("Size [s|size].", json!([{"conceptId": "size"}])),
                        go_to("bye"),
                    ],
                ),
                message("gaveUp", &[say("Giving up."), go_to("bye")]),
                end("bye"),
            ],
        )
}

#[test]
fn setup_runs_then_the_group_of_the_value_and_an_empty_one_falls_through_to_default() {
    let project = sized(json!({
        "initialProcessingItem": group(&[say("Setup.")]),
        "actionConfigurations": [
            {"conceptValue": "big", "processingItems": group(&[say("Big."), go_to("bye")])},
            {"conceptValue": "small", "processingItems": group(&[])},
        ],
        "defaultConceptProcessingItem": group(&[say("Default."), go_to("chosen")]),
    }))
    .build();
    for (value, expected) in [
        ("big", vec!["Setup.", "Big."]),
        ("small", vec!["Setup.", "Default.", "Size small."]),
        ("odd", vec!["Setup.", "Default.", "Size odd."]),
    ] {
        let (mut talk, _) = Talk::open(&project);
        assert_eq!(texts(&talk.say(picked("size", value))), expected, "{value}");
    }
}

#[test]
fn what_is_said_of_an_ancestor_answers_for_the_entity_in_focus() {
    let project = sized(json!({"defaultConceptProcessingItem": group(&[go_to("chosen")])})).build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(
        texts(&talk.say(understood(&[("anySize", "big")]))),
        ["Size big."]
    );
}

#[test]
fn messages_of_system_actions_see_the_values_after_all_assignments() {
    let project = sized(json!({
        "defaultConceptProcessingItem": group(&[
            say_with("[x|said]", json!([{"variableId": "said"}])), assign("said", "assigned"), go_to("bye"),
        ]),
    }))
    .build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.say(picked("size", "big"))), ["assigned"]);
}

#[test]
fn a_later_entry_asks_with_the_reentry_message() {
    let more = |reentry: &[Value]| json!({"reentryMessage": group(reentry), "defaultConceptProcessingItem": group(&[go_to("ask")])});
    let project = sized(more(&[say("Once more?")])).build();
    let (mut talk, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["Which size?"]);
    assert_eq!(texts(&talk.say(picked("size", "big"))), ["Once more?"]);
    let project = sized(more(&[])).build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.say(picked("size", "big"))), ["Which size?"]);
}

/// Recovery messages of the node and of the project.
fn recovering(settings: &[(&str, &str)]) -> ProjectBuilder {
    let message =
        |event: &str, text: &str| json!({"event": event, "processingItems": group(&[say(text)])});
    let overrides: Vec<Value> = settings
        .iter()
        .map(|(name, value)| json!({"settingType": "COLLECTION_SETTINGS", "settingName": name, "value": value}))
        .collect();
    let of_channel = |channel: &str, enabled: bool, text: &str| {
        let behavior = |event: &str| json!({"event": event, "enabled": enabled, "processingItemsList": group(&[say(text)])});
        json!({"channelId": channel, "recoveryBehaviors": [behavior("nomatch1-pre-prompt"), behavior("max-nomatch-prompt")]})
    };
    sized(json!({
        "recoRecoveryBehaviors": [
            message("nomatch1-prompt", "Pardon?"),
            message("nomatch2-prompt", "A size, please."),
            message("noinput1-prompt", "Still there?"),
        ],
        "nodeSettingOverride": overrides,
        "defaultConceptProcessingItem": group(&[go_to("ask")]),
    }))
    .set(
        "recovery",
        json!([
            of_channel("default", true, "Sorry."),
            of_channel("web", false, "Hidden.")
        ]),
    )
}

#[test]
fn each_failure_says_its_message_and_the_last_one_gives_up() {
    let project = recovering(&[("re-use-initial-prompt-nomatch", "false")]).build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["Pardon?"]);
    let silence = talk.event(EventKind::NoInput);
    assert_eq!(
        texts(&silence),
        ["Still there?", "Which size?"],
        "failures are counted by kind"
    );
    assert_eq!(
        texts(&talk.say(Input::Text(String::new()))),
        ["A size, please."]
    );
    let reply = talk.event(EventKind::NoMatch);
    assert_eq!(
        texts(&reply),
        ["Giving up."],
        "the message of the project is off on this channel"
    );
    assert!(matches!(reply.action, Action::End(_)));
}

#[test]
fn an_answer_forgets_the_failures_and_the_maximum_is_a_setting() {
    let project = recovering(&[("max-nomatch", "2")]).build();
    let (mut talk, _) = Talk::open(&project);
    for _ in 0..3 {
        assert_eq!(
            texts(&talk.event(EventKind::NoMatch)),
            ["Pardon?", "Which size?"]
        );
        talk.say(picked("size", "big"));
    }
    talk.event(EventKind::NoMatch);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["Giving up."]);
}

#[test]
fn a_project_message_is_said_where_the_channel_does_not_turn_it_off() {
    let project = recovering(&[]).set("recovery", json!([{
        "channelId": "default",
        "recoveryBehaviors": [
            {"event": "nomatch1-pre-prompt", "enabled": true, "processingItemsList": group(&[say("Sorry.")])},
            {"event": "max-nomatch-prompt", "enabled": true, "processingItemsList": group(&[say("It is no use.")])},
        ],
    }]));
    let project = project.build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(
        texts(&talk.event(EventKind::NoMatch)),
        ["Sorry.", "Pardon?", "Which size?"]
    );
    talk.event(EventKind::NoMatch);
    assert_eq!(
        texts(&talk.event(EventKind::NoMatch)),
        ["It is no use.", "Giving up."]
    );
}

/// Commands: `help` and `stop` globally, `stop` switched off at the question, `cities` only there.
fn commanding() -> ProjectBuilder {
    let command = |value: &str, enabled: bool, event: &str, disabled: &[&str]| {
        json!({
            "entityValue": value, "projectLevelEnabled": enabled, "disabledNodeIds": disabled,
            "event": {"id": event, "eventString": event},
        })
    };
    let own = |value: &str, enabled: bool, text: &str| json!({"entityValue": value, "enabled": enabled, "processingItems": group(&[say(text), go_to("ask")])});
    ProjectBuilder::new()
        .entity("commands")
        .entity("size")
        .event("event.custom.Help")
        .set("globalCommandsEntityId", json!("commands"))
        .set("globalCommands", json!([
            command("help", true, "event.custom.Help", &[]),
            command("stop", true, "event.custom.Help", &["ask"]),
            command("cities", false, "event.custom.Help", &[]),
        ]))
        .handling_component(
            "Main",
            &[("event.custom.Help", "help")],
            &[
                question("ask", "size", "Which size?", json!({
                    "initialProcessingItem": group(&[say("Setup.")]),
                    "nodeCommandOverrides": [own("cities", true, "Basel."), own("help", false, "Own help.")],
                    "defaultConceptProcessingItem": group(&[say("Thanks."), go_to("ask")]),
                })),
                message("help", &[say("Help."), go_to("ask")]),
            ],
        )
}

#[test]
fn an_override_runs_its_own_items_without_setup_and_a_global_command_throws_its_event() {
    let project = commanding().build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(
        texts(&talk.say(picked("commands", "cities"))),
        ["Basel.", "Which size?"]
    );
    let reply = talk.say(picked("commands", "help"));
    assert_eq!(
        texts(&reply),
        ["Help.", "Which size?"],
        "an override that is off leaves the global command on"
    );
}

#[test]
fn a_command_that_does_nothing_here_is_ignored() {
    let project = commanding().build();
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(understood(&[("commands", "stop"), ("size", "big")]));
    assert_eq!(texts(&reply), ["Setup.", "Thanks.", "Which size?"]);
    assert_eq!(
        texts(&talk.say(picked("commands", "stop"))),
        ["Which size?"],
        "nothing is left: no match"
    );
}

#[test]
fn selectables_come_in_order_in_the_language_of_the_session_with_the_value_for_an_empty_label() {
    let item = |order: u32, value: &str, label: &str, more: Value| {
        let mut item = json!({"order": order, "entityValue": value, "label": label, "channel": "default", "enabled": true});
        for (key, value) in more.as_object().unwrap() {
            item[key] = value.clone();
        }
        item
    };
    let project = sized(json!({
        "view": {"name": "carousel", "style": "wide"},
        "clickables": [
            item(2, "big", "", json!({"imageUrl": "https://example.com/big.png", "clickableDescription": "500 ml"})),
            item(1, "small", "Small", json!({"language": "en-US", "entityId": "anySize"})),
            item(3, "petit", "Petit", json!({"language": "fr-FR"})),
            item(4, "off", "Off", json!({"enabled": false})),
        ],
    }))
    .build();
    let (_, reply) = Talk::open(&project);
    let question = asked(&reply);
    let selectable =
        |id: &str, value: &str, text: &str, description: &str, image: &str| Selectable {
            id: id.to_owned(),
            value: value.to_owned(),
            display_text: text.to_owned(),
            description: description.to_owned(),
            image_uri: image.to_owned(),
        };
    assert_eq!(
        question.selectables,
        [
            selectable("anySize", "small", "Small", "", ""),
            selectable(
                "size",
                "big",
                "big",
                "500 ml",
                "https://example.com/big.png"
            ),
        ]
    );
    let view = question.view.as_ref().unwrap();
    assert_eq!((view.name.as_str(), view.id.as_str()), ("carousel", "wide"));
}

#[test]
fn a_wordset_of_the_session_takes_the_place_of_designed_selectables() {
    let project = sized(json!({
        "clickables": [{"order": 0, "entityValue": "big", "label": "Big", "channel": "default"}],
    }))
    .variable("choices", "DYNAMIC_ENTITY_DATA_TYPE")
    .build();
    let mut talk = Talk::new(&project);
    let data = json!({"choices": {"size": [{"canonical": "XL", "literal": "extra large", "label": "Extra large"}]}, "unknown": 1});
    talk.state = project.update(&talk.state, data.as_object().unwrap());
    let reply = talk.say(Input::Empty);
    let [item] = &asked(&reply).selectables[..] else {
        panic!("one item")
    };
    assert_eq!(
        (
            item.id.as_str(),
            item.value.as_str(),
            item.display_text.as_str()
        ),
        ("size", "XL", "Extra large")
    );
}

#[test]
fn a_sensitive_entity_masks_its_question_and_whatever_shows_it() {
    let project = ProjectBuilder::new()
        .sensitive_entity("pin")
        .component(
            "Main",
            &[
                question(
                    "ask",
                    "pin",
                    "PIN?",
                    json!({"defaultConceptProcessingItem": group(&[go_to("show")])}),
                ),
                message(
                    "show",
                    &[
                        say("Thanks."),
                        say_with("[p|pin]", json!([{"conceptId": "pin"}])),
                        go_to("bye"),
                    ],
                ),
                end("bye"),
            ],
        )
        .build();
    let (mut talk, reply) = Talk::open(&project);
    assert!(asked(&reply).mask);
    let reply = talk.say(picked("pin", "0000"));
    let masks: Vec<bool> = reply.messages[0]
        .visual
        .iter()
        .map(|visual| visual.mask)
        .collect();
    assert_eq!(masks, [false, true]);
}

#[test]
fn keys_for_answers_and_commands_come_on_channels_that_take_keys() {
    let builder = commanding();
    let mut dialog = builder.json();
    let project = &mut dialog["data"];
    project["globalCommands"][0]["dtmfValue"] = json!("0");
    project["components"][0]["nodes"][1]["recognitionNode2"]["dtmfToEntityValueMapping"] = json!([
        {"channelId": "default", "dtmfValue": "1", "entityValue": "big", "entityId": ""},
        {"channelId": "web", "dtmfValue": "2", "entityValue": "small", "entityId": "size"},
    ]);
    let project = Project::load(&files(
        &dialog.to_string(),
        &builder.files().locales[0].trsx,
    ))
    .unwrap();
    let open = |channel: &str| {
        let start = SessionStart {
            channel: channel.to_owned(),
            language: "en-US".to_owned(),
            data: Map::new(),
            seed: 0,
        };
        let reply = Talk::resume(&project, project.start(&start).unwrap()).say(Input::Empty);
        let settings = asked(&reply).recognition_settings.clone();
        settings.map(|settings| {
            let keys = settings
                .dtmf_mappings
                .into_iter()
                .map(|mapping| (mapping.id, mapping.value, mapping.dtmf_key));
            keys.collect::<Vec<_>>()
        })
    };
    let key = |id: &str, value: &str, key: &str| (id.to_owned(), value.to_owned(), key.to_owned());
    assert_eq!(
        open("default"),
        Some(vec![key("size", "big", "1"), key("commands", "help", "0")])
    );
    assert_eq!(open("Web VA"), None);
}
