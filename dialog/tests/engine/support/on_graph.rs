//! What a turn ran through has to be part of the design.

use bavard_dialog::{Flow, Trace, TraceEvent};

/// Fails for whatever the trace holds that the graph does not.
pub(crate) fn assert_on_graph(flow: &Flow, trace: &Trace) {
    for event in &trace.events {
        let known = match event {
            TraceEvent::Node(node) => flow.node(*node).is_some(),
            TraceEvent::Transition { source, target } => flow
                .edges
                .iter()
                .any(|edge| edge.source == *source && edge.target == *target),
            TraceEvent::Prompt(prompt) => flow.prompts.iter().any(|known| known.number == *prompt),
            TraceEvent::Event(event) => flow.event(*event).is_some(),
            TraceEvent::Log(_) => true,
        };
        assert!(known, "{event:?} is not in the graph");
    }
}
