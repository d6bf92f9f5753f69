//! Any expression and any assignment, in a project that has variables and entities of every type, ends with an answer
//! or an error. Input: a JSON object `{"expression": .., "assign": .., "data": ..}`.

#![no_main]

use bavard_dialog::{Input, LocaleFile, Project, ProjectFiles, SessionStart};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

fuzz_target!(|text: &str| {
    let Ok(Value::Object(given)) = serde_json::from_str::<Value>(text) else {
        return;
    };
    let part = |key: &str| given.get(key).cloned().unwrap_or_default();
    let files = ProjectFiles {
        dialog: project(part("expression"), part("assign")).to_string(),
        locales: vec![LocaleFile {
            locale: "en-US".to_owned(),
            trsx: "<project/>".to_owned(),
        }],
    };
    let Ok(project) = Project::load(&files) else {
        return;
    };
    let data: Map<String, Value> = part("data").as_object().cloned().unwrap_or_default();
    let start = SessionStart {
        channel: "default".to_owned(),
        language: "en-US".to_owned(),
        data,
        seed: 7,
    };
    if let Ok(state) = project.start(&start) {
        let _answer = project.execute(&state, Input::Empty, date(2026, 11, 21).at(10, 30, 0, 0));
    }
});

fn project(expression: Value, assign: Value) -> Value {
    let group =
        |items: Value| json!({"channelProcessingItemsMap": {"c": {"processingItems": items}}});
    let go_to_end = json!({"transition": {"transitionType": "GO_TO", "nodeId": "end"}});
    let types = [
        "STRING",
        "BOOLEAN",
        "DATE",
        "TIME",
        "INTEGER",
        "DECIMAL",
        "AMOUNT",
        "LIST",
        "DYNAMIC_ENTITY_DATA",
        "ALPHANUM",
        "DIGITS",
        "DISTANCE",
        "TEMPERATURE",
    ];
    let mut variables: Vec<Value> = types
        .iter()
        .map(|name| json!({"id": name, "name": name, "simpleVariableType": format!("{name}_TYPE")}))
        .collect();
    variables.push(json!({"id": "OBJECT", "name": "OBJECT", "complexVariableTypeId": "schema"}));
    json!({"data": {
        "supportedLocales": ["en-US"],
        "supportedChannels": [{"id": "c", "displayName": "Default", "codeName": "default", "modes": ["Rich Text"]}],
        "ontology": {"concepts": [{"id": "entity", "name": "entity"}], "intents": []},
        "complexVariableTypes": [{"id": "schema", "fields": [
            {"id": "text", "name": "text", "simpleVariableType": "STRING_TYPE"},
            {"id": "inner", "name": "inner", "complexVariableTypeId": "schema"},
        ]}],
        "variables": variables,
        "events": [{"id": "event", "eventString": "event"}],
        "components": [{"id": "m", "name": "Main", "eventHandlers": [
            {"eventId": "event", "transition": go_to_end["transition"]},
        ], "nodes": [
            {"id": "start", "startNode": {"name": "start", "nodeId": "choice"}},
            {"id": "choice", "decisionNode": {"name": "choice", "processingItems": group(json!([
                {"action": {"assign": assign}},
                {"condition": {"statementType": "IF_TYPE", "expression": expression, "processingItems": [go_to_end]}},
                go_to_end,
            ]))}},
            {"id": "end", "externalactionNode": {"name": "end", "actionType": "END"}},
        ]}],
    }})
}
