//! A session as people look at it.

use bavard_dialog::{SessionView, ValueView, Waiting};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, understood};

/// Asks for a drink and a PIN in a component of its own.
fn ordering() -> ProjectBuilder {
    ProjectBuilder::new()
        .variable("tip", "INTEGER_TYPE")
        .entity("drink")
        .sensitive_entity("pin")
        .component("Main", &[call("order", "Order", &[go_to("bye")]), end("bye")])
        .component(
            "Order",
            &[
                question(
                    "askDrink",
                    "drink",
                    "Which drink?",
                    json!({"defaultConceptProcessingItem": group(&[assign("tip", "2"), go_to("askPin")])}),
                ),
                question("askPin", "pin", "Your PIN?", json!({})),
            ],
        )
}

fn after_the_answers() -> SessionView {
    let project = ordering().build();
    let (mut talk, _) = Talk::open(&project);
    talk.say(understood(&[("drink", "tea"), ("pin", "1234")]));
    project.view(&talk.state)
}

#[test]
fn a_view_names_where_the_session_waits_and_how_it_got_there() {
    let view = after_the_answers();
    assert_eq!(view.node.as_deref(), Some("askPin"));
    assert!(matches!(view.waiting, Waiting::Answer(_)));
    let frames: Vec<_> = view
        .frames
        .iter()
        .map(|frame| (frame.component.as_str(), frame.caller.as_deref()))
        .collect();
    assert_eq!(frames, [("Main", None), ("Order", Some("order"))]);
}

#[test]
fn values_are_seen_unless_they_are_sensitive() {
    let view = after_the_answers();
    let entities: Vec<_> = view
        .entities
        .iter()
        .map(|entity| (entity.name.as_str(), &entity.value))
        .collect();
    assert_eq!(
        entities,
        [
            ("drink", &ValueView::Open(Value::from("tea"))),
            ("pin", &ValueView::Masked),
        ]
    );
    let tip = view
        .variables
        .iter()
        .find(|variable| variable.name == "tip");
    assert_eq!(tip.unwrap().value, ValueView::Open(Value::from(2)));
}

#[test]
fn what_inherits_from_something_sensitive_is_sensitive() {
    let project = ordering().inherited_entity("newPin", "pin").build();
    assert!(project.is_sensitive("newPin"));
    assert!(!project.is_sensitive("drink"));
}

#[test]
fn a_sensitive_value_that_came_beside_the_answer_is_not_seen_in_what_was_collected() {
    let seen = |data: &[(&str, &str)]| {
        let project = ordering().build();
        let (mut talk, _) = Talk::open(&project);
        talk.say(understood(data));
        let view = project.view(&talk.state);
        let mut variables = view.variables.iter();
        variables.any(|variable| variable.name == "lastCollectionResultObject")
    };
    assert!(seen(&[("drink", "tea")]));
    assert!(!seen(&[("drink", "tea"), ("pin", "1234")]));
    assert!(!seen(&[("pin", "1234")]));
}

#[test]
fn a_variable_with_a_masked_field_is_sensitive_as_a_whole_even_if_its_type_contains_itself() {
    let variable =
        |name: &str, kind: &str| json!({"id": name, "name": name, "complexVariableTypeId": kind});
    let field = |id: &str, more: Value| {
        let mut field = json!({"id": id, "name": id});
        field
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        field
    };
    let holds = |kind: &str| json!({"complexVariableTypeId": kind});
    let project = ProjectBuilder::new()
        .set("complexVariableTypes", json!([
            {"id": "card", "name": "card", "fields": [field("number", json!({"simpleVariableType": "STRING_TYPE", "masked": true}))]},
            {"id": "wallet", "name": "wallet", "fields": [field("inner", holds("wallet")), field("card", holds("card"))]},
            {"id": "bag", "name": "bag", "fields": [field("other", holds("bag"))]},
        ]))
        .set("variables", json!([variable("myWallet", "wallet"), variable("myBag", "bag")]))
        .component("Main", &[end("bye")])
        .build();
    assert!(project.is_sensitive("myWallet"));
    assert!(!project.is_sensitive("myBag"));
    assert!(!project.is_sensitive("unknown"));
}
