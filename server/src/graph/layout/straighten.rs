//! Long arrows made straight: coordinates that are best on the whole leave each of them with many small bends.

use petgraph::graph::NodeIndex;

use super::coordinates::distance;
use super::strands::{Course, Strands};

/// Nearest that an arrow comes to the corner of its box.
pub(super) const BESIDE_PORTS: f64 = 16.0;

/// Where something may stand.
#[derive(Debug, Clone, Copy)]
struct Reach {
    least: f64,
    most: f64,
}

/// Moves the stations of each arrow, within the room that their neighbours leave, so that as many as possible stand
/// one above the other.
pub(super) fn straighten(strands: &mut Strands) {
    let mut positions = vec![0; strands.graph.node_count()];
    for row in &strands.rows {
        for (position, node) in row.iter().enumerate() {
            if let Some(of_node) = positions.get_mut(node.index()) {
                *of_node = position;
            }
        }
    }
    let courses = std::mem::take(&mut strands.courses);
    for course in &courses {
        if let Course::Down(stations) | Course::Up(stations) = course {
            let reaches: Vec<Reach> = stations
                .iter()
                .map(|node| reach(strands, &positions, *node))
                .collect();
            let mut stations = stations.as_slice();
            let mut reaches = reaches.as_slice();
            while let Some((run, common)) = longest_run(reaches) {
                let (together, others) = stations.split_at(run);
                align(strands, together, common);
                stations = others;
                reaches = reaches.split_at(run).1;
            }
        }
    }
    strands.courses = courses;
}

/// How many stations from the first on can stand one above the other, and where.
fn longest_run(reaches: &[Reach]) -> Option<(usize, Reach)> {
    let (first, others) = reaches.split_first()?;
    let mut common = *first;
    let mut run = 1;
    for reach in others {
        let narrower = Reach {
            least: common.least.max(reach.least),
            most: common.most.min(reach.most),
        };
        if narrower.least > narrower.most {
            break;
        }
        common = narrower;
        run += 1;
    }
    Some((run, common))
}

/// Boxes stay; the stations between them move as little as is needed.
fn align(strands: &mut Strands, run: &[NodeIndex], common: Reach) {
    let movable: Vec<NodeIndex> = run
        .iter()
        .copied()
        .filter(|node| {
            strands
                .graph
                .node_weight(*node)
                .is_some_and(|station| !station.is_box)
        })
        .collect();
    let places = movable
        .iter()
        .filter_map(|node| strands.graph.node_weight(*node));
    let sum: f64 = places.map(|station| station.x).sum();
    let count = f64::from(u32::try_from(movable.len()).unwrap_or(u32::MAX));
    let place = (sum / count.max(1.0)).max(common.least).min(common.most);
    for node in movable {
        if let Some(station) = strands.graph.node_weight_mut(node) {
            station.x = place;
        }
    }
}

/// Where a station may stand between its neighbours; at a box, where an arrow may leave or arrive.
fn reach(strands: &Strands, positions: &[usize], node: NodeIndex) -> Reach {
    let Some(station) = strands.graph.node_weight(node) else {
        return Reach {
            least: f64::NEG_INFINITY,
            most: f64::INFINITY,
        };
    };
    if station.is_box {
        let half = (station.size.width / 2.0 - BESIDE_PORTS).max(0.0);
        return Reach {
            least: station.x - half,
            most: station.x + half,
        };
    }
    let row = strands.rows.get(station.row).map_or(&[][..], Vec::as_slice);
    let position = positions.get(node.index()).copied().unwrap_or_default();
    let at = |position: Option<usize>| {
        let neighbour = row.get(position?)?;
        strands.graph.node_weight(*neighbour)
    };
    let left = at(position.checked_sub(1));
    let right = at(position.checked_add(1));
    Reach {
        least: left.map_or(f64::NEG_INFINITY, |left| left.x + distance(left, station)),
        most: right.map_or(f64::INFINITY, |right| right.x - distance(station, right)),
    }
}
