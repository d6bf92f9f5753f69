//! What a turn ran through.

use super::{EventNumber, FlowSource, FlowTarget, NodeNumber, PromptNumber};

/// What one step of a turn ran through, in order. A turn with fetches has a trace for each of its steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The events, in the order in which they happened.
    pub events: Vec<TraceEvent>,
}

/// One thing that happened in a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum TraceEvent {
    /// A node was entered.
    Node(NodeNumber),
    /// The flow went on to somewhere: an edge of the [`Flow`](super::Flow) with this source and target.
    Transition {
        /// The node that it left, or whose handler took an event.
        source: FlowSource,
        /// Where it went.
        target: FlowTarget,
    },
    /// A prompt was said.
    Prompt(PromptNumber),
    /// An event of the project was thrown.
    Event(EventNumber),
    /// The design wrote something down: a log action, or the text that goes with a thrown event.
    Log(String),
}
