//! Arrows that lead back to where the flow came from.

use std::collections::HashSet;

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::Sketch;

/// What a walk from the first box finds out.
#[derive(Debug)]
pub(super) struct Circles {
    /// Arrows from a box to one that leads to it, and from a box to itself.
    pub back: HashSet<EdgeIndex>,
    /// All boxes; each comes before those that it leads to by arrows that do not lead back.
    pub forward_order: Vec<NodeIndex>,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    NotYet,
    Open,
    Done,
}

/// Walks depth-first, from the first box on, then from boxes that nothing leads to, then from what is left. It keeps
/// its own stack: a flow may be longer than the program's is deep.
pub(super) fn find(sketch: &Sketch) -> Circles {
    let mut visits = vec![Visit::NotYet; sketch.node_count()];
    let mut back = HashSet::new();
    let mut finished = Vec::with_capacity(sketch.node_count());
    let first = sketch.node_indices().take(1);
    let unreached = sketch.externals(Direction::Incoming);
    for root in first.chain(unreached).chain(sketch.node_indices()) {
        let mut stack = Vec::new();
        if visit(&mut visits, root, Visit::NotYet, Visit::Open) {
            stack.push((root, leaving(sketch, root)));
        }
        while let Some((node, edges)) = stack.last_mut() {
            let node = *node;
            match edges.next() {
                Some((edge, target)) => {
                    if visit(&mut visits, target, Visit::NotYet, Visit::Open) {
                        stack.push((target, leaving(sketch, target)));
                    } else if visits.get(target.index()) == Some(&Visit::Open) {
                        back.insert(edge);
                    }
                }
                None => {
                    visit(&mut visits, node, Visit::Open, Visit::Done);
                    finished.push(node);
                    stack.pop();
                }
            }
        }
    }
    finished.reverse();
    Circles {
        back,
        forward_order: finished,
    }
}

/// In the order in which they were added, which petgraph gives backwards.
fn leaving(sketch: &Sketch, node: NodeIndex) -> impl Iterator<Item = (EdgeIndex, NodeIndex)> {
    let mut edges: Vec<_> = sketch
        .edges(node)
        .map(|edge| (edge.id(), edge.target()))
        .collect();
    edges.sort();
    edges.into_iter()
}

fn visit(visits: &mut [Visit], node: NodeIndex, from: Visit, to: Visit) -> bool {
    match visits.get_mut(node.index()) {
        Some(visit) if *visit == from => {
            *visit = to;
            true
        }
        _ => false,
    }
}
