//! Pieces of a drawing that nothing connects: no strand pulls them together, so they are pushed together.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;

use super::coordinates::distance;
use super::strands::{Station, Strands};

/// Moves each piece to the left as far as those before it allow.
pub(super) fn gather(strands: &mut Strands) {
    let mut connected = UnionFind::new(strands.graph.node_count());
    for edge in strands.graph.edge_indices() {
        if let Some((above, below)) = strands.graph.edge_endpoints(edge) {
            connected.union(above.index(), below.index());
        }
    }
    let labels = connected.into_labeling();
    let mut pieces: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
    for (node, label) in strands.graph.node_indices().zip(&labels) {
        pieces.entry(*label).or_default().push(node);
    }
    if pieces.len() < 2 {
        return;
    }
    let lefts = lefts(strands);
    let mut pieces: Vec<Vec<NodeIndex>> = pieces.into_values().collect();
    pieces.sort_by(|piece, other| {
        let left = |piece: &[NodeIndex]| least(piece.iter().map(|node| edge_of(strands, *node)));
        left(piece).total_cmp(&left(other))
    });
    let origin = least(
        strands
            .graph
            .node_indices()
            .map(|node| edge_of(strands, node)),
    );
    for piece in &pieces {
        let label = |node: NodeIndex| labels.get(node.index());
        let room = piece.iter().map(|node| {
            let before = lefts.get(node.index()).copied().flatten();
            match before {
                Some(before) if label(before) == label(*node) => f64::INFINITY,
                Some(before) => room(strands, before, *node),
                None => edge_of(strands, *node) - origin,
            }
        });
        let room = least(room);
        for node in piece.iter().filter(|_| room.is_finite()) {
            if let Some(station) = strands.graph.node_weight_mut(*node) {
                station.x -= room;
            }
        }
    }
}

/// What stands to the left of each station.
fn lefts(strands: &Strands) -> Vec<Option<NodeIndex>> {
    let mut lefts = vec![None; strands.graph.node_count()];
    for row in &strands.rows {
        for (before, node) in row.iter().zip(row.iter().skip(1)) {
            if let Some(left) = lefts.get_mut(node.index()) {
                *left = Some(*before);
            }
        }
    }
    lefts
}

fn edge_of(strands: &Strands, node: NodeIndex) -> f64 {
    let station = strands.graph.node_weight(node);
    station.map_or(f64::INFINITY, |station| station.x - station.left())
}

fn room(strands: &Strands, before: NodeIndex, node: NodeIndex) -> f64 {
    let station = |node| -> Option<&Station> { strands.graph.node_weight(node) };
    match (station(before), station(node)) {
        (Some(before), Some(station)) => station.x - before.x - distance(before, station),
        _ => f64::INFINITY,
    }
}

fn least(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::INFINITY, f64::min)
}
