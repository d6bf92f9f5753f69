//! The design as a graph, and what a turn passed of it.
//!
//! [`Flow`] is made from the loaded project: drawings show it, checks walk it, [`Coverage`] counts it. A [`Trace`] names
//! the parts of it that one turn ran through. Both address nodes, components, events and prompts by their numbers in
//! the file, so that a trace costs a few words and nothing has to be looked up by name.

mod coverage;
mod edges;
mod graph;
mod number;
mod prompts;
mod trace;

pub use coverage::{Coverage, CoverageCount};
pub(crate) use edges::groups;
pub use graph::{
    EdgeReason, Flow, FlowComponent, FlowEdge, FlowEvent, FlowNode, FlowNodeKind, FlowPrompt,
    FlowSource, FlowTarget,
};
pub use number::{ComponentNumber, EventNumber, NodeNumber, PromptNumber};
pub use trace::{Trace, TraceEvent};
