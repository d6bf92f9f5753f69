//! Where in its row each station stands.

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::spread::{Wish, spread};
use super::strands::{Station, Strands};

/// Room between two boxes, between a box and an arrow or label, and between two arrows.
const BETWEEN_BOXES: f64 = 32.0;
const BESIDE_BOX: f64 = 20.0;
const BETWEEN_ARROWS: f64 = 14.0;

/// Times that all rows are placed by their neighbours, and the number of stations above which it is fewer times.
const SWEEPS: usize = 48;
const STATIONS_OF_ALL_SWEEPS: usize = 2_000;

/// How much a station without neighbours wants to stay where it is.
const INERTIA: f64 = 0.01;

#[derive(Clone, Copy)]
enum Look {
    Up,
    Down,
    Both,
}

/// Places all stations, each row by the rows around it, until strands are as straight as the order allows.
pub(super) fn place(strands: &mut Strands) {
    for index in 0..strands.rows.len() {
        place_row(strands, index, None);
    }
    let share = strands.graph.node_count() / STATIONS_OF_ALL_SWEEPS + 1;
    let sweeps = (SWEEPS / share).max(2);
    for sweep in 0..sweeps {
        // First one side alone, so that whole trees move; at the end both, which settles what is left.
        let (down, up) = if sweep * 2 < sweeps {
            (Look::Up, Look::Down)
        } else {
            (Look::Both, Look::Both)
        };
        for index in 0..strands.rows.len() {
            place_row(strands, index, Some(down));
        }
        for index in (0..strands.rows.len()).rev() {
            place_row(strands, index, Some(up));
        }
    }
}

fn place_row(strands: &mut Strands, index: usize, look: Option<Look>) {
    let Some(row) = strands.rows.get(index) else {
        return;
    };
    let mut wishes = Vec::with_capacity(row.len());
    let mut before: Option<&Station> = None;
    for node in row {
        let Some(station) = strands.graph.node_weight(*node) else {
            continue;
        };
        let (place, weight) = look
            .and_then(|look| pull(strands, *node, look))
            .unwrap_or((station.x, INERTIA));
        wishes.push(Wish {
            place,
            weight,
            distance: before.map_or(0.0, |before| distance(before, station)),
        });
        before = Some(station);
    }
    let places = spread(&wishes);
    let row = row.clone();
    for (node, place) in row.into_iter().zip(places) {
        if let Some(station) = strands.graph.node_weight_mut(node) {
            station.x = place;
        }
    }
}

/// Where the neighbours pull a station, and how strongly.
fn pull(strands: &Strands, node: NodeIndex, look: Look) -> Option<(f64, f64)> {
    let directions: &[Direction] = match look {
        Look::Up => &[Direction::Incoming],
        Look::Down => &[Direction::Outgoing],
        Look::Both => &[Direction::Incoming, Direction::Outgoing],
    };
    let mut sum = 0.0;
    let mut weight = 0.0;
    for direction in directions {
        for strand in strands.graph.edges_directed(node, *direction) {
            sum += strands.x_across(strand, *direction) * strand.weight();
            weight += strand.weight();
        }
    }
    (weight > 0.0).then(|| (sum / weight, weight))
}

/// Nearest that the middles of two neighbours come.
pub(super) fn distance(left: &Station, right: &Station) -> f64 {
    let room = match (left.is_box, right.is_box) {
        (true, true) => BETWEEN_BOXES,
        (false, false) => BETWEEN_ARROWS,
        _ => BESIDE_BOX,
    };
    left.right() + room + right.left()
}
