//! Data access by the client and by a backend, and hand-over.

use std::time::Duration;

use bavard_dialog::{
    Action, BackendFailure, DialogEvent, EventKind, Input, Method, Step, TurnError,
};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, picked, text, texts};

/// Fetches a price, then says it or that it failed.
fn priced(fetch: Value) -> ProjectBuilder {
    let show = say_with(
        "[p|price] [c|returnCode] [m|returnMessage]",
        json!([
            {"variableId": "price"}, {"variableId": "returnCode"}, {"variableId": "returnMessage"},
        ]),
    );
    let mut body = json!({
        "inputVariablesConcepts": [{"variableId": "type"}, {"variableId": "empty"}, {"conceptId": "size"}],
        "outputVariables": [{"id": "price", "name": "price"}],
        "successNodeId": "show", "failureNodeId": "sorry",
    });
    for (key, value) in fetch.as_object().unwrap() {
        body[key] = value.clone();
    }
    ProjectBuilder::new()
        .variable("type", "STRING_TYPE")
        .variable("empty", "STRING_TYPE")
        .variable("price", "DECIMAL_TYPE")
        .variable("other", "STRING_TYPE")
        .variable("returnCode", "STRING_TYPE")
        .variable("returnMessage", "STRING_TYPE")
        .entity("size")
        .setting("DATA_ACCESS_SETTINGS/fetchaudiodelay", "500ms")
        .set("dressAliases", json!([{"id": "1", "alias": "shop.example.com", "defaultValue": "https://shop.example.com/api"}]))
        .component("Main", &[
            decision("set", &[
                assign("type", "latte"),
                json!({"action": {"assign": {"lhsConceptId": "size", "constant": "big"}}}),
                go_to("get_price"),
            ]),
            node("get_price", "dataaccessNode", body),
            message("show", &[show, go_to("bye")]),
            message("sorry", &[say_with("Sorry [c|returnCode].", json!([{"variableId": "returnCode"}])), go_to("bye")]),
            end("bye"),
        ])
}

fn from_client(latency: &[Value]) -> ProjectBuilder {
    priced(json!({"externalFetchEnabled": true, "processingItems": group(latency)}))
}

fn from_backend(latency: &[Value], config: Value) -> ProjectBuilder {
    let mut config = config;
    config["dressAliasId"] = json!("1");
    priced(
        json!({"externalFetchEnabled": false, "processingItems": group(latency), "backendConfig": config}),
    )
}

fn requested(id: &str, data: Value) -> Input {
    let Value::Object(data) = data else {
        unreachable!()
    };
    Input::RequestedData {
        id: id.to_owned(),
        data,
    }
}

#[test]
fn the_client_is_sent_what_is_set_and_what_it_returns_is_taken_by_type() {
    let project = from_client(&[say("One moment.")]).build();
    let (mut talk, reply) = Talk::open(&project);
    let Action::DataAccess(action) = &reply.action else {
        panic!("{reply:#?}")
    };
    assert_eq!(action.id, "get_price");
    assert_eq!(
        Value::Object(action.data.clone()),
        json!({"type": "latte", "size": "big"}),
        "NULL is left out"
    );
    assert_eq!(action.message_settings.delay, "500ms");
    assert_eq!(texts(&reply), ["One moment."]);
    let data = json!({"returnCode": "0", "returnMessage": "ok", "price": "4.25", "other": "not listed", "type": "mocha"});
    let reply = talk.say(requested("get_price", data));
    assert_eq!(texts(&reply), ["4.25 0 ok"]);
}

#[test]
fn another_return_code_takes_the_failure_way_and_no_values() {
    let project = from_client(&[]).build();
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(requested("get_price", json!({"returnCode": 7, "price": 3})));
    assert_eq!(texts(&reply), ["Sorry 7."]);
}

#[test]
fn requested_data_has_to_name_the_node_and_to_carry_a_return_code() {
    let project = from_client(&[]).build();
    let (mut talk, _) = Talk::open(&project);
    let before = talk.state.clone();
    let error = talk
        .step(requested("get_price", json!({"price": 3})))
        .unwrap_err();
    assert_eq!(
        error,
        TurnError::MissingReturnCode {
            node: "get_price".to_owned()
        }
    );
    let error = talk
        .step(requested("get_time", json!({"returnCode": "0"})))
        .unwrap_err();
    assert_eq!(
        error,
        TurnError::UnknownDataNode {
            expected: "get_price".to_owned(),
            given: "get_time".to_owned()
        }
    );
    assert_eq!(talk.state, before);
}

#[test]
fn a_backend_without_latency_message_is_asked_within_the_call() {
    let project = from_backend(&[], json!({
        "urlExtension": "/price", "method": "POST", "fetchTimeout": 2000, "connectTimeout": 0,
        "headers": [{"key": "X-Type", "variableId": "type"}, {"key": "X-Fixed", "constant": "1"}],
    }))
    .build();
    let mut talk = Talk::new(&project);
    let Ok(Step::Fetch { request, .. }) = talk.step(Input::Empty) else {
        panic!("a fetch")
    };
    assert_eq!(
        (request.node.as_str(), request.host_alias.as_str()),
        ("get_price", "shop.example.com")
    );
    assert_eq!(
        (
            request.default_base.as_str(),
            request.url_extension.as_str()
        ),
        ("https://shop.example.com/api", "/price")
    );
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        Value::Object(request.body),
        json!({"type": "latte", "size": "big"})
    );
    assert_eq!(
        request.headers,
        [
            ("X-Type".to_owned(), "latte".to_owned()),
            ("X-Fixed".to_owned(), "1".to_owned())
        ]
    );
    assert_eq!(
        (request.fetch_timeout, request.connect_timeout),
        (Some(Duration::from_secs(2)), None)
    );
    let reply = talk.say(Input::BackendReply(Ok(
        json!({"returnCode": "0", "price": 5}),
    )));
    assert_eq!(texts(&reply), ["5 0 "]);
}

#[test]
fn with_a_latency_message_the_client_comes_back_for_the_fetch() {
    let project = from_backend(
        &[say("One moment.")],
        json!({"urlExtension": "/price/{type}?s={size}", "method": "GET", "fetchTimeout": 30000}),
    )
    .build();
    let (mut talk, reply) = Talk::open(&project);
    let Action::Continue(action) = &reply.action else {
        panic!("{reply:#?}")
    };
    assert_eq!(texts(&reply), ["One moment."]);
    assert_eq!(action.message_settings.delay, "500ms");
    assert_eq!(action.backend_connection_settings.fetch_timeout, "30000ms");
    let Ok(Step::Fetch { request, .. }) = talk.step(Input::Empty) else {
        panic!("a fetch")
    };
    assert_eq!(
        (request.method, request.url_extension.as_str()),
        (Method::Get, "/price/latte?s=big")
    );
}

#[test]
fn whatever_a_client_brings_along_when_it_comes_back_is_ignored() {
    let project = from_backend(&[say("One moment.")], json!({"urlExtension": "/price"})).build();
    let event = |kind| {
        Input::Event(DialogEvent {
            kind,
            name: "Stop".to_owned(),
            message: String::new(),
        })
    };
    for input in [
        text("hurry up"),
        picked("size", "small"),
        requested("get_price", json!({"returnCode": "0", "price": 1})),
        event(EventKind::Success),
        event(EventKind::NoInput),
        event(EventKind::NoMatch),
        event(EventKind::Error),
        event(EventKind::Hangup),
        event(EventKind::Custom),
    ] {
        let (mut talk, _) = Talk::open(&project);
        let step = talk.step(input.clone());
        assert!(
            matches!(&step, Ok(Step::Fetch { request, .. }) if request.body["size"] == "big"),
            "{input:?}: {step:?}"
        );
    }
    let (mut talk, _) = Talk::open(&project);
    let before = talk.state.clone();
    let refused = talk.step(Input::BackendReply(Ok(json!({"returnCode": "0"}))));
    assert!(
        matches!(refused, Err(TurnError::UnexpectedInput { .. })),
        "nothing was fetched yet: {refused:?}"
    );
    assert_eq!(talk.state, before);
}

#[test]
fn whatever_goes_wrong_at_the_backend_takes_the_failure_way() {
    let project = from_backend(&[], json!({"urlExtension": "/price"})).build();
    for reply in [
        Ok(json!({"returnCode": "1"})),
        Ok(json!({"price": 5})),
        Ok(json!("text")),
        Err(BackendFailure::Timeout),
        Err(BackendFailure::Status(500)),
        Err(BackendFailure::NotJson),
        Err(BackendFailure::Connection("refused".to_owned())),
        Err(BackendFailure::Refused("plain HTTP".to_owned())),
        Err(BackendFailure::CircuitOpen),
    ] {
        let mut talk = Talk::new(&project);
        talk.step(Input::Empty).unwrap();
        let said = talk.say(Input::BackendReply(reply.clone()));
        assert!(texts(&said)[0].starts_with("Sorry"), "{reply:?}: {said:#?}");
    }
}

#[test]
fn a_hand_over_goes_on_by_its_return_code() {
    let project = ProjectBuilder::new()
        .variable("queue", "STRING_TYPE")
        .variable("agent", "STRING_TYPE")
        .variable("language", "STRING_TYPE")
        .component("Main", &[
            message("hold", &[assign("queue", "sales"), say("Hold on."), go_to("transfer")]),
            node("transfer", "externalactionNode", json!({
                "actionType": "ESCALATE",
                "inputVariablesConcepts": [{"variableId": "queue"}, {"variable": {"name": "language"}}],
                "outputVariableIds": ["agent"],
                "successTransition": go_to("done")["transition"],
                "failureTransition": go_to("busy")["transition"],
            })),
            message("done", &[say_with("You talk to [a|agent].", json!([{"variableId": "agent"}])), go_to("bye")]),
            message("busy", &[say("All are busy."), go_to("bye")]),
            end("bye"),
        ])
        .build();
    for (data, expected) in [
        (
            json!({"returnCode": "0", "agent": "Ann"}),
            "You talk to Ann.",
        ),
        (json!({"returnCode": "1"}), "All are busy."),
    ] {
        let (mut talk, reply) = Talk::open(&project);
        let Action::Escalation(action) = &reply.action else {
            panic!("{reply:#?}")
        };
        assert_eq!(texts(&reply), ["Hold on."]);
        assert_eq!(
            Value::Object(action.data.clone()),
            json!({"queue": "sales", "language": "en-US"})
        );
        assert_eq!(texts(&talk.say(requested("transfer", data))), [expected]);
    }
}

#[test]
fn session_data_is_taken_by_the_declared_type_and_the_rest_is_left_out() {
    let types = [
        "STRING", "BOOLEAN", "INTEGER", "DECIMAL", "AMOUNT", "DATE", "LIST",
    ];
    let mut builder = ProjectBuilder::new();
    let mut send = Vec::new();
    for name in types {
        builder = builder.variable(name, &format!("{name}_TYPE"));
        send.push(json!({"variableId": name}));
    }
    let fetch = json!({
        "externalFetchEnabled": true, "inputVariablesConcepts": send, "successNodeId": "fetch", "failureNodeId": "fetch",
    });
    let project = builder
        .component("Main", &[node("fetch", "dataaccessNode", fetch)])
        .build();
    let sent = |data: Value| {
        let mut talk = Talk::new(&project);
        talk.state = project.update(&talk.state, data.as_object().unwrap());
        let reply = talk.say(Input::Empty);
        let Action::DataAccess(action) = reply.action else {
            panic!("{:#?}", reply.action)
        };
        Value::Object(action.data)
    };
    assert_eq!(
        sent(json!({
            "STRING": 12, "BOOLEAN": "true", "INTEGER": "3", "DECIMAL": 320.0, "DATE": "20261121", "LIST": [1],
            "AMOUNT": {"unit": "USD", "number": "10.5", "extra": 1}, "undeclared": 1,
        })),
        json!({
            "STRING": "12", "BOOLEAN": true, "INTEGER": 3, "DECIMAL": 320, "DATE": "20261121", "LIST": [1],
            "AMOUNT": {"unit": "USD", "number": 10.5},
        })
    );
    assert_eq!(
        sent(json!({
            "STRING": [], "BOOLEAN": "yes", "INTEGER": 1.5, "DECIMAL": "inf", "DATE": {}, "LIST": "1", "AMOUNT": 3,
        })),
        json!({})
    );
}

#[test]
fn every_method_fills_the_url_and_headers_without_a_value_are_left_out() {
    for (word, method) in [
        ("PUT", Method::Put),
        ("PATCH", Method::Patch),
        ("DELETE", Method::Delete),
    ] {
        let headers = json!([{"key": "X-None", "variableId": "price"}, {"key": "X-Type", "variableId": "type"}]);
        let backend = json!({"urlExtension": "/orders/{type}", "method": word, "headers": headers});
        let project = from_backend(&[], backend).build();
        let Ok(Step::Fetch { request, .. }) = Talk::new(&project).step(Input::Empty) else {
            panic!("a fetch")
        };
        assert_eq!(
            (request.method, request.url_extension.as_str()),
            (method, "/orders/latte")
        );
        assert_eq!(request.headers, [("X-Type".to_owned(), "latte".to_owned())]);
    }
}
