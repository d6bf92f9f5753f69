//! The edges of the design by where they begin.

use std::collections::HashMap;

use crate::flow::{Flow, FlowEdge, FlowSource};
use crate::model::Model;

/// Every way through the design.
pub(super) struct Ways(HashMap<FlowSource, Vec<FlowEdge>>);

impl Ways {
    pub(super) fn of(model: &Model) -> Ways {
        let mut ways: HashMap<FlowSource, Vec<FlowEdge>> = HashMap::new();
        for edge in Flow::of(model).edges {
            ways.entry(edge.source).or_default().push(edge);
        }
        Ways(ways)
    }

    /// The ways that begin at a place.
    pub(super) fn from(&self, source: FlowSource) -> &[FlowEdge] {
        self.0.get(&source).map_or(&[], Vec::as_slice)
    }

    /// All ways.
    pub(super) fn all(&self) -> impl Iterator<Item = &FlowEdge> {
        self.0.values().flatten()
    }
}
