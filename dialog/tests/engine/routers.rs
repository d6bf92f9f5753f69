//! Question routers: slots in any order, corrections, switching intents.

use bavard_dialog::Input;
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, texts, understood};

/// Collects a type and a size, in this order, then says what it has and asks for a confirmation.
fn ordering(switching_disabled: bool) -> ProjectBuilder {
    let slot = |entity: &str, node: &str| json!({"conceptId": entity, "collectGotoNodeId": node, "processGotoNodeId": node});
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
    ProjectBuilder::new()
        .entity("type")
        .entity("size")
        .entity("sure")
        .intent("order", "Order")
        .intent("goodbye", "Bye")
        .intent("NO_INTENT", "")
        .component("Main", &[
            intent_question("what", "What?", "mapper"),
            node("mapper", "intentmapperNode2", json!({"transition": go_to("what")["transition"]})),
        ])
        .component("Order", &[
            node("router", "controllerNode", json!({
                "concepts": [slot("type", "askType"), slot("size", "askSize")],
                "finalTransition": group(&[go_to("summary")]),
                "intentSwitchingDisabled": switching_disabled,
                "intentSwitchTransition": transition("RETURN_TO_INTENT_MAPPER")["transition"],
            })),
            collect("askType", "type", "Which coffee?"),
            collect("askSize", "size", "Which size?"),
            message("summary", &[summary, go_to("confirm")]),
            question("confirm", "sure", "Sure?", json!({
                "inputManagerReferenceId": "router",
                "defaultConceptProcessingItem": group(&[clear("type"), clear("size"), clear("sure"), transition("RETURN")]),
            })),
        ])
        .component("Bye", &[message("bye", &[say("Goodbye."), transition("RETURN")])])
}

#[test]
fn filled_slots_are_processed_without_asking_and_the_others_are_asked_for_in_order() {
    let project = ordering(false).build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.intent("order")), ["Which coffee?"]);
    assert_eq!(
        texts(&talk.say(understood(&[("type", "latte")]))),
        ["(type)", "Which size?"]
    );
    assert_eq!(
        texts(&talk.say(understood(&[("size", "big")]))),
        ["(size)", "A big latte.", "Sure?"]
    );
    assert_eq!(texts(&talk.say(understood(&[("sure", "yes")]))), ["What?"]);
    let all = understood(&[("INTENT", "order"), ("size", "big"), ("type", "mocha")]);
    assert_eq!(
        texts(&talk.say(all)),
        ["(type)", "(size)", "A big mocha.", "Sure?"],
        "all in one sentence"
    );
}

#[test]
fn an_answer_to_another_slot_is_taken_and_the_open_one_asked_again() {
    let project = ordering(false).build();
    let (mut talk, _) = Talk::open(&project);
    talk.intent("order");
    let reply = talk.say(understood(&[("INTENT", "NO_INTENT"), ("size", "big")]));
    assert_eq!(
        texts(&reply),
        ["(type)", "Which coffee?"],
        "Setup runs although the question was not answered"
    );
    let reply = talk.say(understood(&[("type", "latte")]));
    assert_eq!(texts(&reply), ["(type)", "(size)", "A big latte.", "Sure?"]);
}

#[test]
fn a_correction_is_processed_and_the_summary_repeated() {
    let project = ordering(false).build();
    let (mut talk, _) = Talk::open(&project);
    talk.say(understood(&[
        ("INTENT", "order"),
        ("size", "big"),
        ("type", "mocha"),
    ]));
    let reply = talk.say(understood(&[("INTENT", "NO_INTENT"), ("size", "small")]));
    assert_eq!(texts(&reply), ["(size)", "A small mocha.", "Sure?"]);
}

#[test]
fn another_intent_switches_unless_the_router_forbids_it() {
    for (disabled, expected) in [
        (false, vec!["Goodbye.", "What?"]),
        (true, vec!["Which coffee?"]),
    ] {
        let project = ordering(disabled).build();
        let (mut talk, _) = Talk::open(&project);
        talk.intent("order");
        assert_eq!(texts(&talk.intent("goodbye")), expected);
    }
}

#[test]
fn the_active_intent_again_and_entities_of_nobody_are_no_match() {
    let project = ordering(false).build();
    let (mut talk, _) = Talk::open(&project);
    talk.intent("order");
    assert_eq!(texts(&talk.intent("order")), ["Which coffee?"]);
    assert_eq!(
        texts(&talk.say(understood(&[("sure", "yes")]))),
        ["Which coffee?"]
    );
    let ending = talk.step(understood(&[("sure", "yes")]));
    assert!(
        ending.is_err(),
        "the third failure gives up, and nobody handles that: {ending:?}"
    );
}

#[test]
fn a_slot_whose_condition_does_not_hold_is_skipped() {
    let slot = |condition: Value| json!({"conceptId": "type", "collectGotoNodeId": "ask", "collectExpression": condition});
    let said = |wanted: &str| {
        let project = ProjectBuilder::new()
            .entity("type")
            .variable("ask", "BOOLEAN_TYPE")
            .component(
                "Main",
                &[
                    decision("set", &[assign("ask", wanted), go_to("router")]),
                    node(
                        "router",
                        "controllerNode",
                        json!({
                            "concepts": [slot(compare("ask", "EQUAL", "true"))],
                            "finalTransition": group(&[go_to("bye")]),
                        }),
                    ),
                    question("ask", "type", "Which?", json!({})),
                    end("bye"),
                ],
            )
            .build();
        let (_, reply) = Talk::open(&project);
        texts(&reply).len()
    };
    assert_eq!(said("true"), 1);
    assert_eq!(said("false"), 0);
}

#[test]
fn an_entity_that_the_design_completes_itself_is_processed_until_it_does() {
    let complete = json!({"action": {"conceptAction": {"conceptId": "type", "conceptUpdate": {"completeStatus": "TRUE", "confirmStatus": "UNCHANGED"}}}});
    let is_tea = json!({"leftConceptId": "type", "relationalOperator": "EQUAL_OPERATOR", "rightConstant": "tea"});
    let project = ProjectBuilder::new()
        .entity("type")
        .component("Main", &[
            node("router", "controllerNode", json!({
                "concepts": [{"conceptId": "type", "collectGotoNodeId": "ask", "manualComplete": true}],
                "finalTransition": group(&[go_to("bye")]),
            })),
            question("ask", "type", "Which?", json!({
                "inputManagerReferenceId": "router",
                "defaultConceptProcessingItem": group(&[
                    condition("IF", is_tea, &[say("No tea."), clear("type"), go_to("router")]),
                    condition("ELSE", Value::Null, &[complete, go_to("router")]),
                ]),
            })),
            end("bye"),
        ])
        .build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(
        texts(&talk.say(understood(&[("type", "tea")]))),
        ["No tea.", "Which?"]
    );
    let reply = talk.say(Input::Selected {
        id: "type".to_owned(),
        value: "mocha".to_owned(),
    });
    assert!(matches!(reply.action, bavard_dialog::Action::End(_)));
}
