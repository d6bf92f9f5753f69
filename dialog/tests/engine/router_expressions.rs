//! Question routers: what a designer sets beside the entities themselves.

use bavard_dialog::{Action, Project};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, picked, texts, understood};

fn merged(mut value: Value, more: &Value) -> Value {
    for (key, more) in more.as_object().unwrap() {
        value[key] = more.clone();
    }
    value
}

/// Collects a type and a size, says what it has, and asks whether that is right; `router` and `size` are keys of the
/// router and of its second entity.
fn ordering(router: &Value, size: &Value) -> ProjectBuilder {
    let slot = |entity: &str, node: &str| json!({"conceptId": entity, "collectGotoNodeId": node});
    let collect = |name: &str, entity: &str, text: &str| {
        question(
            name,
            entity,
            text,
            json!({
                "inputManagerReferenceId": "router",
                "initialProcessingItem": group(&[say(&format!("({entity})"))]),
                "defaultConceptProcessingItem": group(&[go_to("router")]),
            }),
        )
    };
    let summary = say_with(
        "A [s|size] [t|type].",
        json!([{"conceptId": "size"}, {"conceptId": "type"}]),
    );
    let body = json!({
        "concepts": [slot("type", "askType"), merged(slot("size", "askSize"), size)],
        "finalTransition": group(&[go_to("summary")]),
    });
    ProjectBuilder::new()
        .entity("type")
        .entity("size")
        .entity("sure")
        .variable("strict", "BOOLEAN_TYPE")
        .variable("count", "INTEGER_TYPE")
        .component("Main", &[
            node("router", "controllerNode", merged(body, router)),
            collect("askType", "type", "Which coffee?"),
            collect("askSize", "size", "Which size?"),
            message("summary", &[summary, go_to("confirm")]),
            question("confirm", "sure", "Sure?", json!({
                "inputManagerReferenceId": "router",
                "defaultConceptProcessingItem": group(&[clear("type"), clear("size"), clear("sure"), go_to("router")]),
            })),
            message("greet", &[say("Hello."), go_to("router")]),
        ])
}

#[test]
fn the_initial_transition_runs_before_each_collection_and_not_before_corrections() {
    for (initial, said) in [
        (vec![say("Let's see.")], "Let's see."),
        (vec![go_to("greet")], "Hello."),
    ] {
        let project = ordering(&json!({"initialTransition": group(&initial)}), &json!({})).build();
        let (mut talk, reply) = Talk::open(&project);
        assert_eq!(texts(&reply), [said, "Which coffee?"]);
        talk.say(picked("type", "latte"));
        assert_eq!(
            texts(&talk.say(picked("size", "big"))),
            ["(size)", "A big latte.", "Sure?"]
        );
        assert_eq!(
            texts(&talk.say(picked("size", "small"))),
            ["(size)", "A small latte.", "Sure?"],
            "a correction"
        );
        assert_eq!(
            texts(&talk.say(picked("sure", "yes"))),
            [said, "Which coffee?"],
            "a new order"
        );
    }
}

#[test]
fn a_value_that_is_not_to_be_processed_is_taken_as_it_is() {
    let never = compare("strict", "EQUAL", "true");
    let project = ordering(&json!({}), &json!({"processExpression": never})).build();
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(understood(&[("type", "latte"), ("size", "big")]));
    assert_eq!(texts(&reply), ["(type)", "A big latte.", "Sure?"]);
}

#[test]
fn a_value_that_must_not_change_stays_and_a_further_mention_is_no_match() {
    let strict = compare("strict", "EQUAL", "true");
    let project = ordering(&json!({}), &json!({"multiConceptExpression": strict})).build();
    let (mut talk, _) = Talk::open(&project);
    talk.say(understood(&[("type", "latte"), ("size", "big")]));
    assert_eq!(texts(&talk.say(picked("size", "small"))), ["Sure?"]);
    let reply = talk.say(understood(&[("size", "small"), ("type", "mocha")]));
    assert_eq!(texts(&reply), ["(type)", "A big mocha.", "Sure?"]);
}

#[test]
fn an_entity_may_be_named_as_in_older_exports() {
    let mut dialog = ordering(&json!({}), &json!({})).json();
    let concepts = &mut dialog["data"]["components"][0]["nodes"][1]["controllerNode"]["concepts"];
    concepts[0] = json!({"conceptId": "", "conceptName": "type", "collectGotoNodeId": "askType"});
    let trsx = &ProjectBuilder::new().files().locales[0].trsx;
    let project = Project::load(&files(&dialog.to_string(), trsx)).unwrap();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(
        texts(&talk.say(picked("type", "latte"))),
        ["(type)", "Which size?"]
    );
    let concepts = &mut dialog["data"]["components"][0]["nodes"][1]["controllerNode"]["concepts"];
    concepts[0]["conceptName"] = json!("nothing");
    assert!(Project::load(&files(&dialog.to_string(), trsx)).is_err());
}

#[test]
fn an_intent_that_may_switch_goes_to_the_mapper_where_no_transition_is_given() {
    let project = ProjectBuilder::new()
        .entity("type")
        .intent("order", "Order")
        .intent("goodbye", "Bye")
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
                        "concepts": [{"conceptId": "type", "collectGotoNodeId": "ask"}],
                        "finalTransition": group(&[transition("RETURN")]),
                    }),
                ),
                question(
                    "ask",
                    "type",
                    "Which?",
                    json!({"inputManagerReferenceId": "router"}),
                ),
            ],
        )
        .component(
            "Bye",
            &[message("bye", &[say("Goodbye."), go_to("end")]), end("end")],
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    talk.intent("order");
    let reply = talk.say(picked("INTENT", "goodbye"));
    assert_eq!(texts(&reply), ["Goodbye."]);
    assert!(matches!(reply.action, Action::End(_)));
}
