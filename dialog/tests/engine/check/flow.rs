//! Nodes that are not reached, that lead nowhere, and that run in circles.

use bavard_dialog::Severity;
use serde_json::{Value, json};

use super::*;

#[test]
fn a_node_that_no_way_leads_to_is_found_with_its_path_and_advice() {
    let finding = only(&main(&[
        message("hello", &[go_to("bye")]),
        message("forgotten", &[say("Hm."), go_to("bye")]),
    ]));
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.code.as_str(), "unreachable-node");
    assert_eq!(
        finding.path.to_string(),
        "$.data.components[0].nodes[2].messageNode"
    );
    assert_eq!(finding.component.as_deref(), Some("Main"));
    assert_eq!(finding.node.as_deref(), Some("forgotten"));
    assert!(finding.code.mend().contains("delete it"));
}

#[test]
fn a_component_that_nothing_calls_is_one_finding() {
    let project = main(&[message("hello", &[go_to("bye")])]).component(
        "Attic",
        &[message("box", &[say("Hm."), transition("RETURN")])],
    );
    assert_found(&project, &[("unreachable-component", "Attic")]);
}

#[test]
fn every_kind_of_way_reaches() {
    let bye = || message("there", &[say("Here."), go_to("bye")]);
    let component = |project: ProjectBuilder| {
        project.component(
            "Other",
            &[message("box", &[say("Hm."), transition("RETURN")])],
        )
    };
    let custom = "event.custom.Help";
    for (way, project) in [
        (
            "a condition",
            main(&[
                decision(
                    "which",
                    &[
                        condition("IF", compare("flag", "EQUAL", "true"), &[go_to("there")]),
                        condition("ELSE", Value::Null, &[go_to("bye")]),
                    ],
                ),
                bye(),
            ])
            .variable("flag", "BOOLEAN_TYPE"),
        ),
        (
            "a handler of a node, for an event that only clients throw",
            main(&[
                handling(message("hello", &[go_to("bye")]), &[(custom, "there")]),
                bye(),
            ])
            .event(custom),
        ),
        (
            "a call",
            component(main(&[call("calls", "Other", &[go_to("bye")])])),
        ),
        (
            "an intent",
            component(
                main(&[
                    intent_question("what", "What?", "mapper"),
                    node(
                        "mapper",
                        "intentmapperNode2",
                        json!({"transition": {"transitionType": "GO_TO", "nodeId": "bye"}}),
                    ),
                ])
                .intent("order", "Other")
                .training(r#"<ontology><intents><intent name="order"/></intents></ontology>
                    <samples><sample intentref="order">order</sample></samples>"#),
            ),
        ),
        (
            "a data access",
            main(&[
                node(
                    "fetch",
                    "dataaccessNode",
                    json!({"externalFetchEnabled": true, "successNodeId": "bye", "failureNodeId": "there"}),
                ),
                bye(),
            ]),
        ),
        (
            "a command",
            sized(&[
                size_question(json!({"nodeCommandOverrides": [
                    {"entityValue": "large", "enabled": true, "processingItems": group(&[go_to("there")])},
                ]})),
                bye(),
            ])
            .set("globalCommandsEntityId", json!("size"))
            .set("globalCommands", json!([{"entityValue": "small", "eventId": "event", "projectLevelEnabled": true}])),
        ),
    ] {
        assert_silent(way, &project);
    }
}

#[test]
fn a_node_without_any_transition_is_an_error() {
    let project = main(&[message("hello", &[say("Hi.")])]);
    assert_found(&project, &[("dead-end", "hello")]);
    assert_eq!(only(&project).severity, Severity::Error);
    // One that is not reached cannot break anything.
    let project = main(&[
        message("hello", &[go_to("bye")]),
        message("forgotten", &[say("Hm.")]),
    ]);
    assert_found(&project, &[("unreachable-node", "forgotten")]);
}

#[test]
fn a_node_that_leads_on_under_conditions_only_is_a_warning() {
    let holds = |operator: &str, value: &str| compare("size", operator, value);
    let to_bye = || [go_to("bye")];
    let project =
        |items: &[Value]| main(&[decision("which", items)]).variable("size", "STRING_TYPE");
    assert_found(
        &project(&[
            condition("IF", holds("EQUAL", "small"), &to_bye()),
            condition("ELSEIF", holds("EQUAL", "large"), &to_bye()),
        ]),
        &[("incomplete-branches", "which")],
    );
    let flag = |value: &str| compare("flag", "EQUAL", value);
    for (case, items) in [
        (
            "an ELSE",
            vec![
                condition("IF", holds("EQUAL", "small"), &to_bye()),
                condition("ELSE", Value::Null, &to_bye()),
            ],
        ),
        (
            "a transition after the conditions",
            vec![
                condition("IF", holds("EQUAL", "small"), &to_bye()),
                go_to("bye"),
            ],
        ),
        (
            "the opposite as ELSEIF",
            vec![
                condition("IF", holds("EQUAL", "small"), &to_bye()),
                condition("ELSEIF", holds("NOT_EQUAL", "small"), &to_bye()),
            ],
        ),
        (
            "the opposite as another IF",
            vec![
                condition("IF", holds("EQUAL", "small"), &to_bye()),
                condition("IF", holds("NOT_EQUAL", "small"), &to_bye()),
            ],
        ),
        (
            "both values of a Boolean",
            vec![
                condition("IF", flag("true"), &to_bye()),
                condition("ELSEIF", flag("false"), &to_bye()),
            ],
        ),
        (
            "conditions in ALWAYS",
            vec![condition(
                "ALWAYS",
                Value::Null,
                &[
                    condition("IF", holds("EQUAL", "small"), &to_bye()),
                    condition("ELSE", Value::Null, &to_bye()),
                ],
            )],
        ),
    ] {
        assert_silent(case, &project(&items).variable("flag", "BOOLEAN_TYPE"));
    }
}

#[test]
fn what_follows_a_component_matters_only_if_it_returns() {
    let calls = |items: &[Value]| {
        main(&[call("calls", "Other", &[])]).component("Other", &[message("box", items)])
    };
    assert_found(&calls(&[transition("RETURN")]), &[("dead-end", "calls")]);
    assert_silent("it never returns", &calls(&[throw("event")]));
}

#[test]
fn a_circle_without_input_is_one_error_that_names_its_nodes() {
    let finding = only(&main(&[
        message("hello", &[go_to("again")]),
        decision("again", &[go_to("hello")]),
    ]));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Error, "endless-loop")
    );
    assert!(
        finding.message.contains("`hello`") && finding.message.contains("`again`"),
        "{}",
        finding.message
    );
}

#[test]
fn a_circle_is_seen_through_calls_and_events() {
    let through_a_call = main(&[call("calls", "Other", &[go_to("calls")])])
        .component("Other", &[message("box", &[transition("RETURN")])]);
    assert_found(&through_a_call, &[("endless-loop", "start")]);
    let custom = "event.custom.Again";
    let through_an_event = main(&[handling(
        message("hello", &[throw(custom)]),
        &[(custom, "hello")],
    )])
    .event(custom);
    // The handler of all events in `Main` is not taken: the node has its own. Which one is taken is not followed.
    assert_silent("another handler leads out", &through_an_event);
}

#[test]
fn a_circle_that_may_end_is_none() {
    let leaves = condition("IF", compare("flag", "EQUAL", "true"), &[go_to("bye")]);
    for (case, project) in [
        (
            "a condition leads out",
            main(&[decision("again", &[leaves, go_to("again")])]),
        ),
        (
            "a question is asked",
            sized(&[size_question(
                json!({"defaultConceptProcessingItem": group(&[go_to("asks")])}),
            )]),
        ),
        (
            "data is fetched",
            main(&[node(
                "fetch",
                "dataaccessNode",
                json!({"externalFetchEnabled": true, "successNodeId": "fetch", "failureNodeId": "fetch"}),
            )]),
        ),
    ] {
        assert_silent(case, &project.variable("flag", "BOOLEAN_TYPE"));
    }
}

#[test]
fn components_that_call_each_other_pile_up() {
    let other = |items: &[Value]| {
        sized(&[call("calls", "Other", &[go_to("bye")])]).component("Other", items)
    };
    let asks = size_question(json!({"defaultConceptProcessingItem": group(&[go_to("again")])}));
    let again = call("again", "Other", &[transition("RETURN")]);
    assert_found(&other(&[asks, again]), &[("recursive-call", "Other")]);
    assert_silent(
        "called twice, but not by itself",
        &main(&[
            call("once", "Other", &[go_to("twice")]),
            call("twice", "Other", &[go_to("bye")]),
        ])
        .component("Other", &[message("box", &[transition("RETURN")])]),
    );
}

#[test]
fn a_return_needs_somebody_to_return_to() {
    assert_found(
        &main(&[message("hello", &[transition("RETURN")])]),
        &[("nothing-to-return-to", "hello")],
    );
    assert_found(
        &main(&[message("hello", &[transition("RETURN_TO_INTENT_MAPPER")])]),
        &[("nothing-to-return-to", "hello")],
    );
    assert_silent(
        "a called component returns",
        &main(&[call("calls", "Other", &[go_to("bye")])])
            .component("Other", &[message("box", &[transition("RETURN")])]),
    );
}

#[test]
fn a_thrown_event_needs_a_handler() {
    let custom = "event.custom.Help";
    let bare = |main_handlers: &[(&str, &str)], nodes: &[Value]| {
        ProjectBuilder::new()
            .set("supportedLocales", json!(["en-US"]))
            .event(custom)
            .handling_component("Main", main_handlers, nodes)
    };
    let throws = || message("hello", &[throw(custom)]);
    let finding = only(&bare(&[], &[throws()]));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Error, "unhandled-event")
    );
    for (case, project) in [
        (
            "the component takes it",
            bare(&[(custom, "bye")], &[throws(), end("bye")]),
        ),
        (
            "the component takes all",
            bare(&[("event", "bye")], &[throws(), end("bye")]),
        ),
        (
            "the node takes it",
            bare(&[], &[handling(throws(), &[(custom, "bye")]), end("bye")]),
        ),
        (
            "the caller takes it",
            bare(
                &[(custom, "bye")],
                &[call("calls", "Other", &[go_to("bye")]), end("bye")],
            )
            .component("Other", &[throws()]),
        ),
        (
            "the project takes it",
            bare(&[], &[throws(), end("bye")]).set(
                "eventHandlers",
                json!([{"eventId": custom, "transition": {"transitionType": "GO_TO", "nodeId": "bye"}}]),
            ),
        ),
    ] {
        assert_silent(case, &project);
    }
}

#[test]
fn questions_that_give_up_without_handler_are_one_warning_for_each_limit() {
    let project = ProjectBuilder::new()
        .set("supportedLocales", json!(["en-US"]))
        .entity("size")
        .training(SIZES)
        .component("Main", &[size_question(json!({})), end("bye")]);
    let found: Vec<_> = findings(&project)
        .into_iter()
        .map(|finding| (finding.severity, finding.code.as_str()))
        .collect();
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|found| *found == (Severity::Warning, "unhandled-event")),
        "{found:?}"
    );
}
