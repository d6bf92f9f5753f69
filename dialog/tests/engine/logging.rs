//! What a design writes down for those who look after the bot.

use bavard_dialog::{Input, Project, Step, TraceEvent};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::Talk;

/// What the opening of a project writes down.
fn written(project: &Project) -> Vec<String> {
    let Ok(Step::Answer { trace, .. }) = Talk::new(project).step(Input::Empty) else {
        panic!("the project answers");
    };
    let events = trace.events.into_iter();
    events
        .filter_map(|event| match event {
            TraceEvent::Log(text) => Some(text),
            _ => None,
        })
        .collect()
}

fn logging(items: &[Value]) -> ProjectBuilder {
    ProjectBuilder::new()
        .event("event.custom.Stop")
        .variable("price", "DECIMAL_TYPE")
        .handling_component(
            "Main",
            &[("event.custom.Stop", "bye")],
            &[decision("choice", items), end("bye")],
        )
}

#[test]
fn a_log_action_writes_its_text_and_the_value_of_the_moment() {
    let log = |log: Value| json!({"action": {"log": log}});
    let price = json!({"message": "price", "variableId": "price"});
    let project = logging(&[
        log(json!("begin")),
        assign("price", "4.5"),
        log(price),
        log(json!({"variableId": "price"})),
        go_to("bye"),
    ])
    .build();
    assert_eq!(written(&project), ["begin", "price: 4.5", "4.5"]);
}

#[test]
fn a_thrown_event_writes_the_text_that_goes_with_it() {
    let mut thrown = throw("event.custom.Stop");
    thrown["transition"]["eventLog"] = json!("gave up");
    assert_eq!(written(&logging(&[thrown]).build()), ["gave up"]);
    let silent = throw("event.custom.Stop");
    assert!(written(&logging(&[silent]).build()).is_empty());
}

#[test]
fn a_masked_value_is_not_written() {
    let pin =
        json!({"id": "pin", "name": "pin", "simpleVariableType": "STRING_TYPE", "masked": true});
    let project = logging(&[
        assign("pin", "1234"),
        json!({"action": {"log": {"message": "pin", "variableId": "pin"}}}),
        go_to("bye"),
    ])
    .set("variables", json!([pin]))
    .build();
    assert_eq!(written(&project), ["pin: ***"]);
}
