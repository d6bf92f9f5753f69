//! Values that no entity has, and commands.

use bavard_dialog::Severity;
use serde_json::{Value, json};

use super::*;

#[test]
fn a_value_that_the_entity_never_has_is_found_where_the_design_expects_it() {
    let actions = json!([
        {"conceptValue": "large", "processingItems": group(&[go_to("bye")])},
        {"conceptValue": "big", "processingItems": group(&[go_to("bye")])},
        {"conceptValue": "vast", "processingItems": group(&[])},
    ]);
    let project = sized(&[size_question(json!({"actionConfigurations": actions}))]);
    let finding = only(&project);
    assert_eq!(finding.code.as_str(), "unknown-entity-value");
    assert!(
        finding
            .path
            .to_string()
            .ends_with("recognitionNode2.actionConfigurations[1]"),
        "{}",
        finding.path
    );
    assert!(finding.message.contains("`big`"), "{}", finding.message);
}

#[test]
fn conditions_are_looked_into() {
    let asks = |value: &str| {
        let test = json!({
            "leftExpression": compare_entity("size", "EQUAL", value),
            "logicalOperator": "OR_OPERATOR",
            "rightExpression": compare_entity("size", "NOT_EQUAL", "small"),
        });
        sized(&[
            size_question(json!({"defaultConceptProcessingItem": group(&[go_to("which")])})),
            decision(
                "which",
                &[
                    condition("IF", test, &[go_to("bye")]),
                    condition("ELSE", Value::Null, &[go_to("bye")]),
                ],
            ),
        ])
    };
    assert_found(&asks("big"), &[("unknown-entity-value", "which")]);
    assert_silent("a value of the dictionary", &asks("large"));
}

#[test]
fn values_that_are_picked_assigned_or_open_are_known() {
    let actions = json!([{"conceptValue": "xl", "processingItems": group(&[go_to("bye")])}]);
    let sizes = r#"<ontology><concepts><concept name="size"/></concepts></ontology>"#;
    let assigned = json!({"action": {"assign": {"lhsConceptId": "size", "constant": "xl"}}});
    let asked = |more: Value| {
        let mut more = more;
        more["actionConfigurations"] = actions.clone();
        size_question(more)
    };
    let picked = json!({"clickables": [{"enabled": true, "entityValue": "xl", "label": "XL"}]});
    for (case, project) in [
        (
            "picked",
            main(&[asked(picked)]).entity("size").training(sizes),
        ),
        (
            "assigned",
            sized(&[
                message("hello", &[assigned, go_to("asks")]),
                asked(json!({})),
            ]),
        ),
        (
            "a pattern",
            main(&[asked(json!({}))]).entity("size").training(
                r#"<ontology><concepts><concept name="size"><regex>x+l</regex></concept></concepts></ontology>"#,
            ),
        ),
    ] {
        assert_silent(case, &project);
    }
}

#[test]
fn a_choice_that_cannot_be_said_is_a_note() {
    let choice = |value: &str| json!({"clickables": [{"enabled": true, "entityValue": value}]});
    let finding = only(&sized(&[size_question(choice("xl"))]));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Note, "unspoken-value")
    );
    assert_silent("it can", &sized(&[size_question(choice("large"))]));
}

#[test]
fn a_command_that_does_nothing_is_a_warning() {
    let commands = |enabled: bool, overrides: Value| {
        sized(&[
            message("hello", &[go_to("asks")]),
            question(
                "asks",
                "colour",
                "Which?",
                json!({
                    "defaultConceptProcessingItem": group(&[go_to("bye")]),
                    "nodeCommandOverrides": overrides,
                    "clickables": [{"enabled": true, "entityValue": "red"}],
                }),
            ),
        ])
        .entity("colour")
        .set("globalCommandsEntityId", json!("size"))
        .set(
            "globalCommands",
            json!([
                {"entityValue": "small", "eventId": "event", "projectLevelEnabled": true},
                {"entityValue": "large", "eventId": "event", "projectLevelEnabled": enabled},
            ]),
        )
    };
    assert_found(
        &commands(false, json!([])),
        &[("command-without-effect", "")],
    );
    assert_silent("it is enabled", &commands(true, json!([])));
    let own = json!([{"entityValue": "large", "enabled": true, "processingItems": group(&[go_to("bye")])}]);
    assert_silent("a question takes it", &commands(false, own));
}

#[test]
fn a_command_that_nobody_can_say_is_a_warning() {
    let project = sized(&[size_question(json!({}))])
        .set("globalCommandsEntityId", json!("size"))
        .set(
            "globalCommands",
            json!([
                {"entityValue": "small", "eventId": "event", "projectLevelEnabled": true},
                {"entityValue": "large", "eventId": "event", "projectLevelEnabled": true},
                {"entityValue": "help", "eventId": "event", "projectLevelEnabled": true},
            ]),
        );
    assert_found(&project, &[("unknown-entity-value", "")]);
}
