//! The order within each row, for few crossings.

use std::collections::HashSet;

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::strands::Strands;

/// Sweeps over all rows. Those that bring nothing are thrown away.
const SWEEPS: usize = 24;

/// Orders the rows: each station is put between its neighbours in the row before, back and forth, and the best order
/// met on the way is kept.
pub(super) fn order(strands: &mut Strands) {
    as_walked(strands);
    let mut best = strands.rows.clone();
    let mut fewest = crossings(strands);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        sort_by_neighbours(strands, sweep % 2 == 0);
        let crossings = crossings(strands);
        if crossings < fewest {
            fewest = crossings;
            best.clone_from(&strands.rows);
        }
    }
    strands.rows = best;
}

/// What is met first in a walk from the first box stands on the left.
fn as_walked(strands: &mut Strands) {
    let graph = &strands.graph;
    for row in &mut strands.rows {
        row.clear();
    }
    let mut met = HashSet::new();
    let first = graph.node_indices().take(1);
    let tops = graph.externals(Direction::Incoming);
    let mut roots: Vec<NodeIndex> = first.chain(tops).collect();
    roots.reverse();
    let mut stack = roots;
    while let Some(node) = stack.pop() {
        if !met.insert(node) {
            continue;
        }
        let row = graph.node_weight(node).map_or(0, |station| station.row);
        if let Some(row) = strands.rows.get_mut(row) {
            row.push(node);
        }
        // petgraph gives what was added last first: so what was added first is walked first.
        stack.extend(graph.neighbors(node));
    }
}

fn sort_by_neighbours(strands: &mut Strands, downwards: bool) {
    let graph = &strands.graph;
    let direction = if downwards {
        Direction::Incoming
    } else {
        Direction::Outgoing
    };
    let mut places = places(strands);
    let mut indices: Vec<usize> = (0..strands.rows.len()).collect();
    if !downwards {
        indices.reverse();
    }
    for index in indices {
        let Some(row) = strands.rows.get_mut(index) else {
            continue;
        };
        let of = |node: NodeIndex| places.get(node.index()).copied().unwrap_or_default();
        let mut wishes: Vec<(f64, NodeIndex)> = row
            .iter()
            .map(|node| {
                let neighbours: Vec<f64> =
                    graph.neighbors_directed(*node, direction).map(of).collect();
                (mean(&neighbours).unwrap_or_else(|| of(*node)), *node)
            })
            .collect();
        wishes.sort_by(|(wish, _), (other, _)| wish.total_cmp(other));
        *row = wishes.into_iter().map(|(_, node)| node).collect();
        number(row, &mut places);
    }
}

/// Where in its row each station stands, from 0 for the leftmost to 1: rows differ in length.
fn places(strands: &Strands) -> Vec<f64> {
    let mut places = vec![0.0; strands.graph.node_count()];
    for row in &strands.rows {
        number(row, &mut places);
    }
    places
}

fn number(row: &[NodeIndex], places: &mut [f64]) {
    let mut place = 0.5;
    let step = 1.0 / f64::from(u32::try_from(row.len()).unwrap_or(u32::MAX));
    for node in row {
        if let Some(of_node) = places.get_mut(node.index()) {
            *of_node = place * step;
        }
        place += 1.0;
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len())
        .ok()
        .filter(|count| *count > 0)?;
    Some(values.iter().sum::<f64>() / f64::from(count))
}

/// Number of pairs of strands that cross.
pub(super) fn crossings(strands: &Strands) -> usize {
    let mut positions = vec![0; strands.graph.node_count()];
    for row in &strands.rows {
        for (position, node) in row.iter().enumerate() {
            if let Some(of_node) = positions.get_mut(node.index()) {
                *of_node = position;
            }
        }
    }
    let position = |node: NodeIndex| positions.get(node.index()).copied().unwrap_or_default();
    let mut crossings = 0;
    for row in &strands.rows {
        let mut ends = Vec::new();
        for node in row {
            let below = strands.graph.neighbors(*node).map(position);
            let mut below: Vec<usize> = below.collect();
            below.sort_unstable();
            ends.extend(below);
        }
        crossings += inversions(&mut ends);
    }
    crossings
}

/// Number of pairs of which the greater comes first; sorts the values. Each merge of two sorted halves counts those
/// between them.
fn inversions(values: &mut [usize]) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut count = inversions(left) + inversions(right);
    let mut greater = left.iter().peekable();
    let mut remaining = left.len();
    for value in right.iter() {
        while greater.next_if(|other| *other <= value).is_some() {
            remaining -= 1;
        }
        count += remaining;
    }
    values.sort_unstable();
    count
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn inversions_are_pairs_in_the_wrong_order() {
        assert_eq!(inversions(&mut [0, 1, 1, 2]), 0);
        assert_eq!(inversions(&mut [3, 2, 1, 0]), 6);
        assert_eq!(inversions(&mut [1, 0, 2, 1]), 2);
    }
}
