//! Designs that make something larger each time they run around: they end in an error or stay small, and never fill the
//! memory.

use bavard_dialog::{EventCause, Input, Project, Step, TraceEvent, TurnError};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{NOW, Talk};

/// Texts `x` and `y`, an object `o` of a type that contains itself, an entity and an intent.
fn declared() -> ProjectBuilder {
    let fields = json!([
        {"id": "text", "name": "text", "simpleVariableType": "STRING_TYPE"},
        {"id": "left", "name": "left", "complexVariableTypeId": "T"},
        {"id": "right", "name": "right", "complexVariableTypeId": "T"},
    ]);
    ProjectBuilder::new()
        .entity("thing")
        .set(
            "complexVariableTypes",
            json!([{"id": "T", "fields": fields}]),
        )
        .set(
            "variables",
            json!([
                {"id": "x", "name": "x", "simpleVariableType": "STRING_TYPE"},
                {"id": "y", "name": "y", "simpleVariableType": "STRING_TYPE"},
                {"id": "o", "name": "o", "complexVariableTypeId": "T"},
            ]),
        )
}

/// A project that runs these items over and over.
fn circling(items: &[Value]) -> Project {
    let mut items = items.to_vec();
    items.push(go_to("circle"));
    declared()
        .component(
            "Main",
            &[
                decision("begin", &[assign("x", "[\"a"), go_to("circle")]),
                message("circle", &items),
            ],
        )
        .build()
}

fn access(variable: &str, operation: &Value) -> Value {
    json!({"variableExpression": {"variableId": variable, "operations": [operation]}})
}

fn split(variable: &str) -> Value {
    let parameters = json!([{"constant": ""}]);
    access(
        variable,
        &json!({"callMethod": {"methodName": "split", "parameters": parameters}}),
    )
}

fn assigned(target: Value, value: &Value) -> Value {
    let mut assign = target;
    for (key, value) in value.as_object().unwrap() {
        assign[key] = value.clone();
    }
    json!({"action": {"assign": assign}})
}

fn field(name: &str) -> Value {
    json!({"lhsVariableExpression": {"variableId": "o", "operations": [{"selectField": {"fieldVariableId": name}}]}})
}

#[test]
fn a_text_that_is_made_of_itself_ends_in_an_error_before_it_is_large() {
    let x = json!({"variableId": "x"});
    let written = |name: &str| access(name, &json!({"callMethod": {"methodName": "toString"}}));
    for items in [
        vec![assign_from("x", split("x"))],
        vec![
            assigned(field("text"), &x),
            assign_from("x", json!({"variableId": "o"})),
        ],
        vec![assigned(field("text"), &x), assign_from("x", written("o"))],
        vec![
            assigned(json!({"lhsConceptId": "thing"}), &split("x")),
            assign_from("x", json!({"conceptIdLiteral": "thing"})),
        ],
        vec![
            assigned(json!({"lhsIntent": "INTENT_VALUE"}), &split("x")),
            assign_from("x", json!({"intent": "INTENT_VALUE"})),
        ],
    ] {
        let project = circling(&items);
        let error = Talk::new(&project).step(Input::Empty);
        // A list that is too large is not kept, and then there is nothing left to grow.
        let given_up = match &error {
            Err(TurnError::UnhandledEvent { cause, .. }) => {
                *cause == Some(EventCause::TooLong { limit: 65_536 })
            }
            Err(TurnError::Loop { .. }) => true,
            _ => false,
        };
        assert!(given_up, "{items:?}: {error:?}");
    }
}

#[test]
fn an_object_that_contains_itself_twice_with_a_long_text_is_given_up() {
    let o = json!({"variableId": "o"});
    let project = declared()
        .component(
            "Main",
            &[
                decision(
                    "begin",
                    &[
                        assign("x", &"x".repeat(60_000)),
                        assigned(field("text"), &json!({"variableId": "x"})),
                        go_to("circle"),
                    ],
                ),
                decision(
                    "circle",
                    &[
                        assigned(field("left"), &o),
                        assigned(field("right"), &o),
                        condition("IF", json!({"leftVariableId": "y", "relationalOperator": "EQUAL_OPERATOR", "rightConstant": "xxxxxxxxxxxx"}), &[go_to("ask")]),
                        assign_from("y", json!({"expression": {"leftVariableId": "y", "mathematicalOperator": "PLUS", "rightConstant": "x"}})),
                        condition("IF", json!({"leftVariableId": "y", "relationalOperator": "EQUAL_OPERATOR", "rightSpecialOperand": "NULL"}), &[assign("y", "x")]),
                        go_to("circle"),
                    ],
                ),
                question("ask", "thing", "Still there?", json!({})),
            ],
        )
        .build();
    let (talk, _) = Talk::open(&project);
    let stored = serde_json::to_string(&talk.state).unwrap().len();
    assert!(stored < 1_500_000, "{stored}");
}

#[test]
fn a_path_through_a_type_that_contains_itself_leaves_a_session_that_can_be_read_back() {
    for levels in [10, 63, 100, 5_000] {
        let steps = vec![json!({"selectField": {"fieldVariableId": "left"}}); levels];
        let target = json!({"lhsVariableExpression": {"variableId": "o", "operations": steps}});
        let project = declared()
            .component(
                "Main",
                &[
                    decision(
                        "begin",
                        &[assigned(target, &json!({"variableId": "o"})), go_to("ask")],
                    ),
                    question("ask", "thing", "Which?", json!({})),
                ],
            )
            .build();
        let nested = (0..50).fold(json!({}), |inner, _| json!({"left": inner}));
        let mut data = Map::new();
        data.insert("o".to_owned(), nested);
        let mut talk = Talk::new(&project);
        talk.state = project.update(&talk.state, &data);
        talk.say(Input::Empty);
        let stored = serde_json::to_string(&talk.state).unwrap();
        assert_eq!(
            serde_json::from_str(&stored).ok(),
            Some(talk.state),
            "{levels}"
        );
    }
}

#[test]
fn texts_with_objects_in_texts_with_objects_are_not_kept_deeper_than_a_session_can_be_read() {
    let project = declared()
        .component("Main", &[question("ask", "thing", "Which?", json!({}))])
        .build();
    let wrapped =
        |inner: Value, levels: usize| (0..levels).fold(inner, |inner, _| json!({"left": inner}));
    for (texts, is_kept) in [(1, true), (4, false)] {
        let value = (0..texts).fold(json!({}), |inner, _| {
            Value::String(wrapped(inner, 40).to_string())
        });
        let mut data = Map::new();
        data.insert("o".to_owned(), value);
        let state = project.update(&Talk::new(&project).state, &data);
        let stored = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str(&stored).ok(), Some(state), "{texts}");
        assert_eq!(stored.contains("left"), is_kept, "{texts}");
    }
}

#[test]
fn what_is_said_in_a_circle_ends_in_an_error_before_it_is_large() {
    let project = circling(&[
        say_with("[x|x][x|x][x|x]", json!([{"variableId": "x"}])),
        assign("x", &"x".repeat(60_000)),
    ]);
    let error = Talk::new(&project).step(Input::Empty);
    assert!(
        matches!(&error, Err(TurnError::UnhandledEvent { cause: Some(cause), .. }) if cause.to_string().contains("1048576")),
        "{error:?}"
    );
}

#[test]
fn a_log_entry_shows_the_beginning_of_a_long_value() {
    let log = json!({"action": {"log": {"message": "x", "variableId": "x"}}});
    let project = declared()
        .component(
            "Main",
            &[
                decision(
                    "begin",
                    &[assign("x", &"é".repeat(5_000)), log, go_to("bye")],
                ),
                end("bye"),
            ],
        )
        .build();
    let Ok(Step::Answer { trace, .. }) =
        project.execute(&Talk::new(&project).state, Input::Empty, NOW)
    else {
        panic!("the project answers");
    };
    let logged = trace.events.iter().find_map(|event| match event {
        TraceEvent::Log(text) => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(logged, Some(format!("x: {}", "é".repeat(1_000)).as_str()));
}
