//! Files that somebody has damaged: each gives a report or a project that runs, never a panic.

use bavard_dialog::{DialogEvent, EventKind, Input, Project, SessionStart};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, understood};

/// A project with every kind of node.
fn everything() -> Value {
    let is_big = json!({"leftConceptId": "size", "relationalOperator": "EQUAL_OPERATOR", "rightConstant": "big"});
    ProjectBuilder::new()
        .entity("size")
        .entity("commands")
        .variable("price", "AMOUNT_TYPE")
        .event("event.custom.Stop")
        .intent("order", "Order")
        .setting("COLLECTION_SETTINGS/max-nomatch", "2")
        .set("globalCommandsEntityId", json!("commands"))
        .set("globalCommands", json!([{"entityValue": "stop", "projectLevelEnabled": true, "event": {"id": "event.custom.Stop"}}]))
        .set("dressAliases", json!([{"id": "1", "alias": "host", "defaultValue": "http://localhost"}]))
        .handling_component("Main", &[("event", "bye")], &[
            message("hello", &[say_with("[p|price]", json!([{"variableId": "price", "properties": {"formType": "CURRENCY_TYPE"}}])), go_to("what")]),
            intent_question("what", "What?", "mapper"),
            node("mapper", "intentmapperNode2", json!({"transition": {"transitionType": "GO_TO", "nodeId": "what"}})),
            end("bye"),
        ])
        .component("Order", &[
            node("router", "controllerNode", json!({
                "concepts": [{"conceptId": "size", "collectGotoNodeId": "ask", "collectExpression": is_big}],
                "finalTransition": group(&[go_to("fetch")]),
            })),
            question("ask", "size", "Which?", json!({"inputManagerReferenceId": "router"})),
            node("fetch", "dataaccessNode", json!({
                "externalFetchEnabled": false, "successNodeId": "transfer", "failureNodeId": "transfer",
                "backendConfig": {"dressAliasId": "1", "urlExtension": "/x"},
            })),
            node("transfer", "externalactionNode", json!({
                "actionType": "ESCALATE", "successTransition": {"transitionType": "RETURN"},
            })),
        ])
        .json()
}

/// Paths of all values below a value.
fn pointers(value: &Value, prefix: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let pointer = format!("{prefix}/{}", key.replace('~', "~0").replace('/', "~1"));
        pointers(child, &pointer, found);
        found.push(pointer);
    }
}

fn play(project: &Project) {
    let channels = project.channels();
    let (Some(channel), Some(language)) = (channels.first(), project.languages().first().copied())
    else {
        return;
    };
    let start = SessionStart {
        channel: (*channel).to_owned(),
        language: language.to_owned(),
        data: Map::new(),
        seed: 0,
    };
    let Ok(state) = project.start(&start) else {
        return;
    };
    let mut talk = Talk::resume(project, state);
    for input in [
        Input::Empty,
        understood(&[("INTENT", "order"), ("size", "big")]),
        Input::BackendReply(Ok(json!({"returnCode": "0"}))),
        understood(&[("commands", "stop")]),
        Input::Event(DialogEvent {
            kind: EventKind::NoMatch,
            name: String::new(),
            message: String::new(),
        }),
        Input::Text("hello".to_owned()),
    ] {
        // Refusals are fine, and leave the session for the next input.
        let _ = talk.step(input);
    }
}

#[test]
fn any_value_replaced_by_another_gives_a_report_or_a_project_that_runs() {
    let whole = everything();
    let trsx = ProjectBuilder::new().files().locales.remove(0).trsx;
    Project::load(&files(&whole.to_string(), &trsx))
        .unwrap_or_else(|error| panic!("{:#?}", error.findings));
    let mut places = Vec::new();
    pointers(&whole, "", &mut places);
    assert!(
        places.len() > 200,
        "the project is no toy: {}",
        places.len()
    );
    let mut refused = 0;
    for place in &places {
        for wrong in [
            json!(null),
            json!(3),
            json!("x"),
            json!([]),
            json!({}),
            json!(true),
        ] {
            let mut damaged = whole.clone();
            *damaged.pointer_mut(place).unwrap() = wrong;
            match Project::load(&files(&damaged.to_string(), &trsx)) {
                Ok(project) => play(&project),
                Err(error) => {
                    assert!(!error.findings.is_empty(), "{place}");
                    refused += 1;
                }
            }
        }
    }
    assert!(
        refused > places.len(),
        "most damage is noticed: {refused} of {}",
        places.len() * 6
    );
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = everything().to_string();
    for length in 0..whole.len() {
        let Some(cut) = whole.get(..length) else {
            continue;
        };
        assert!(
            Project::load(&files(cut, "<project/>")).is_err(),
            "{length}"
        );
    }
}
