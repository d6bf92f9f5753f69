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

/// Asks for a drink, a PIN and a size.
fn paying() -> ProjectBuilder {
    let then = |node: &str| json!({"defaultConceptProcessingItem": group(&[go_to(node)])});
    ProjectBuilder::new()
        .entity("drink")
        .sensitive_entity("pin")
        .entity("size")
        .component(
            "Main",
            &[
                question("askDrink", "drink", "Which drink?", then("askPin")),
                question("askPin", "pin", "Your PIN?", then("askSize")),
                question("askSize", "size", "Which size?", then("bye")),
                end("bye"),
            ],
        )
}

#[test]
fn a_text_may_be_disclosed_unless_it_says_something_sensitive() {
    let project = paying().build();
    let (mut talk, _) = Talk::open(&project);
    let asked_for_drink = talk.state.clone();
    talk.say(understood(&[("drink", "tea")]));
    let asked_for_pin = talk.state.clone();
    talk.say(understood(&[("pin", "1234")]));
    let asked_for_size = talk.state;

    let may = |before, after, text| project.may_be_disclosed(before, after, text);
    assert!(may(&asked_for_drink, &asked_for_pin, "tea"));
    // A wrong answer to the question for the PIN may still be most of it.
    assert!(!may(&asked_for_pin, &asked_for_pin, "123"));
    // Given unasked, in words that are not those of the value.
    assert!(!may(
        &asked_for_drink,
        &asked_for_size,
        "tea, and my PIN is twelve thirty-four"
    ));
}

#[test]
fn a_text_that_repeats_a_sensitive_value_may_not_be_disclosed() {
    let project = paying().build();
    let (mut talk, _) = Talk::open(&project);
    talk.say(understood(&[("drink", "tea")]));
    talk.say(understood(&[("pin", "1234")]));
    let state = talk.state;
    assert!(!project.may_be_disclosed(&state, &state, "my PIN is 1234"));
    assert!(project.may_be_disclosed(&state, &state, "small"));
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
