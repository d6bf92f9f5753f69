//! The design as a graph, and what turns ran through of it.

use bavard_dialog::{
    EdgeReason, Flow, FlowNodeKind, FlowSource, FlowTarget, Input, Step, TraceEvent,
};

use crate::support::builder::*;
use crate::support::on_graph::assert_on_graph;
use crate::support::talk::Talk;

fn name_of(flow: &Flow, event: &TraceEvent) -> String {
    let node = |number| flow.node(number).unwrap().name.clone();
    match event {
        TraceEvent::Node(number) => node(*number),
        TraceEvent::Transition { source, target } => {
            let source = match source {
                FlowSource::Node(number) => node(*number),
                FlowSource::Component(number) => flow.component(*number).unwrap().name.clone(),
                FlowSource::Project => "project".to_owned(),
            };
            let target = match target {
                FlowTarget::Node(number) => node(*number),
                FlowTarget::Component(number) => flow.component(*number).unwrap().name.clone(),
                FlowTarget::Return | FlowTarget::ReturnToIntentMapper => "caller".to_owned(),
                FlowTarget::Throw(event) => flow.event(*event).unwrap().label.clone(),
            };
            format!("{source} -> {target}")
        }
        TraceEvent::Prompt(number) => {
            let mut prompts = flow.prompts.iter();
            let prompt = prompts.find(|prompt| prompt.number == *number).unwrap();
            format!("\"{}\"", prompt.text)
        }
        TraceEvent::Event(number) => flow.event(*number).unwrap().name.clone(),
        TraceEvent::Log(text) => text.clone(),
    }
}

#[test]
fn a_trace_names_the_nodes_the_ways_between_them_and_what_they_say() {
    let project = ProjectBuilder::new()
        .component(
            "Main",
            &[
                message("hello", &[say("Hello."), go_to("choice")]),
                decision("choice", &[go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let flow = project.flow();
    let Ok(Step::Answer { trace, .. }) = Talk::new(&project).step(Input::Empty) else {
        panic!("the project answers");
    };
    let names: Vec<String> = trace
        .events
        .iter()
        .map(|event| name_of(&flow, event))
        .collect();
    assert_eq!(
        names,
        [
            "start",
            "start -> hello",
            "hello",
            "\"Hello.\"",
            "hello -> choice",
            "choice",
            "choice -> bye",
            "bye"
        ]
    );
    assert_on_graph(&flow, &trace);
}

#[test]
fn the_graph_knows_what_a_node_is_and_why_an_edge_is_taken() {
    let project = ProjectBuilder::new()
        .component(
            "Main",
            &[message("hello", &[say("Hello."), go_to("bye")]), end("bye")],
        )
        .build();
    let flow = project.flow();
    let kinds: Vec<FlowNodeKind> = flow.nodes.iter().map(|node| node.kind).collect();
    assert_eq!(
        kinds,
        [
            FlowNodeKind::Start,
            FlowNodeKind::Message,
            FlowNodeKind::End
        ]
    );
    assert!(flow.components[0].is_main);
    assert_eq!(
        flow.components[0]
            .start
            .map(|start| flow.node(start).unwrap().kind),
        Some(FlowNodeKind::Start)
    );
    assert!(
        flow.edges
            .iter()
            .all(|edge| edge.reason == EdgeReason::Next)
    );
    assert_eq!(flow.edges.len(), 2);
}
