//! Commands at questions, beside the common cases.

use bavard_dialog::{Input, SessionStart};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, asked, picked, texts, understood};

/// A question for a size with overrides; `help` is global and named by its event's string only, `sizes` is not global.
fn commanding(overrides: Value) -> ProjectBuilder {
    ProjectBuilder::new()
        .entity("commands")
        .entity("size")
        .event("event.custom.Help")
        .set("globalCommandsEntityId", json!("commands"))
        .set("globalCommands", json!([
            {"entityValue": "help", "projectLevelEnabled": true, "dtmfValue": "0", "event": {"eventString": "event.custom.Help"}},
            {"entityValue": "sizes", "projectLevelEnabled": false, "dtmfValue": "9", "event": {"id": "event.custom.Help"}},
        ]))
        .handling_component("Main", &[("event.custom.Help", "help")], &[
            question("ask", "size", "Which size?", json!({
                "nodeCommandOverrides": overrides,
                "defaultConceptProcessingItem": group(&[say("Thanks."), go_to("bye")]),
            })),
            message("help", &[say("Help."), go_to("ask")]),
            end("bye"),
        ])
}

fn own(value: &str, enabled: bool, items: &[Value]) -> Value {
    json!({"entityValue": value, "enabled": enabled, "processingItems": group(items)})
}

#[test]
fn a_command_goes_before_whatever_else_the_visitor_says() {
    let project = commanding(json!([])).build();
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(understood(&[("commands", "help"), ("size", "big")]));
    assert_eq!(texts(&reply), ["Help.", "Which size?"]);
}

#[test]
fn an_override_that_only_says_something_leaves_the_question_open() {
    let project = commanding(json!([own("sizes", true, &[say("Small and big.")])])).build();
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(picked("commands", "sizes"));
    assert_eq!(texts(&reply), ["Small and big.", "Which size?"]);
    assert_eq!(texts(&talk.say(picked("size", "big"))), ["Thanks."]);
}

#[test]
fn a_question_offers_the_keys_of_the_commands_that_work_there() {
    let keys = |overrides: Value| {
        let project = commanding(overrides).build();
        let start = SessionStart {
            channel: "default".to_owned(),
            language: "en-US".to_owned(),
            data: Map::new(),
            seed: 0,
        };
        let mut talk = Talk::resume(&project, project.start(&start).unwrap());
        let settings = asked(&talk.say(Input::Empty)).recognition_settings.clone();
        let mappings = settings.unwrap().dtmf_mappings.into_iter();
        mappings
            .map(|mapping| (mapping.value, mapping.dtmf_key))
            .collect::<Vec<_>>()
    };
    let key = |value: &str, key: &str| (value.to_owned(), key.to_owned());
    assert_eq!(keys(json!([])), [key("help", "0")]);
    assert_eq!(
        keys(json!([own("sizes", true, &[])])),
        [key("help", "0"), key("sizes", "9")]
    );
    assert_eq!(keys(json!([own("sizes", false, &[])])), [key("help", "0")]);
}
