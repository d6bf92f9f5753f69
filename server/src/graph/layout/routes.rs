//! Rows get heights, boxes their places, and arrows their curves.

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::spread::{Wish, spread};
use super::straighten::BESIDE_PORTS;
use super::strands::{Course, LOOP_WIDTH, Station, Strands};
use super::{Layout, Point, Rectangle, Size, Sketch};

/// Room between two rows, at least and at most: the further strands go sideways, the more they get, or they would lie
/// flat on one another.
const GAP: f64 = 18.0;
const MAX_GAP: f64 = 52.0;
const GAP_FOR_WAY: f64 = 0.06;

/// Room between arrows at a box.
const BETWEEN_PORTS: f64 = 12.0;

/// How an arrow is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::graph) struct Route {
    /// Where it begins, at the border of a box.
    pub start: Point,
    /// How it goes on; it ends at the border of a box.
    pub legs: Vec<Leg>,
    /// Middle of the label.
    pub label: Option<Point>,
    /// Whether it leads back to where the flow came from.
    pub is_back: bool,
}

/// A part of an arrow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::graph) enum Leg {
    /// Straight to there.
    Line(Point),
    /// To there in a curve that begins and ends upright.
    Curve(Point),
    /// To there, which is above, in a bow to the right.
    Bow(Point),
}

impl Leg {
    pub(in crate::graph) fn end(self) -> Point {
        match self {
            Leg::Line(end) | Leg::Curve(end) | Leg::Bow(end) => end,
        }
    }
}

/// The upper and lower end of a row.
#[derive(Debug, Clone, Copy, Default)]
struct Band {
    top: f64,
    bottom: f64,
}

/// Draws what has been placed.
pub(super) fn route(sketch: &Sketch, strands: &Strands) -> Layout {
    let drawing = Drawing {
        strands,
        bands: bands(strands),
    };
    let boxes: Vec<Rectangle> = sketch
        .node_indices()
        .map(|node| drawing.rectangle(node))
        .collect();
    let mut ports = Ports::of(strands, &boxes);
    let routes = strands
        .courses
        .iter()
        .map(|course| match course {
            Course::Down(stations) => drawing.along(stations, &mut ports),
            Course::Up(stations) => drawing.along(stations, &mut ports).reversed(),
            Course::Loop(node) => drawing.around(*node),
            Course::Direct(source, target) => drawing.direct(*source, *target),
        })
        .zip(sketch.edge_weights())
        .map(|(route, label)| route.with_label(*label))
        .collect();
    let stations = strands.graph.node_weights();
    let width = stations.map(|station| station.x + station.right());
    Layout {
        size: Size::new(
            width.fold(0.0, f64::max),
            drawing.bands.last().map_or(0.0, |band| band.bottom),
        ),
        boxes,
        routes,
    }
}

fn bands(strands: &Strands) -> Vec<Band> {
    let mut bands = Vec::with_capacity(strands.rows.len());
    let mut y = 0.0;
    for row in &strands.rows {
        let stations = || {
            row.iter()
                .filter_map(|node| strands.graph.node_weight(*node))
        };
        let height = stations()
            .map(|station| station.size.height)
            .fold(0.0, f64::max);
        let ways = row.iter().flat_map(|node| ways_above(strands, *node));
        let way = ways.fold(0.0, f64::max);
        if !bands.is_empty() {
            y += (GAP + way * GAP_FOR_WAY).min(MAX_GAP);
        }
        bands.push(Band {
            top: y,
            bottom: y + height,
        });
        y += height;
    }
    bands
}

/// How far sideways the strands go that come to a station.
fn ways_above(strands: &Strands, node: NodeIndex) -> impl Iterator<Item = f64> {
    let x = |node| {
        strands
            .graph
            .node_weight(node)
            .map_or(0.0, |station| station.x)
    };
    strands
        .graph
        .edges_directed(node, Direction::Incoming)
        .map(move |strand| (x(strand.source()) - x(strand.target())).abs())
}

struct Drawing<'a> {
    strands: &'a Strands,
    bands: Vec<Band>,
}

impl Drawing<'_> {
    fn station(&self, node: NodeIndex) -> Option<(&Station, Band)> {
        let station = self.strands.graph.node_weight(node)?;
        Some((station, self.bands.get(station.row).copied()?))
    }

    fn rectangle(&self, node: NodeIndex) -> Rectangle {
        self.station(node)
            .map_or_else(Rectangle::default, |(station, band)| {
                let corner = Point::new(station.x - station.size.width / 2.0, band.top);
                Rectangle::new(corner, station.size)
            })
    }

    /// Down through the stations: straight within a row, in a curve between two.
    fn along(&self, stations: &[NodeIndex], ports: &mut Ports) -> Route {
        let [upper, passed @ .., lower] = stations else {
            return Route::empty();
        };
        let (Some((_, first)), Some((_, last))) = (self.station(*upper), self.station(*lower))
        else {
            return Route::empty();
        };
        let from = self.rectangle(*upper);
        let leaves = ports.leave(*upper);
        let start = Point::new(leaves, from.bottom());
        let mut legs = Vec::new();
        if from.bottom() < first.bottom {
            legs.push(Leg::Line(Point::new(leaves, first.bottom)));
        }
        let mut label = None;
        for (station, band) in passed.iter().filter_map(|node| self.station(*node)) {
            legs.push(Leg::Curve(Point::new(station.x, band.top)));
            legs.push(Leg::Line(Point::new(station.x, band.bottom)));
            if station.size.height > 0.0 {
                label = Some(Point::new(station.x, (band.top + band.bottom) / 2.0));
            }
        }
        legs.push(Leg::Curve(Point::new(ports.arrive(*lower), last.top)));
        Route {
            start,
            legs,
            label,
            is_back: false,
        }
    }

    /// Out of the right side and in again above.
    fn around(&self, node: NodeIndex) -> Route {
        let rectangle = self.rectangle(node);
        let quarter = rectangle.size.height.min(48.0) / 4.0;
        let middle = rectangle.corner.y + rectangle.size.height.min(48.0) / 2.0;
        let right = rectangle.right();
        let annex = self.station(node).map_or(0.0, |(station, _)| station.annex);
        Route {
            start: Point::new(right, middle + quarter),
            legs: vec![Leg::Bow(Point::new(right, middle - quarter))],
            label: Some(Point::new(right + (annex + LOOP_WIDTH) / 2.0, middle)),
            is_back: true,
        }
    }

    fn direct(&self, source: NodeIndex, target: NodeIndex) -> Route {
        let (from, to) = (self.rectangle(source), self.rectangle(target));
        let middle = |rectangle: &Rectangle| rectangle.corner.x + rectangle.size.width / 2.0;
        let down = from.bottom() <= to.corner.y;
        let (leaves, arrives) = if down {
            (from.bottom(), to.corner.y)
        } else {
            (from.corner.y, to.bottom())
        };
        let start = Point::new(middle(&from), leaves);
        let end = Point::new(middle(&to), arrives);
        Route {
            start,
            legs: vec![Leg::Line(end)],
            label: Some(Point::new((start.x + end.x) / 2.0, (start.y + end.y) / 2.0)),
            is_back: !down,
        }
    }
}

impl Route {
    fn empty() -> Route {
        Route {
            start: Point::default(),
            legs: Vec::new(),
            label: None,
            is_back: false,
        }
    }

    fn reversed(self) -> Route {
        let mut legs = Vec::with_capacity(self.legs.len());
        let mut end = self.start;
        for leg in self.legs {
            legs.push(match leg {
                Leg::Line(_) => Leg::Line(end),
                Leg::Curve(_) => Leg::Curve(end),
                Leg::Bow(_) => Leg::Bow(end),
            });
            end = leg.end();
        }
        legs.reverse();
        Route {
            start: end,
            legs,
            label: self.label,
            is_back: true,
        }
    }

    fn with_label(self, label: Option<Size>) -> Route {
        Route {
            label: self.label.filter(|_| label.is_some()),
            ..self
        }
    }
}

/// Where arrows leave the lower border of boxes and arrive at the upper one: as near as can be to where they go.
struct Ports {
    leaving: Vec<std::vec::IntoIter<f64>>,
    arriving: Vec<std::vec::IntoIter<f64>>,
}

impl Ports {
    fn of(strands: &Strands, boxes: &[Rectangle]) -> Ports {
        let at = |direction| {
            let nodes = strands.graph.node_indices().zip(boxes);
            nodes
                .map(|(node, rectangle)| places(strands, node, rectangle, direction).into_iter())
                .collect()
        };
        Ports {
            leaving: at(Direction::Outgoing),
            arriving: at(Direction::Incoming),
        }
    }

    fn leave(&mut self, node: NodeIndex) -> f64 {
        let places = self.leaving.get_mut(node.index());
        places.and_then(Iterator::next).unwrap_or_default()
    }

    fn arrive(&mut self, node: NodeIndex) -> f64 {
        let places = self.arriving.get_mut(node.index());
        places.and_then(Iterator::next).unwrap_or_default()
    }
}

/// The places of a box's strands on one side, in the order in which the strands were added.
fn places(
    strands: &Strands,
    node: NodeIndex,
    rectangle: &Rectangle,
    direction: Direction,
) -> Vec<f64> {
    let mut ends: Vec<_> = strands
        .graph
        .edges_directed(node, direction)
        .map(|strand| (strand.id(), strands.x_across(strand, direction)))
        .collect();
    ends.sort_by(|(_, x), (_, other)| x.total_cmp(other));
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let room = (rectangle.size.width - 2.0 * BESIDE_PORTS).max(0.0);
    let between = ends.len().saturating_sub(1);
    let distance = BETWEEN_PORTS.min(room / number(between).max(1.0));
    let left = rectangle.corner.x + BESIDE_PORTS;
    let wishes: Vec<Wish> = ends
        .iter()
        .map(|(_, x)| Wish {
            place: x.max(left).min(left + room),
            weight: 1.0,
            distance,
        })
        .collect();
    // Those that share a wish push each other over the corner: there, each leaves room for those further out.
    let mut places: Vec<_> = ends
        .into_iter()
        .zip(spread(&wishes))
        .enumerate()
        .map(|(index, ((strand, _), place))| {
            let least = left + distance * number(index);
            let most = left + room - distance * number(between - index);
            (strand, place.max(least).min(most))
        })
        .collect();
    places.sort_by_key(|(strand, _)| *strand);
    places.into_iter().map(|(_, place)| place).collect()
}
