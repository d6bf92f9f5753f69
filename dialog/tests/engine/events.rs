//! Events: who throws them and who takes them.

use bavard_dialog::{Action, EventCause, EventKind, TurnError};
use serde_json::json;

use crate::support::builder::*;
use crate::support::talk::{Talk, texts, understood};

/// `Main` calls `Outer`, which calls `Inner`, which throws what it is told to.
fn nested(outer: &[(&str, &str)], main: &[(&str, &str)]) -> ProjectBuilder {
    ProjectBuilder::new()
        .event("event.custom.Oops")
        .entity("any")
        .handling_component(
            "Main",
            main,
            &[
                call("callOuter", "Outer", &[say("outer returned"), go_to("bye")]),
                message("mainHandles", &[say("main handles"), go_to("bye")]),
                end("bye"),
            ],
        )
        .handling_component(
            "Outer",
            outer,
            &[
                call(
                    "callInner",
                    "Inner",
                    &[say("inner returned"), transition("RETURN")],
                ),
                message(
                    "outerHandles",
                    &[say("outer handles"), transition("RETURN")],
                ),
            ],
        )
        .component(
            "Inner",
            &[message("oops", &[say("oops"), throw("event.custom.Oops")])],
        )
}

#[test]
fn a_handler_is_looked_for_up_the_call_stack_and_ends_what_its_component_called() {
    let said = |builder: ProjectBuilder| {
        let project = builder.build();
        let (_, reply) = Talk::open(&project);
        texts(&reply)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let exact = ("event.custom.Oops", "outerHandles");
    assert_eq!(
        said(nested(&[exact], &[])),
        ["oops", "outer handles", "outer returned"]
    );
    assert_eq!(
        said(nested(&[], &[("event.custom.Oops", "mainHandles")])),
        ["oops", "main handles"]
    );
    assert_eq!(
        said(nested(
            &[("event", "outerHandles")],
            &[("event.custom.Oops", "mainHandles")]
        )),
        ["oops", "main handles"],
        "the event itself goes before the one that catches all, on all levels"
    );
    assert_eq!(
        said(nested(&[("event", "outerHandles")], &[])),
        ["oops", "outer handles", "outer returned"]
    );
}

#[test]
fn an_event_that_nobody_handles_fails_the_turn_and_leaves_the_session() {
    let project = nested(&[], &[]).build();
    let mut talk = Talk::new(&project);
    let before = talk.state.clone();
    let error = talk.step(bavard_dialog::Input::Empty).unwrap_err();
    let expected = TurnError::UnhandledEvent {
        event: "event.custom.Oops".to_owned(),
        node: "oops".to_owned(),
        cause: None,
    };
    assert_eq!(error, expected);
    assert_eq!(talk.state, before);
}

#[test]
fn a_question_handles_events_of_the_client_before_its_component_does() {
    let project = ProjectBuilder::new()
        .event("event.custom.Help")
        .event("event.nuance.hangup")
        .entity("size")
        .handling_component(
            "Main",
            &[
                ("event.custom.Help", "componentHelp"),
                ("event.nuance.hangup", "bye"),
            ],
            &[
                handling(
                    question(
                        "first",
                        "size",
                        "First?",
                        json!({"defaultConceptProcessingItem": group(&[go_to("second")])}),
                    ),
                    &[("event.custom.Help", "nodeHelp")],
                ),
                question("second", "size", "Second?", json!({})),
                message("nodeHelp", &[say("node"), go_to("second")]),
                message("componentHelp", &[say("component"), go_to("second")]),
                end("bye"),
            ],
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(
        texts(&talk.custom_event("Help")),
        ["node", "Second?"],
        "by its label"
    );
    assert_eq!(
        texts(&talk.custom_event("event.custom.Help")),
        ["component", "Second?"],
        "in full"
    );
    let reply = talk.event(EventKind::Hangup);
    assert!(matches!(reply.action, Action::End(_)));
}

#[test]
fn a_node_that_leads_nowhere_throws_an_error() {
    let project = ProjectBuilder::new()
        .handling_component(
            "Main",
            &[("error", "bye")],
            &[message("stuck", &[say("stuck")]), end("bye")],
        )
        .build();
    let (_, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["stuck"]);
    let project = ProjectBuilder::new()
        .component("Main", &[decision("stuck", &[])])
        .build();
    let error = Talk::new(&project)
        .step(bavard_dialog::Input::Empty)
        .unwrap_err();
    assert!(
        matches!(
            error,
            TurnError::UnhandledEvent {
                cause: Some(EventCause::NoTransition),
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn an_unknown_method_throws_an_error() {
    let shout = json!({"variableExpression": {"variableId": "x", "operations": [{"callMethod": {"methodName": "shout"}}]}});
    let project = ProjectBuilder::new()
        .variable("x", "STRING_TYPE")
        .handling_component(
            "Main",
            &[("error", "sorry")],
            &[
                decision(
                    "set",
                    &[assign("x", "hi"), assign_from("x", shout), go_to("bye")],
                ),
                message("sorry", &[say("Sorry."), go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let (_, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["Sorry."]);
}

#[test]
fn a_project_handler_takes_what_no_component_does() {
    let project = nested(&[], &[])
        .set("eventHandlers", json!([{"eventId": "event.custom.Oops", "transition": go_to("mainHandles")["transition"]}]))
        .build();
    let (mut talk, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["oops", "main handles"]);
    assert_eq!(
        talk.step(understood(&[("any", "x")])).unwrap_err(),
        TurnError::Ended
    );
}

#[test]
fn events_are_handled_while_the_client_fetches_and_while_it_hands_over() {
    let handler = |name: &str| message(name, &[say(name), go_to("bye")]);
    let wait =
        json!({"externalFetchEnabled": true, "successNodeId": "transfer", "failureNodeId": "bye"});
    let project = ProjectBuilder::new()
        .event("event.custom.Stop")
        .event("event.nuance.hangup")
        .handling_component(
            "Main",
            &[("event.custom.Stop", "stopped"), ("event", "gone")],
            &[
                handling(
                    node("fetch", "dataaccessNode", wait),
                    &[("event.nuance.hangup", "hungUp")],
                ),
                node(
                    "transfer",
                    "externalactionNode",
                    json!({"actionType": "ESCALATE"}),
                ),
                handler("stopped"),
                handler("hungUp"),
                handler("gone"),
                end("bye"),
            ],
        )
        .build();
    let fetching = || Talk::open(&project).0;
    let transferring = || {
        let mut talk = fetching();
        let data = json!({"returnCode": "0"});
        talk.say(bavard_dialog::Input::RequestedData {
            id: "fetch".to_owned(),
            data: data.as_object().unwrap().clone(),
        });
        talk
    };
    assert_eq!(texts(&fetching().custom_event("Stop")), ["stopped"]);
    assert_eq!(texts(&fetching().event(EventKind::Hangup)), ["hungUp"]);
    assert_eq!(texts(&transferring().custom_event("Stop")), ["stopped"]);
    assert_eq!(texts(&transferring().event(EventKind::Hangup)), ["gone"]);
    assert_eq!(texts(&transferring().event(EventKind::Error)), ["gone"]);
    for silence in [EventKind::NoInput, EventKind::NoMatch, EventKind::Success] {
        let event = bavard_dialog::DialogEvent {
            kind: silence,
            name: String::new(),
            message: String::new(),
        };
        let refused = transferring().step(bavard_dialog::Input::Event(event));
        assert!(
            matches!(refused, Err(TurnError::UnexpectedInput { .. })),
            "{refused:?}"
        );
    }
}
