//! Data access, methods and settings.

use bavard_dialog::{Project, Severity};
use serde_json::{Value, json};

use super::*;

fn fetch(name: &str, next: &str, more: Value) -> Value {
    let mut node = node(
        name,
        "dataaccessNode",
        json!({"externalFetchEnabled": true, "successNodeId": next, "failureNodeId": "bye"}),
    );
    node["id"] = json!(format!("{next}-{name}"));
    for (key, value) in more.as_object().unwrap() {
        node["dataaccessNode"][key] = value.clone();
    }
    node
}

#[test]
fn data_accesses_that_clients_cannot_tell_apart_are_a_warning() {
    let on_server =
        json!({"externalFetchEnabled": false, "backendConfig": {"dressAliasId": "host"}});
    let project = |second: Value| {
        main(&[
            fetch("price", "bye-price", json!({})),
            fetch("price", "bye", second),
        ])
        .set(
            "dressAliases",
            json!([{"id": "host", "alias": "shop", "defaultValue": "https://shop.example"}]),
        )
    };
    assert_found(&project(json!({})), &[("duplicate-name", "price")]);
    assert_silent("one of them is fetched by the server", &project(on_server));
}

#[test]
fn a_data_host_without_url_is_a_warning() {
    let project = |url: &str| {
        let backend =
            json!({"externalFetchEnabled": false, "backendConfig": {"dressAliasId": "host"}});
        main(&[fetch("price", "bye", backend)]).set(
            "dressAliases",
            json!([{"id": "host", "alias": "shop", "defaultValue": url}]),
        )
    };
    assert_found(&project(""), &[("missing-host-url", "price")]);
    assert_silent("it has one", &project("https://shop.example"));
}

#[test]
fn a_hand_over_that_leads_nowhere_afterwards_is_a_warning() {
    let transition = json!({"transitionType": "GO_TO", "nodeId": "bye"});
    let project = |body: Value| {
        let mut body = body;
        body["actionType"] = json!("ESCALATE");
        main(&[node("agent", "externalactionNode", body)])
    };
    let finding = only(&project(json!({"successTransition": transition})));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Warning, "dead-end")
    );
    assert!(
        finding.message.ends_with("after failure"),
        "{}",
        finding.message
    );
    assert_silent(
        "both are set",
        &project(json!({"successTransition": transition, "failureTransition": transition})),
    );
}

#[test]
fn an_unknown_method_is_an_error_before_any_visitor_meets_it_and_the_project_loads() {
    let call = |method: &str| {
        let operation = json!({"callMethod": {"methodName": method, "parameters": []}});
        let value =
            json!({"variableExpression": {"variableId": "name", "operations": [operation]}});
        main(&[message(
            "hello",
            &[assign_from("name", value), go_to("bye")],
        )])
        .variable("name", "STRING_TYPE")
    };
    let project = call("reverse");
    let finding = only(&project);
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Error, "unknown-method")
    );
    assert!(
        finding
            .path
            .to_string()
            .ends_with(".operations[0].callMethod")
    );
    assert_eq!(finding.node.as_deref(), Some("hello"));
    assert!(Project::load(&project.files()).is_ok());
    assert_silent("a known one", &call("length"));
}

#[test]
fn a_setting_that_cannot_be_read_is_a_warning() {
    let project = |value: &str| {
        sized(&[size_question(json!({}))]).setting("COLLECTION_SETTINGS/max-nomatch", value)
    };
    let finding = only(&project("three"));
    assert_eq!(finding.code.as_str(), "invalid-setting");
    assert_eq!(finding.path.to_string(), "$.data.globalSettingOverrides[0]");
    assert_silent("a number", &project("3"));
    assert_silent("not set", &project(""));
    assert_silent(
        "a setting that the engine does not act on",
        &sized(&[size_question(json!({}))]).setting("GRAMMAR_SETTINGS/whatever", "three"),
    );
}

#[test]
fn a_project_that_does_not_load_gets_what_loading_found() {
    let project = main(&[
        message("hello", &[go_to("nowhere")]),
        message("forgotten", &[say("Hm.")]),
    ]);
    assert_found(&project, &[("missing-node", "hello")]);
}
