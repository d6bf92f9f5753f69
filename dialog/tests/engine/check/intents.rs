//! Intents and training data.

use bavard_dialog::Severity;
use serde_json::{Value, json};

use super::*;

/// A project that asks what the visitor wants and maps it; `order` leads to a component.
fn asks_what(samples: &str) -> ProjectBuilder {
    let mapper = json!({"transition": {"transitionType": "GO_TO", "nodeId": "which"}});
    let asks_for_help = json!({
        "leftIntent": "INTENT_VALUE", "relationalOperator": "EQUAL_OPERATOR", "rightConstant": "help",
    });
    main(&[
        intent_question("what", "What?", "mapper"),
        node("mapper", "intentmapperNode2", mapper),
        decision(
            "which",
            &[
                condition("IF", asks_for_help, &[go_to("what")]),
                condition("ELSE", Value::Null, &[go_to("bye")]),
            ],
        ),
    ])
    .component("Order", &[message("box", &[transition("RETURN")])])
    .intent("order", "Order")
    .intent("NO_INTENT", "")
    .training(&format!(
        r#"<ontology><intents><intent name="order"/><intent name="help"/><intent name="pay"/></intents></ontology>
        <samples><sample intentref="NO_INTENT">hm</sample>{samples}</samples>"#
    ))
}

const ORDER: &str = r#"<sample intentref="order">order</sample>"#;

#[test]
fn an_intent_that_leads_nowhere_is_a_warning_at_its_place_in_the_ontology() {
    let finding = only(&asks_what(ORDER).intent("pay", ""));
    assert_eq!(
        (
            finding.severity,
            finding.code.as_str(),
            finding.path.to_string().as_str()
        ),
        (
            Severity::Warning,
            "unmapped-intent",
            "$.data.ontology.intents[2]"
        )
    );
    assert_silent("a condition tests it", &asks_what(ORDER).intent("help", ""));
}

#[test]
fn an_intent_that_nobody_can_say_is_a_warning() {
    assert_found(&asks_what(""), &[("untrained-intent", "")]);
    let link = r#"<a data-mix-action="selectable" data-mix-selectable-id="INTENT" data-mix-selectable-value="order">Order</a>"#;
    let help = r#"<sample intentref="help">help</sample>"#;
    let picked = asks_what(help).intent("help", "").handling_component(
        "Ads",
        &[],
        &[message("ad", &[say(link), transition("RETURN")])],
    );
    // The link has to be in a message that visitors get.
    assert_found(
        &picked,
        &[("unreachable-component", "Ads"), ("untrained-intent", "")],
    );
    let mapping = json!([
        {"intentId": "order", "destination": {"componentId": "Order"}},
        {"intentId": "help", "destination": {"componentId": "Ads"}},
    ]);
    assert_silent(
        "a link picks it",
        &picked.set("projectIntentMappings", mapping),
    );
}

#[test]
fn intents_and_entities_that_only_the_training_data_has_are_warnings() {
    let unknown = r#"<sample intentref="pay">pay</sample>"#;
    assert_found(
        &asks_what(&format!("{ORDER}{unknown}")),
        &[("unknown-intent", "")],
    );
    let project = main(&[message("hello", &[go_to("bye")])]).training(SIZES);
    assert_found(&project, &[("unknown-entity", "")]);
    assert_silent("the dialog has it", &project.entity("size"));
}

#[test]
fn a_literal_with_two_values_is_a_warning_unless_they_are_of_two_entities() {
    let dictionary = |entity: &str, value: &str| {
        format!(
            r#"<dictionary conceptref="{entity}"><entry literal="BIG" value="{value}"/></dictionary>"#
        )
    };
    let project = |more: &str| {
        let sizes = SIZES.replace("</dictionaries>", &format!("{more}</dictionaries>"));
        let sizes = sizes.replace("<concepts>", r#"<concepts><concept name="cup"/>"#);
        main(&[size_question(json!({}))])
            .entity("size")
            .entity("cup")
            .training(&sizes)
    };
    let finding = only(&project(&dictionary("size", "huge")));
    assert_eq!(finding.code.as_str(), "conflicting-literals");
    assert_eq!(finding.path.to_string(), "$.data.ontology.concepts[0]");
    assert_silent("of another entity", &project(&dictionary("cup", "huge")));
    assert_silent("the same value", &project(&dictionary("size", "large")));
}

#[test]
fn a_sample_of_two_intents_is_a_note() {
    let finding = only(&asks_what(&format!(
        r#"{ORDER}<sample intentref="NO_INTENT">Order</sample>"#
    )));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Note, "ambiguous-sample")
    );
    assert_silent(
        "twice for one intent",
        &asks_what(&format!("{ORDER}{ORDER}")),
    );
}

#[test]
fn what_training_leaves_out_has_codes_of_its_own() {
    let training = r#"<ontology><intents/><concepts>
        <concept name="size"><regex>(?=a)b</regex></concept></concepts></ontology>
        <samples><sample intentref="gone">hello</sample>
        <sample intentref="NO_INTENT"><annotation conceptref="ghost">boo</annotation></sample></samples>"#;
    let project = main(&[message("hello", &[go_to("bye")])])
        .entity("size")
        .training(training);
    let found: Vec<_> = findings(&project)
        .into_iter()
        .map(|finding| {
            (
                finding.code.as_str(),
                finding.severity,
                finding.path.to_string(),
            )
        })
        .collect();
    let has = |code, severity, path: &str| found.contains(&(code, severity, path.to_owned()));
    assert!(
        has(
            "invalid-pattern",
            Severity::Error,
            "$.data.ontology.concepts[0]"
        ),
        "{found:?}"
    );
    assert!(
        has("undeclared-entity", Severity::Warning, "$"),
        "{found:?}"
    );
    assert!(
        has("undeclared-intent", Severity::Warning, "$"),
        "{found:?}"
    );
}

#[test]
fn training_data_of_another_locale_is_a_note_and_its_absence_a_warning() {
    let project = main(&[message("hello", &[go_to("bye")])]);
    let mut files = project.files();
    let codes = |files: &bavard_dialog::ProjectFiles| {
        let findings = bavard_dialog::Project::check(files).into_iter();
        let codes = findings.map(|finding| (finding.severity, finding.code.as_str()));
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes(&files), [(Severity::Note, "unused-training-data")]);
    files.locales.clear();
    assert_eq!(
        codes(&files),
        [(Severity::Warning, "missing-training-data")]
    );
}

#[test]
fn dynamic_data_without_dynamic_entity_is_a_note() {
    let project = |training: &str| {
        sized(&[size_question(json!({}))])
            .variable("sizes", "DYNAMIC_ENTITY_DATA_TYPE")
            .training(training)
    };
    assert_found(&project(SIZES), &[("unused-wordset", "")]);
    let dynamic = SIZES.replace(r#""size"/>"#, r#""size" dynamic="true"/>"#);
    assert_silent("it is for the size", &project(&dynamic));
}
