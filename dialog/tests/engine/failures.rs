//! Calls that are refused: each says why and leaves the session as it was.

use bavard_dialog::{EventCause, EventKind, Input, InputKind, SessionState, TurnError};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, texts};

fn looping() -> [Value; 2] {
    [decision("a", &[go_to("b")]), decision("b", &[go_to("a")])]
}

#[test]
fn a_design_that_loops_without_input_throws_an_error_once() {
    let [a, b] = looping();
    let project = ProjectBuilder::new()
        .handling_component(
            "Main",
            &[("error", "sorry")],
            &[
                a,
                b,
                message("sorry", &[say("Sorry."), go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let (_, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["Sorry."]);
}

#[test]
fn a_loop_that_the_error_does_not_end_fails_the_turn() {
    for handlers in [vec![("error", "a")], vec![]] {
        let [a, b] = looping();
        let project = ProjectBuilder::new()
            .handling_component("Main", &handlers, &[a, b])
            .build();
        let error = Talk::new(&project).step(Input::Empty).unwrap_err();
        assert!(matches!(error, TurnError::Loop { .. }), "{error}");
    }
}

#[test]
fn an_event_that_its_own_handler_throws_again_fails_the_turn() {
    let mut dialog = ProjectBuilder::new()
        .component("Main", &[decision("oops", &[throw("error")])])
        .json();
    dialog["data"]["components"][0]["eventHandlers"] =
        json!([{"eventId": "error", "transition": throw("error")["transition"]}]);
    let trsx = &ProjectBuilder::new().files().locales[0].trsx;
    let project = bavard_dialog::Project::load(&files(&dialog.to_string(), trsx)).unwrap();
    let error = Talk::new(&project).step(Input::Empty).unwrap_err();
    assert!(matches!(error, TurnError::Loop { .. }), "{error}");
}

#[test]
fn components_that_call_each_other_without_end_fail_the_turn() {
    let project = ProjectBuilder::new()
        .component("Main", &[call("down", "Main", &[]), end("bye")])
        .build();
    let error = Talk::new(&project).step(Input::Empty).unwrap_err();
    assert!(
        matches!(
            error,
            TurnError::UnhandledEvent {
                cause: Some(EventCause::TooManyCalls),
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn the_wrong_kind_of_input_is_refused_and_the_session_goes_on_as_before() {
    let project = ProjectBuilder::new()
        .entity("size")
        .component(
            "Main",
            &[
                question(
                    "ask",
                    "size",
                    "Which?",
                    json!({"defaultConceptProcessingItem": group(&[go_to("bye")])}),
                ),
                end("bye"),
            ],
        )
        .build();
    let requested = || Input::RequestedData {
        id: "ask".to_owned(),
        data: Map::new(),
    };
    let backend = || Input::BackendReply(Ok(json!({})));

    let mut talk = Talk::new(&project);
    for input in [requested(), backend()] {
        assert!(
            matches!(talk.step(input), Err(TurnError::UnexpectedInput { .. })),
            "before the opening"
        );
    }
    talk.say(Input::Empty);
    let before = talk.state.clone();
    for (input, kind) in [
        (requested(), InputKind::RequestedData),
        (backend(), InputKind::BackendReply),
    ] {
        match talk.step(input) {
            Err(TurnError::UnexpectedInput { given, .. }) => assert_eq!(given, kind),
            other => panic!("{other:?}"),
        }
    }
    let long = Input::Text("x".repeat(5_000_000));
    assert!(matches!(
        talk.step(long),
        Err(TurnError::TextTooLong {
            length: 5_000_000,
            ..
        })
    ));
    assert_eq!(talk.state, before);
    talk.say(Input::Selected {
        id: "size".to_owned(),
        value: "big".to_owned(),
    });
    assert!(talk.state.is_ended());
    assert_eq!(
        talk.step(Input::Text("hello?".to_owned())).unwrap_err(),
        TurnError::Ended
    );
}

#[test]
fn a_client_that_owes_data_cannot_send_text_or_silence() {
    let project = ProjectBuilder::new()
        .event("event.nuance.hangup")
        .handling_component("Main", &[("event.nuance.hangup", "bye")], &[
            node("fetch", "dataaccessNode", json!({"externalFetchEnabled": true, "successNodeId": "bye", "failureNodeId": "bye"})),
            end("bye"),
        ])
        .build();
    let (mut talk, _) = Talk::open(&project);
    for input in [
        Input::Empty,
        Input::Text("hello".to_owned()),
        Input::Selected {
            id: String::new(),
            value: String::new(),
        },
    ] {
        assert!(matches!(
            talk.step(input),
            Err(TurnError::UnexpectedInput { .. })
        ));
    }
    talk.event(EventKind::Hangup);
    assert!(talk.state.is_ended());
}

#[test]
fn a_session_whose_node_is_gone_is_refused() {
    let project = |name: &str| {
        ProjectBuilder::new()
            .entity("size")
            .component("Main", &[question(name, "size", "Which?", json!({}))])
            .build()
    };
    let (before, after) = (project("old"), project("new"));
    let (talk, _) = Talk::open(&before);
    let mut moved = Talk::new(&after);
    moved.state = talk.state;
    let error = moved.step(Input::Empty).unwrap_err();
    assert_eq!(
        error,
        TurnError::StaleState {
            place: "old".to_owned()
        }
    );
}

#[test]
fn a_state_survives_json() {
    let project = ProjectBuilder::new()
        .entity("size")
        .variable("name", "STRING_TYPE")
        .component("Main", &[question("ask", "size", "Which?", json!({}))])
        .build();
    let (mut talk, _) = Talk::open(&project);
    talk.state = project.update(&talk.state, json!({"name": "Ann"}).as_object().unwrap());
    talk.event(EventKind::NoInput);
    let json = serde_json::to_string(&talk.state).unwrap();
    let read: SessionState = serde_json::from_str(&json).unwrap();
    assert_eq!(read, talk.state);
}
