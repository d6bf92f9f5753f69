//! Questions that lead nowhere, that nothing answers, and routers.

use bavard_dialog::Severity;
use serde_json::{Value, json};

use super::*;

const NO_SIZES: &str = r#"<ontology><concepts><concept name="size"/></concepts></ontology>"#;

fn plain_question(more: Value) -> Value {
    question("asks", "size", "Which size?", more)
}

/// A router for the size and the colour.
fn router(more: Value) -> Value {
    let mut body = json!({
        "concepts": [
            {"conceptId": "size", "collectGotoNodeId": "asks", "processGotoNodeId": "asks"},
        ],
        "finalTransition": group(&[go_to("bye")]),
        "intentSwitchingDisabled": true,
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    node("router", "controllerNode", body)
}

#[test]
fn a_question_needs_a_way_out() {
    let project = sized(&[plain_question(json!({}))]);
    assert_found(&project, &[("question-without-way-out", "asks")]);
    assert_eq!(only(&project).severity, Severity::Error);
    let intents = main(&[node(
        "what",
        "recognitionNode2",
        json!({"collectionType": "INTENT_TYPE", "initialMessage": group(&[say("What?")])}),
    )]);
    assert_found(&intents, &[("question-without-way-out", "what")]);
}

#[test]
fn every_kind_of_way_out_counts() {
    let action =
        |value: &str| json!({"conceptValue": value, "processingItems": group(&[go_to("bye")])});
    for (case, project) in [
        ("a default action", sized(&[size_question(json!({}))])),
        (
            "Setup",
            sized(&[plain_question(
                json!({"initialProcessingItem": group(&[go_to("bye")])}),
            )]),
        ),
        (
            "an action for each value",
            sized(&[plain_question(
                json!({"actionConfigurations": [action("small"), action("large")]}),
            )]),
        ),
        (
            "its router",
            sized(&[
                router(json!({})),
                plain_question(json!({"inputManagerReferenceId": "router"})),
            ]),
        ),
    ] {
        assert_silent(case, &project);
    }
}

#[test]
fn a_question_that_leads_on_for_some_values_only_is_a_warning() {
    let action = json!([{"conceptValue": "small", "processingItems": group(&[go_to("bye")])}]);
    let project = sized(&[plain_question(json!({"actionConfigurations": action}))]);
    assert_found(&project, &[("incomplete-branches", "asks")]);
}

#[test]
fn a_question_that_nothing_answers_is_an_error() {
    let project = main(&[size_question(json!({}))])
        .entity("size")
        .training(NO_SIZES);
    assert_found(&project, &[("unanswerable-question", "asks")]);
    assert_eq!(only(&project).severity, Severity::Error);
}

#[test]
fn everything_that_answers_a_question_counts() {
    let concept = |inside: &str| {
        format!(
            r#"<ontology><concepts><concept name="size"{inside}</concept></concepts></ontology>"#
        )
    };
    let asked = |more: Value, training: &str| {
        main(&[size_question(more)])
            .entity("size")
            .training(training)
    };
    let clickable = json!([{"enabled": true, "entityValue": "large", "label": "Large"}]);
    let dtmf = json!([{"entityValue": "large", "dtmfValue": "1"}]);
    let sample = r#"<samples><sample intentref="NO_INTENT"><annotation conceptref="size">huge</annotation></sample></samples>"#;
    for (case, project) in [
        ("a dictionary", asked(json!({}), SIZES)),
        (
            "a pattern",
            asked(json!({}), &concept(r"><regex>\d+</regex>")),
        ),
        (
            "free text",
            asked(json!({}), &concept(r#" freetext="true">"#)),
        ),
        ("a sample", asked(json!({}), &format!("{NO_SIZES}{sample}"))),
        (
            "a predefined entity",
            asked(
                json!({}),
                &concept(r#"><relations><relation type="isA" conceptref="DATE"/></relations>"#),
            ),
        ),
        (
            "dynamic data",
            asked(json!({}), &concept(r#" dynamic="true">"#))
                .variable("sizes", "DYNAMIC_ENTITY_DATA_TYPE"),
        ),
        (
            "selectables",
            asked(json!({"clickables": clickable}), NO_SIZES),
        ),
        (
            "keys",
            asked(json!({"dtmfToEntityValueMapping": dtmf}), NO_SIZES),
        ),
        (
            "a view",
            asked(json!({"view": {"name": "sizePicker"}}), NO_SIZES),
        ),
        (
            "the parent's dictionary",
            main(&[question(
                "asks",
                "cup",
                "Which cup?",
                json!({"defaultConceptProcessingItem": group(&[go_to("bye")])}),
            )])
            .entity("size")
            .inherited_entity("cup", "size")
            .training(SIZES),
        ),
        (
            "a link in a message",
            asked(
                json!({"initialMessage": group(&[say(
                    r#"<a data-mix-action="selectable" data-mix-selectable-id="size" data-mix-selectable-value="xl">XL</a>"#,
                )])}),
                NO_SIZES,
            ),
        ),
    ] {
        assert_silent(case, &project);
    }
}

#[test]
fn a_router_that_collects_what_nothing_fills_is_a_warning() {
    let collect = |setup: &[Value]| {
        main(&[
            router(json!({"concepts": [
                {"conceptId": "size", "collectGotoNodeId": "asks"},
                {"conceptId": "open", "collectGotoNodeId": "anything"},
            ]})),
            plain_question(json!({"inputManagerReferenceId": "router"})),
            question(
                "anything",
                "open",
                "Anything else?",
                json!({"inputManagerReferenceId": "router", "initialProcessingItem": group(setup)}),
            ),
        ])
        .entity("size")
        .entity("open")
        .training(SIZES)
    };
    let project = collect(&[]);
    assert_found(&project, &[("unfillable-entity", "router")]);
    assert_eq!(
        only(&project).path.to_string(),
        "$.data.components[0].nodes[1].controllerNode.concepts[1]"
    );
    // Designs ask open questions for an entity that they mark as completed themselves.
    let complete = json!({"action": {"conceptAction": {
        "conceptId": "open", "conceptUpdate": {"completeStatus": "TRUE"},
    }}});
    assert_silent("the design completes it", &collect(&[complete]));
}

#[test]
fn a_router_that_lets_visitors_switch_has_to_say_where_to() {
    let project = |more: Value| {
        sized(&[
            router(more),
            plain_question(json!({"inputManagerReferenceId": "router"})),
        ])
        .intent("order", "")
    };
    assert_found(
        &project(json!({"intentSwitchingDisabled": false})),
        &[("missing-intent-switch", "router")],
    );
    assert_silent("switching is off", &project(json!({})));
    let switch = json!({"transitionType": "GO_TO", "nodeId": "bye"});
    assert_silent(
        "it says where to",
        &project(json!({"intentSwitchingDisabled": false, "intentSwitchTransition": switch})),
    );
}

#[test]
fn the_same_choice_or_key_twice_is_a_warning() {
    let item = |value: &str, language: &str| json!({"enabled": true, "entityValue": value, "label": value, "language": language});
    let key = |key: &str, value: &str| json!({"entityValue": value, "dtmfValue": key});
    let clickables = |items: &[Value]| sized(&[size_question(json!({"clickables": items}))]);
    let keys = |keys: &[Value]| sized(&[size_question(json!({"dtmfToEntityValueMapping": keys}))]);

    let disabled = json!({"enabled": false, "entityValue": "small"});
    let project = clickables(&[item("small", ""), disabled, item("small", "")]);
    assert_found(&project, &[("duplicate-selectable", "asks")]);
    assert!(only(&project).path.to_string().ends_with(".clickables[2]"));
    assert_silent(
        "one for each language",
        &clickables(&[item("small", "en-US"), item("small", "fr-FR")]),
    );

    assert_found(
        &keys(&[key("1", "small"), key("1", "large")]),
        &[("duplicate-key", "asks")],
    );
    assert_silent(
        "two keys, and one of them twice with the same value",
        &keys(&[key("1", "small"), key("2", "large"), key("1", "small")]),
    );
}

#[test]
fn a_recovery_message_beyond_the_last_attempt_is_a_note() {
    let asked = |attempt: u32| {
        let recovery = json!([
            {"event": format!("nomatch{attempt}-prompt"), "processingItems": group(&[say("Pardon?")])},
            {"event": "max-nomatch-prompt", "processingItems": group(&[say("Sorry.")])},
        ]);
        sized(&[size_question(json!({"recoRecoveryBehaviors": recovery}))])
    };
    let limited = |attempt: u32| asked(attempt).setting("COLLECTION_SETTINGS/max-nomatch", "2");
    let finding = only(&limited(2));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Note, "unreached-recovery")
    );
    assert_silent("the attempt before the last", &limited(1));
    assert_silent("the default allows for three", &asked(2));
}
