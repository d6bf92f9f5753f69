//! Arrows cut into strands that lead from one row to the next.
//!
//! Between two rows of boxes lies a row for the labels. Wherever an arrow passes a row it gets a station there, which
//! takes room as boxes do: so arrows go round boxes, and labels cover nothing.

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use super::circles::Circles;
use super::{Size, Sketch};

/// Stations of arrows in one drawing, at most. Arrows beyond that are drawn straight, across whatever is there: only
/// files made to exhaust memory have that many.
const MAX_STATIONS: usize = 20_000;

/// Room for the loop of an arrow that leads from a box to itself.
pub(super) const LOOP_WIDTH: f64 = 30.0;

/// Labels side by side under one box, at most.
const MAX_LABELS_AT_SOURCE: usize = 6;

/// How strongly a strand pulls its ends to stand one above the other: long arrows are to be straight.
const PULL_AT_BOX: f64 = 1.0;
const PULL_BETWEEN_STATIONS: f64 = 5.0;

/// The rows of a drawing, and what passes them.
#[derive(Debug)]
pub(super) struct Strands {
    /// The stations, with strands between neighbouring rows from the upper to the lower. The first ones are the boxes
    /// of the sketch, under the same index.
    pub graph: DiGraph<Station, f64>,
    /// What stands in each row, from left to right.
    pub rows: Vec<Vec<NodeIndex>>,
    /// How each arrow of the sketch runs, in its order.
    pub courses: Vec<Course>,
}

/// A box, or where an arrow passes a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Station {
    pub row: usize,
    /// What stands here, none where an arrow just passes.
    pub size: Size,
    /// Room that is taken to the right of it, for loops.
    pub annex: f64,
    pub is_box: bool,
    /// Middle of what stands here.
    pub x: f64,
}

/// How an arrow runs.
#[derive(Debug)]
pub(super) enum Course {
    /// Down through these stations, boxes at both ends included.
    Down(Vec<NodeIndex>),
    /// Up, through these stations from top to bottom.
    Up(Vec<NodeIndex>),
    /// From the box to itself.
    Loop(NodeIndex),
    /// Straight from one to the other.
    Direct(NodeIndex, NodeIndex),
}

impl Station {
    pub(super) fn left(&self) -> f64 {
        self.size.width / 2.0
    }

    pub(super) fn right(&self) -> f64 {
        self.size.width / 2.0 + self.annex
    }
}

impl Strands {
    /// Where the other end of a strand stands, seen from the end that it was found at by looking in a direction.
    pub(super) fn x_across(&self, strand: EdgeReference<'_, f64>, direction: Direction) -> f64 {
        let other = match direction {
            Direction::Incoming => strand.source(),
            Direction::Outgoing => strand.target(),
        };
        self.graph.node_weight(other).map_or(0.0, |other| other.x)
    }

    /// Moves everything so that the leftmost begins at 0.
    pub(super) fn move_to_origin(&mut self) {
        let stations = self.graph.node_weights();
        let left = stations
            .map(|station| station.x - station.left())
            .fold(f64::INFINITY, f64::min);
        for station in self.graph.node_weights_mut() {
            station.x -= left;
        }
    }
}

/// Cuts the arrows of a sketch whose boxes stand in these rows.
pub(super) fn cut(sketch: &Sketch, circles: &Circles, box_rows: &[usize]) -> Strands {
    let mut graph = DiGraph::new();
    for (node, size) in sketch.node_indices().zip(sketch.node_weights()) {
        let row = box_rows.get(node.index()).copied().unwrap_or_default();
        graph.add_node(Station {
            row: row * 2,
            size: *size,
            annex: loops(sketch, node),
            is_box: true,
            x: 0.0,
        });
    }
    let mut cutter = Cutter { sketch, graph };
    let courses = sketch
        .edge_indices()
        .map(|edge| cutter.course(edge, circles.back.contains(&edge)))
        .collect();
    let graph = cutter.graph;
    let height = graph.node_weights().map(|station| station.row + 1).max();
    let mut rows = vec![Vec::new(); height.unwrap_or_default()];
    for (node, station) in graph.node_indices().zip(graph.node_weights()) {
        if let Some(row) = rows.get_mut(station.row) {
            row.push(node);
        }
    }
    Strands {
        graph,
        rows,
        courses,
    }
}

fn loops(sketch: &Sketch, node: NodeIndex) -> f64 {
    let widths = sketch
        .edges_connecting(node, node)
        .map(|edge| LOOP_WIDTH + edge.weight().map_or(0.0, |label| label.width));
    widths.fold(0.0, f64::max)
}

struct Cutter<'a> {
    sketch: &'a Sketch,
    graph: DiGraph<Station, f64>,
}

impl Cutter<'_> {
    /// Labels stand where the arrow comes from: there one looks for what it depends on. So many that they would make
    /// the drawing wide stand where their arrows lead.
    fn labels_at_target(&self, source: NodeIndex) -> bool {
        let edges = self.sketch.edges(source);
        let labelled = edges.filter(|edge| edge.weight().is_some());
        labelled.count() > MAX_LABELS_AT_SOURCE
    }

    fn course(&mut self, edge: EdgeIndex, is_back: bool) -> Course {
        let Some((source, target)) = self.sketch.edge_endpoints(edge) else {
            return Course::Down(Vec::new());
        };
        let label = self.sketch.edge_weight(edge).copied().flatten();
        if source == target {
            return Course::Loop(source);
        }
        let (upper, lower) = if is_back {
            (target, source)
        } else {
            (source, target)
        };
        let row = |node| self.graph.node_weight(node).map_or(0, |box_| box_.row);
        let between = row(upper) + 1..row(lower);
        if between.is_empty() || self.graph.node_count() + between.len() > MAX_STATIONS {
            return Course::Direct(source, target);
        }
        let labelled = if is_back != self.labels_at_target(source) {
            between.end - 1
        } else {
            between.start
        };
        let mut stations = vec![upper];
        for row in between {
            let size = label.filter(|_| row == labelled).unwrap_or_default();
            stations.push(self.graph.add_node(Station {
                row,
                size,
                annex: 0.0,
                is_box: false,
                x: 0.0,
            }));
        }
        stations.push(lower);
        let last = stations.len() - 2;
        for (position, pair) in stations.windows(2).enumerate() {
            let pull = if position == 0 || position == last {
                PULL_AT_BOX
            } else {
                PULL_BETWEEN_STATIONS
            };
            if let [above, below] = pair {
                self.graph.add_edge(*above, *below, pull);
            }
        }
        if is_back {
            Course::Up(stations)
        } else {
            Course::Down(stations)
        }
    }
}
