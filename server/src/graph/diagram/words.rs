//! Names and reasons in words for people.

use bavard_dialog::{EdgeReason, EventNumber, Flow, FlowNodeKind, FlowSource};

use crate::graph::text::clean;

/// A designer's name; files may lack it.
pub(super) fn name(name: &str) -> String {
    let cleaned = clean(name);
    if cleaned.is_empty() {
        "(no name)".to_owned()
    } else {
        cleaned
    }
}

/// When an edge is taken; none where it goes without saying.
pub(super) fn reason(flow: &Flow, source: FlowSource, reason: &EdgeReason) -> Option<String> {
    let kind = match source {
        FlowSource::Node(node) => flow.node(node).map(|node| node.kind),
        FlowSource::Component(_) | FlowSource::Project => None,
    };
    match reason {
        EdgeReason::Next | EdgeReason::Router => None,
        // All that follows a call follows its return.
        EdgeReason::Returned if kind == Some(FlowNodeKind::ComponentCall) => None,
        EdgeReason::Returned => Some("returned".to_owned()),
        EdgeReason::Value(value) => Some(name(value)),
        EdgeReason::Command(command) => Some(format!("command {}", name(command))),
        EdgeReason::Intent(intent) => Some(name(intent)),
        EdgeReason::IntentSwitch => Some("other intent".to_owned()),
        EdgeReason::Collect(entity) => Some(format!("collect {}", name(entity))),
        EdgeReason::Process(entity) => Some(format!("process {}", name(entity))),
        EdgeReason::Complete => Some("complete".to_owned()),
        EdgeReason::Success => Some("success".to_owned()),
        EdgeReason::Failure => Some("failure".to_owned()),
        EdgeReason::Handler(number) => Some(format!("on {}", event(flow, *number))),
    }
}

/// An event by its label, or else by its full name.
pub(super) fn event(flow: &Flow, number: EventNumber) -> String {
    let labels = flow
        .event(number)
        .map(|event| [clean(&event.label), clean(&event.name)]);
    let labels = labels.into_iter().flatten();
    labels
        .into_iter()
        .find(|label| !label.is_empty())
        .unwrap_or_else(|| "an event".to_owned())
}
