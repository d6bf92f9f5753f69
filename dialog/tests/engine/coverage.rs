//! How much of a design conversations ran through.

use bavard_dialog::{
    Coverage, CoverageCount, Flow, FlowSource, FlowTarget, Input, NodeNumber, Project, Step,
};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::Talk;

/// Says hello, then takes one of two ways to the end.
fn forked() -> Project {
    let child = condition("IF", compare("age", "LESS", "10"), &[go_to("bye")]);
    let other = condition("ELSE", Value::Null, &[go_to("adult")]);
    ProjectBuilder::new()
        .variable("age", "INTEGER_TYPE")
        .component(
            "Main",
            &[
                message("hello", &[say("Hello."), assign("age", "9"), child, other]),
                message("adult", &[say("How old are you?"), go_to("bye")]),
                end("bye"),
            ],
        )
        .build()
}

fn coverage_of_one_turn(project: &Project, flow: &Flow) -> Coverage {
    let mut coverage = Coverage::new(flow);
    match Talk::new(project).step(Input::Empty) {
        Ok(Step::Answer { trace, .. }) => coverage.record(&trace),
        other => panic!("no answer: {other:#?}"),
    }
    coverage
}

fn number_of(flow: &Flow, name: &str) -> NodeNumber {
    let mut nodes = flow.numbered_nodes();
    nodes.find(|(_, node)| node.name == name).unwrap().0
}

#[test]
fn a_design_that_nobody_ran_is_not_covered() {
    let coverage = Coverage::new(&forked().flow());
    let none_of = |total| CoverageCount { covered: 0, total };
    assert_eq!(coverage.node_count(), none_of(4));
    assert_eq!(coverage.transition_count(), none_of(4));
    assert_eq!(coverage.prompt_count(), none_of(2));
}

#[test]
fn the_way_that_was_not_taken_is_not_covered() {
    let project = forked();
    let flow = project.flow();
    let coverage = coverage_of_one_turn(&project, &flow);
    let [hello, adult, bye] = ["hello", "adult", "bye"].map(|name| number_of(&flow, name));
    let taken = |to| coverage.times_taken(FlowSource::Node(hello), FlowTarget::Node(to));
    assert_eq!((taken(bye), taken(adult)), (1, 0));
    assert_eq!(coverage.times_entered(bye), 1);
    assert_eq!(coverage.times_entered(adult), 0);
    let said = flow.prompts.iter().map(|prompt| {
        let text = prompt.text.as_str();
        (text, coverage.times_said(prompt.number))
    });
    assert_eq!(
        said.collect::<Vec<_>>(),
        [("Hello.", 1), ("How old are you?", 0)]
    );
    assert_eq!(coverage.node_count().percent(), 75);
    assert_eq!(coverage.transition_count().percent(), 50);
    assert_eq!(coverage.prompt_count().percent(), 50);
}

#[test]
fn conversations_add_up() {
    let project = forked();
    let flow = project.flow();
    let once = coverage_of_one_turn(&project, &flow);
    let mut twice = once.clone();
    twice.merge(&once);
    let hello = number_of(&flow, "hello");
    assert_eq!(twice.times_entered(hello), 2);
    assert_eq!(twice.node_count(), once.node_count());
}

#[test]
fn ways_that_differ_only_in_their_reason_are_one_transition() {
    let by_value =
        |value: &str| json!({"conceptValue": value, "processingItems": group(&[go_to("bye")])});
    let project = ProjectBuilder::new()
        .entity("size")
        .component(
            "Main",
            &[
                question(
                    "ask",
                    "size",
                    "Which size?",
                    json!({
                        "actionConfigurations": [by_value("small"), by_value("big")],
                        "defaultConceptProcessingItem": group(&[go_to("bye")]),
                    }),
                ),
                end("bye"),
            ],
        )
        .build();
    let flow = project.flow();
    let ask = FlowSource::Node(number_of(&flow, "ask"));
    let edges = flow.edges.iter().filter(|edge| edge.source == ask);
    assert!(edges.count() > 1, "the design has several ways");
    let coverage = Coverage::new(&flow);
    let transitions = coverage.transitions().filter(|(source, ..)| *source == ask);
    assert_eq!(transitions.count(), 1);
}

#[test]
fn nothing_to_cover_is_fully_covered_and_almost_all_is_not_all() {
    let percent = |covered, total| CoverageCount { covered, total }.percent();
    assert_eq!(percent(0, 0), 100);
    assert_eq!(percent(999, 1000), 99);
    assert_eq!(percent(1000, 1000), 100);
}
