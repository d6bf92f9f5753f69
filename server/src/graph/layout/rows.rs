//! Which row each box goes to.

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::Sketch;
use super::circles::Circles;

/// Widest row, in pixels of boxes and the room between them. What does not fit goes a row further down, boxes that
/// lead nowhere first.
const MAX_ROW_WIDTH: f64 = 1150.0;

/// Room that a box takes beside its own width.
const ROOM_BETWEEN: f64 = 40.0;

/// The row of each box, from 0, such that arrows that do not lead back lead down.
pub(super) fn assign(sketch: &Sketch, circles: &Circles) -> Vec<usize> {
    let earliest = longest_ways(sketch, circles, Direction::Incoming);
    let below = longest_ways(sketch, circles, Direction::Outgoing);
    let of = |lengths: &[usize], node: NodeIndex| lengths.get(node.index()).copied().unwrap_or(0);

    // Row by row, and in a row what leads furthest first: leaves wait for the room that is left.
    let mut nodes = circles.forward_order.clone();
    nodes.sort_by_key(|node| (of(&earliest, *node), usize::MAX - of(&below, *node)));
    let mut rows = vec![0; sketch.node_count()];
    let mut widths: Vec<f64> = Vec::new();
    for node in nodes {
        let width = sketch.node_weight(node).map_or(0.0, |size| size.width) + ROOM_BETWEEN;
        let above = forward_neighbours(sketch, circles, node, Direction::Incoming);
        let mut row = above.map(|above| of(&rows, above) + 1).max().unwrap_or(0);
        while widths
            .get(row)
            .is_some_and(|taken| *taken > 0.0 && taken + width > MAX_ROW_WIDTH)
        {
            row += 1;
        }
        if widths.len() <= row {
            widths.resize(row + 1, 0.0);
        }
        set(&mut widths, row, |taken| *taken += width);
        set(&mut rows, node.index(), |of_node| *of_node = row);
    }
    lower_sources(sketch, circles, &mut rows);
    rows
}

/// A box that nothing leads to stands right above what it leads to; the first box begins the drawing.
fn lower_sources(sketch: &Sketch, circles: &Circles, rows: &mut [usize]) {
    for node in sketch.node_indices().skip(1) {
        let mut above = forward_neighbours(sketch, circles, node, Direction::Incoming);
        if above.next().is_some() {
            continue;
        }
        let below = forward_neighbours(sketch, circles, node, Direction::Outgoing);
        let highest = below.filter_map(|below| rows.get(below.index())).min();
        if let Some(row) = highest.map(|row| row.saturating_sub(1)) {
            set(rows, node.index(), |of_node| *of_node = row);
        }
    }
}

/// Number of arrows on the longest way that comes to a box, or leaves it.
fn longest_ways(sketch: &Sketch, circles: &Circles, direction: Direction) -> Vec<usize> {
    let mut lengths = vec![0; sketch.node_count()];
    let mut measure = |node: &NodeIndex| {
        let neighbours = forward_neighbours(sketch, circles, *node, direction);
        let length = neighbours
            .filter_map(|other| lengths.get(other.index()))
            .max()
            .map_or(0, |longest| longest + 1);
        set(&mut lengths, node.index(), |of_node| *of_node = length);
    };
    match direction {
        Direction::Incoming => circles.forward_order.iter().for_each(&mut measure),
        Direction::Outgoing => circles.forward_order.iter().rev().for_each(&mut measure),
    }
    lengths
}

fn forward_neighbours<'a>(
    sketch: &'a Sketch,
    circles: &'a Circles,
    node: NodeIndex,
    direction: Direction,
) -> impl Iterator<Item = NodeIndex> + 'a {
    sketch
        .edges_directed(node, direction)
        .filter(|edge| !circles.back.contains(&edge.id()))
        .map(move |edge| match direction {
            Direction::Incoming => edge.source(),
            Direction::Outgoing => edge.target(),
        })
}

fn set<T>(values: &mut [T], index: usize, change: impl FnOnce(&mut T)) {
    if let Some(value) = values.get_mut(index) {
        change(value);
    }
}
