//! How much of a design conversations ran through.
//!
//! A transition is a pair of source and target: two edges that differ only in their reason (two values of one entity
//! that lead to the same node) are one transition, because a trace tells where the flow went and not why. Everything
//! of the design counts, whether or not the channel or language of a conversation can reach it.

use std::collections::BTreeMap;

use super::{Flow, FlowSource, FlowTarget, NodeNumber, PromptNumber, Trace, TraceEvent};

/// How often conversations ran through each node, transition and prompt of a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    nodes: BTreeMap<NodeNumber, usize>,
    transitions: BTreeMap<(FlowSource, FlowTarget), usize>,
    prompts: BTreeMap<PromptNumber, usize>,
}

/// How many of something there are, and how many of them were run through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverageCount {
    /// Those that were run through at least once.
    pub covered: usize,
    /// All that the design has.
    pub total: usize,
}

impl Coverage {
    /// The coverage of a design that no conversation ran through yet.
    pub fn new(flow: &Flow) -> Coverage {
        let nodes = 0..flow.nodes.len();
        let edges = flow.edges.iter().map(|edge| (edge.source, edge.target));
        let prompts = flow.prompts.iter().map(|prompt| prompt.number);
        Coverage {
            nodes: nodes.map(|index| (NodeNumber(index), 0)).collect(),
            transitions: edges.map(|edge| (edge, 0)).collect(),
            prompts: prompts.map(|prompt| (prompt, 0)).collect(),
        }
    }

    /// Adds what one step of a turn ran through. What is not of this design is left out.
    pub fn record(&mut self, trace: &Trace) {
        for event in &trace.events {
            let times = match event {
                TraceEvent::Node(node) => self.nodes.get_mut(node),
                TraceEvent::Transition { source, target } => {
                    self.transitions.get_mut(&(*source, *target))
                }
                TraceEvent::Prompt(prompt) => self.prompts.get_mut(prompt),
                TraceEvent::Event(_) | TraceEvent::Log(_) => None,
            };
            if let Some(times) = times {
                *times += 1;
            }
        }
    }

    /// Adds what other conversations of the same design ran through.
    pub fn merge(&mut self, other: &Coverage) {
        add(&mut self.nodes, &other.nodes);
        add(&mut self.transitions, &other.transitions);
        add(&mut self.prompts, &other.prompts);
    }

    /// How often a node was entered.
    pub fn times_entered(&self, node: NodeNumber) -> usize {
        self.nodes.get(&node).copied().unwrap_or_default()
    }

    /// How often the flow went from `source` to `target`, for whatever reason.
    pub fn times_taken(&self, source: FlowSource, target: FlowTarget) -> usize {
        let times = self.transitions.get(&(source, target));
        times.copied().unwrap_or_default()
    }

    /// How often a prompt was said.
    pub fn times_said(&self, prompt: PromptNumber) -> usize {
        self.prompts.get(&prompt).copied().unwrap_or_default()
    }

    /// Every transition of the design with the number of times it was taken, ordered by source and target.
    pub fn transitions(&self) -> impl Iterator<Item = (FlowSource, FlowTarget, usize)> {
        let transitions = self.transitions.iter();
        transitions.map(|((source, target), times)| (*source, *target, *times))
    }

    /// Nodes, entered and all.
    pub fn node_count(&self) -> CoverageCount {
        CoverageCount::of(&self.nodes)
    }

    /// Transitions, taken and all.
    pub fn transition_count(&self) -> CoverageCount {
        CoverageCount::of(&self.transitions)
    }

    /// Prompts, said and all.
    pub fn prompt_count(&self) -> CoverageCount {
        CoverageCount::of(&self.prompts)
    }
}

impl CoverageCount {
    fn of<T>(times: &BTreeMap<T, usize>) -> CoverageCount {
        CoverageCount {
            covered: times.values().filter(|times| **times > 0).count(),
            total: times.len(),
        }
    }

    /// The covered part in percent, rounded down, so that 100 means all; 100 when there is nothing to cover.
    pub fn percent(self) -> usize {
        let percent = self.covered.saturating_mul(100);
        percent.checked_div(self.total).unwrap_or(100)
    }
}

fn add<T: Ord>(times: &mut BTreeMap<T, usize>, others: &BTreeMap<T, usize>) {
    for (thing, more) in others {
        if let Some(times) = times.get_mut(thing) {
            *times += more;
        }
    }
}
