//! What a session keeps: no more than it needs, and nothing that it could not read back.

use bavard_dialog::{EventKind, Input, Interpretation, SessionState, TurnError};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, picked, texts, understood};

/// Size of the state as it is stored; it has to be readable.
fn stored(state: &SessionState) -> usize {
    let json = serde_json::to_string(state).unwrap();
    let read: SessionState = serde_json::from_str(&json).unwrap();
    assert_eq!(read, *state);
    json.len()
}

/// Orders coffee without end: two entities, a confirmation of the order, an intent for each round.
fn ordering() -> ProjectBuilder {
    let slot = |entity: &str, node: &str| json!({"conceptId": entity, "collectGotoNodeId": node});
    let collect = |name: &str, entity: &str| {
        question(
            name,
            entity,
            "Which?",
            json!({
                "inputManagerReferenceId": "router",
                "reentryMessage": group(&[say("And now?")]),
                "recoConfirmationBehaviors": [{"event": "initial-prompt", "processingItems": group(&[say("Right?")])}],
                "defaultConceptProcessingItem": group(&[go_to("router")]),
            }),
        )
    };
    let all = group(&[
        clear("type"),
        clear("size"),
        clear("sure"),
        transition("RETURN"),
    ]);
    ProjectBuilder::new()
        .entity("type")
        .entity("size")
        .entity("sure")
        .intent("order", "Order")
        .component(
            "Main",
            &[
                intent_question("what", "What?", "mapper"),
                node(
                    "mapper",
                    "intentmapperNode2",
                    json!({"transition": go_to("what")["transition"]}),
                ),
            ],
        )
        .component(
            "Order",
            &[
                node(
                    "router",
                    "controllerNode",
                    json!({
                        "concepts": [slot("type", "askType"), slot("size", "askSize")],
                        "finalTransition": group(&[go_to("confirm")]),
                    }),
                ),
                collect("askType", "type"),
                collect("askSize", "size"),
                question(
                    "confirm",
                    "sure",
                    "Sure?",
                    json!({"defaultConceptProcessingItem": all}),
                ),
            ],
        )
}

#[test]
fn a_session_does_not_grow_with_the_conversation() {
    let project = ordering().build();
    let (mut talk, _) = Talk::open(&project);
    let mut sizes = Vec::new();
    for _ in 0..50 {
        talk.intent("order");
        talk.event(EventKind::NoMatch);
        let Input::Interpretation(given) = understood(&[("type", "latte")]) else {
            unreachable!()
        };
        talk.say(Input::Interpretation(Interpretation {
            confidence: 0.4,
            ..given
        }));
        talk.say(understood(&[("YES_NO", "yes")]));
        talk.say(picked("size", "big"));
        sizes.push(stored(&talk.state));
        assert_eq!(texts(&talk.say(picked("sure", "yes"))), ["What?"]);
        stored(&talk.state);
    }
    assert_eq!(sizes.first(), sizes.last(), "{sizes:?}");
    assert!(sizes.iter().all(|size| *size < 2_000), "{sizes:?}");
}

#[test]
fn what_a_client_says_is_as_long_as_an_utterance_at_most() {
    let project = ordering().build();
    let (mut talk, _) = Talk::open(&project);
    let long = "x".repeat(20_000);
    let mut with_literal = Interpretation {
        confidence: 1.0,
        ..Interpretation::default()
    };
    with_literal
        .data
        .insert("INTENT".to_owned(), json!("order"));
    with_literal
        .slot_literals
        .insert("type".to_owned(), long.clone());
    for input in [
        picked("type", &long),
        understood(&[("INTENT", "order"), ("type", &long)]),
        Input::Interpretation(with_literal),
    ] {
        let refused = talk.step(input);
        assert!(
            matches!(refused, Err(TurnError::TextTooLong { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn what_is_no_date_or_time_leaves_a_variable_of_that_type_as_it_was() {
    let shown = say_with(
        "[d|day] [t|time]",
        json!([{"variableId": "day"}, {"variableId": "time"}]),
    );
    let project = ProjectBuilder::new()
        .setting("COLLECTION_SETTINGS/max-noinput", "9")
        .variable("day", "DATE_TYPE")
        .variable("time", "TIME_TYPE")
        .entity("any")
        .component(
            "Main",
            &[question(
                "ask",
                "any",
                "",
                json!({"initialMessage": group(&[shown])}),
            )],
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    for (data, said) in [
        (
            json!({"day": "2026-12-24", "time": "0930p"}),
            "20261224 0930p",
        ),
        (json!({"day": "soon", "time": "99"}), "20261224 0930p"),
        (json!({"day": {"on": 1}, "time": [930]}), "20261224 0930p"),
        (json!({"day": 20270101, "time": "1330"}), "20270101 1330"),
    ] {
        talk.state = project.update(&talk.state, data.as_object().unwrap());
        let reply = talk.say(Input::Empty);
        assert_eq!(texts(&reply), [said], "{data}");
    }
}

#[test]
fn a_session_can_be_read_back_however_deep_its_data_were_nested() {
    let nested = |levels: usize| (0..levels).fold(json!({}), |inner, _| json!({"a": inner}));
    let project = ordering()
        .variable("choices", "DYNAMIC_ENTITY_DATA_TYPE")
        .build();
    for levels in [1, 60, 70, 110, 126] {
        let (mut talk, _) = Talk::open(&project);
        let mut data = Map::new();
        data.insert("choices".to_owned(), nested(levels));
        talk.state = project.update(&talk.state, &data);
        stored(&talk.state);
        talk.say(understood(&[
            ("INTENT", "order"),
            ("type", &nested(levels).to_string()),
        ]));
        stored(&talk.state);
    }
}

#[test]
fn a_value_that_a_design_puts_into_itself_over_and_over_stays_small() {
    let into = |field: &str| {
        json!({"action": {"assign": {
            "lhsVariableExpression": {"variableId": "x", "operations": [{"selectField": {"fieldVariableId": field}}]},
            "variable": {"id": "x", "name": "x"},
        }}})
    };
    let project = ProjectBuilder::new()
        .entity("any")
        .set(
            "complexVariableTypes",
            json!([{"id": "T", "fields": [
                {"id": "left", "name": "left", "complexVariableTypeId": "T"},
                {"id": "right", "name": "right", "complexVariableTypeId": "T"},
            ]}]),
        )
        .set(
            "variables",
            json!([
            {"id": "x", "name": "x", "complexVariableTypeId": "T"},
            {"id": "count", "name": "count", "simpleVariableType": "INTEGER_TYPE"},
        ]),
        )
        .component("Main", &[
            decision("begin", &[assign("count", "0"), go_to("grow")]),
            decision("grow", &[
                into("left"),
                into("right"),
                assign_from("count", json!({"expression": {
                    "leftVariable": {"name": "count"}, "mathematicalOperator": "PLUS", "rightConstant": "1",
                }})),
                condition("IF", compare("count", "LESS", "20"), &[go_to("grow")]),
                go_to("ask"),
            ]),
            question("ask", "any", "Still there?", json!({})),
        ])
        .build();
    let (talk, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["Still there?"]);
    assert!(stored(&talk.state) < 2_000_000);
}

#[test]
fn an_event_that_nobody_handles_is_refused_whatever_the_session_waits_for() {
    let project = ProjectBuilder::new()
        .entity("size")
        .component("Main", &[
            question("ask", "size", "Which?", json!({"defaultConceptProcessingItem": group(&[go_to("fetch")])})),
            node("fetch", "dataaccessNode", json!({"externalFetchEnabled": true, "successNodeId": "transfer", "failureNodeId": "transfer"})),
            node("transfer", "externalactionNode", json!({"actionType": "ESCALATE"})),
        ])
        .build();
    let (mut talk, _) = Talk::open(&project);
    let Value::Object(success) = json!({"returnCode": "0"}) else {
        unreachable!()
    };
    let go_on = [
        picked("size", "big"),
        Input::RequestedData {
            id: "fetch".to_owned(),
            data: success,
        },
    ];
    for next in go_on.into_iter().map(Some).chain([None]) {
        let before = talk.state.clone();
        for kind in [EventKind::Hangup, EventKind::Error, EventKind::Custom] {
            let event = bavard_dialog::DialogEvent {
                kind,
                name: "Gone".to_owned(),
                message: String::new(),
            };
            let refused = talk.step(Input::Event(event));
            assert!(
                matches!(refused, Err(TurnError::UnhandledEvent { .. })),
                "{refused:?}"
            );
        }
        assert_eq!(talk.state, before);
        if let Some(input) = next {
            talk.say(input);
        }
    }
}
