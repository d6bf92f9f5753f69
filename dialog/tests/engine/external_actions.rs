//! Ends and hand-overs, in the newer and in the deprecated spellings.

use bavard_dialog::{Action, Input, Project};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, texts};

/// Says hello and goes to the node.
fn leading_to(last: Value) -> Project {
    let name = last["id"].as_str().unwrap().to_owned();
    ProjectBuilder::new()
        .variable("queue", "STRING_TYPE")
        .component(
            "Main",
            &[
                message(
                    "hello",
                    &[say("Hello."), assign("queue", "vip"), go_to(&name)],
                ),
                last,
                message("talked", &[say("Talked."), go_to("bye")]),
                message("untalked", &[say("Nobody there."), go_to("bye")]),
                end("bye"),
            ],
        )
        .build()
}

fn reported(code: &str) -> Input {
    let Value::Object(data) = json!({"returnCode": code}) else {
        unreachable!()
    };
    Input::RequestedData {
        id: "transfer".to_owned(),
        data,
    }
}

#[test]
fn what_a_hand_over_says_itself_goes_with_it_and_what_was_said_before_comes_first() {
    let project = leading_to(node(
        "transfer",
        "externalactionNode",
        json!({
            "actionType": "ESCALATE",
            "processingItems": group(&[say("One moment.")]),
            "inputVariablesConcepts": [{"variableId": "queue"}],
            "successTransition": go_to("talked")["transition"],
            "failureTransition": go_to("untalked")["transition"],
        }),
    ));
    let (mut talk, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["Hello.", "One moment."]);
    let Action::Escalation(escalation) = &reply.action else {
        panic!("{reply:#?}")
    };
    assert_eq!(escalation.id, "transfer");
    assert_eq!(escalation.data["queue"], "vip");
    assert!(escalation.message.is_some());
    assert_eq!(texts(&talk.say(reported("1"))), ["Nobody there."]);
}

#[test]
fn a_hand_over_without_a_message_has_none() {
    let project = leading_to(node(
        "transfer",
        "externalactionNode",
        json!({"actionType": "ESCALATE"}),
    ));
    let (_, reply) = Talk::open(&project);
    assert!(matches!(reply.action, Action::Escalation(escalation) if escalation.message.is_none()));
}

#[test]
fn an_end_node_ends_the_conversation_with_what_it_says() {
    for kind in ["endNode", "externalactionNode"] {
        let project = leading_to(node(
            "over",
            kind,
            json!({
                "actionType": "END", "processingItems": group(&[say("Goodbye.")]),
            }),
        ));
        let (talk, reply) = Talk::open(&project);
        assert_eq!(texts(&reply), ["Hello.", "Goodbye."], "{kind}");
        assert!(matches!(reply.action, Action::End(end) if end.id == "over"));
        assert!(talk.state.is_ended());
    }
}

#[test]
fn a_transfer_node_goes_on_to_the_nodes_that_it_names_or_ends() {
    let project = leading_to(node(
        "transfer",
        "transferNode",
        json!({
            "successNodeId": "talked", "failureNodeId": "untalked",
        }),
    ));
    for (code, said) in [("0", "Talked."), ("7", "Nobody there.")] {
        let (mut talk, _) = Talk::open(&project);
        assert_eq!(texts(&talk.say(reported(code))), [said]);
    }
    let project = leading_to(node("transfer", "transferNode", json!({})));
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(reported("0"));
    assert!(matches!(reply.action, Action::End(end) if end.id == "transfer"));
}
