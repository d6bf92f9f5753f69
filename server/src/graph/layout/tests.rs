//! What must hold for the layout of any graph.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;

use super::*;

/// A graph of boxes by size class, and arrows by the number of their ends.
fn sketch(boxes: usize, arrows: &[(usize, usize)]) -> Sketch {
    let mut sketch = Sketch::new();
    for index in 0..boxes {
        let wide = [120.0, 180.0, 240.0][index % 3];
        sketch.add_node(Size::new(wide, [42.0, 90.0][index % 2]));
    }
    for (index, (source, target)) in arrows.iter().enumerate() {
        let label = (index % 2 == 0).then(|| Size::new(60.0, 18.0));
        sketch.add_edge(NodeIndex::new(*source), NodeIndex::new(*target), label);
    }
    sketch
}

/// Arrows without a pattern that comes again, the same in each run.
fn tangle(boxes: usize, arrows: usize) -> Sketch {
    let mut state = 7_usize;
    let mut next = || {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        (state / 65_536) % boxes
    };
    let mut arrows: Vec<(usize, usize)> = (0..arrows).map(|_| (next(), next())).collect();
    let mut loops = HashSet::new();
    arrows.retain(|(source, target)| source != target || loops.insert(*source));
    sketch(boxes, &arrows)
}

fn overlap(one: &Rectangle, other: &Rectangle) -> bool {
    one.corner.x < other.right()
        && other.corner.x < one.right()
        && one.corner.y < other.bottom()
        && other.corner.y < one.bottom()
}

/// Points along an arrow, ends left out.
fn points(route: &Route) -> Vec<Point> {
    let mut points = Vec::new();
    let mut from = route.start;
    for leg in &route.legs {
        let to = leg.end();
        for step in 1..20 {
            let t = f64::from(step) / 20.0;
            let along = match leg {
                // The curve's x by y: both handles at half the height.
                Leg::Curve(_) => t * t * (3.0 - 2.0 * t),
                Leg::Line(_) | Leg::Bow(_) => t,
            };
            let y = from.y + (to.y - from.y) * t;
            points.push(Point::new(from.x + (to.x - from.x) * along, y));
        }
        from = to;
    }
    points
}

fn assert_readable(sketch: &Sketch) {
    let layout = lay_out(sketch);
    let labels: Vec<Rectangle> = layout
        .routes
        .iter()
        .zip(sketch.edge_weights())
        .filter_map(|(route, size)| {
            let (middle, size) = (route.label?, (*size)?);
            let corner = Point::new(middle.x - size.width / 2.0, middle.y - size.height / 2.0);
            Some(Rectangle::new(corner, size))
        })
        .collect();
    let things: Vec<&Rectangle> = layout.boxes.iter().chain(&labels).collect();
    for (index, one) in things.iter().enumerate() {
        for other in &things[index + 1..] {
            assert!(!overlap(one, other), "{one:?} overlaps {other:?}");
        }
        assert!(one.corner.x >= -0.01 && one.corner.y >= -0.01, "{one:?}");
        assert!(one.right() <= layout.size.width + 0.01, "{one:?}");
        assert!(one.bottom() <= layout.size.height + 0.01, "{one:?}");
    }
    for route in &layout.routes {
        for point in points(route) {
            let hit = layout.boxes.iter().find(|shape| {
                shape.corner.x + 1.0 < point.x
                    && point.x < shape.right() - 1.0
                    && shape.corner.y + 1.0 < point.y
                    && point.y < shape.bottom() - 1.0
            });
            assert_eq!(hit, None, "{route:?} runs through a box");
        }
    }
}

#[test]
fn a_chain_stands_in_one_straight_line() {
    let layout = lay_out(&sketch(4, &[(0, 1), (1, 2), (2, 3)]));
    let middles: Vec<f64> = layout
        .boxes
        .iter()
        .map(|shape| shape.corner.x + shape.size.width / 2.0)
        .collect();
    assert!(
        middles
            .windows(2)
            .all(|pair| (pair[0] - pair[1]).abs() < 0.5),
        "{middles:?}"
    );
    assert!(
        layout
            .boxes
            .windows(2)
            .all(|pair| pair[0].bottom() < pair[1].corner.y)
    );
}

#[test]
fn an_arrow_that_closes_a_circle_leads_up() {
    let layout = lay_out(&sketch(3, &[(0, 1), (1, 2), (2, 1)]));
    assert!(!layout.routes[1].is_back);
    let back = &layout.routes[2];
    assert!(back.is_back);
    assert!(back.legs.last().unwrap().end().y < back.start.y);
    assert!((back.start.y - layout.boxes[2].corner.y).abs() < 0.01);
    assert!((back.legs.last().unwrap().end().y - layout.boxes[1].bottom()).abs() < 0.01);
}

#[test]
fn an_arrow_to_its_own_box_is_a_bow_beside_it() {
    let layout = lay_out(&sketch(2, &[(0, 0), (0, 1)]));
    let right = layout.boxes[0].right();
    assert!((layout.routes[0].start.x - right).abs() < 0.01);
    assert!(layout.routes[0].label.unwrap().x > right);
    assert_readable(&sketch(2, &[(0, 0), (0, 1)]));
}

#[test]
fn arrows_leave_and_arrive_at_the_border_of_their_box_however_many_they_are() {
    let ways: Vec<(usize, usize)> = (1..16).flat_map(|end| [(0, end), (end, 0)]).collect();
    let layout = lay_out(&sketch(16, &ways));
    let root = &layout.boxes[0];
    for (index, route) in layout.routes.iter().enumerate() {
        let at_root = match ways[index] {
            (0, _) => route.start,
            _ => route.legs.last().unwrap().end(),
        };
        assert!(
            root.corner.x < at_root.x && at_root.x < root.right(),
            "{at_root:?}"
        );
        assert!((at_root.y - root.bottom()).abs() < 0.01, "{at_root:?}");
    }
}

#[test]
fn every_part_of_an_arrow_leads_somewhere() {
    let layout = lay_out(&tangle(20, 45));
    for route in &layout.routes {
        let mut from = route.start;
        for leg in &route.legs {
            assert!(from != leg.end() || *leg == Leg::Line(from), "{route:?}");
            from = leg.end();
        }
        let before = route
            .legs
            .iter()
            .rev()
            .nth(1)
            .map_or(route.start, |leg| leg.end());
        assert_ne!(before, from, "the head of {route:?} has no direction");
    }
}

#[test]
fn two_arrows_that_need_not_cross_do_not() {
    let sketch = sketch(5, &[(0, 1), (0, 2), (1, 4), (2, 3)]);
    let circles = circles::find(&sketch);
    let rows = rows::assign(&sketch, &circles);
    let mut strands = strands::cut(&sketch, &circles, &rows);
    order::order(&mut strands);
    assert_eq!(order::crossings(&strands), 0);
}

#[test]
fn pieces_that_nothing_connects_stand_side_by_side() {
    let sketch = sketch(9, &[(0, 1), (1, 2), (1, 3), (2, 4), (5, 6), (6, 7), (6, 8)]);
    let boxes: f64 = sketch.node_weights().map(|size| size.width + 40.0).sum();
    let width = lay_out(&sketch).size.width;
    assert!(width < boxes, "{width} of {boxes}");
    assert_readable(&sketch);
}

#[test]
fn many_answers_are_wrapped_into_several_rows() {
    let arrows: Vec<(usize, usize)> = (1..=30).map(|answer| (0, answer)).collect();
    let sketch = sketch(31, &arrows);
    let width = lay_out(&sketch).size.width;
    let in_one_row: f64 = sketch.node_weights().map(|size| size.width + 32.0).sum();
    assert!(width < in_one_row / 2.0, "{width} of {in_one_row}");
    assert_readable(&sketch);
}

#[test]
fn nothing_overlaps_and_no_arrow_runs_through_a_box_in_a_tangle() {
    for (boxes, arrows) in [(1, 3), (2, 6), (8, 14), (20, 45), (60, 120)] {
        assert_readable(&tangle(boxes, arrows));
    }
}

#[test]
fn the_same_graph_is_laid_out_the_same() {
    assert_eq!(lay_out(&tangle(30, 60)), lay_out(&tangle(30, 60)));
}

#[test]
fn a_graph_without_boxes_takes_no_room() {
    let layout = lay_out(&sketch(0, &[]));
    assert_eq!(layout.size, Size::default());
}

#[test]
fn a_flow_longer_than_any_stack_is_laid_out_with_bounded_work() {
    let length = 20_000;
    let mut arrows: Vec<(usize, usize)> = (1..length).map(|end| (end - 1, end)).collect();
    arrows.extend((1..length).map(|source| (source, 0)));
    let layout = lay_out(&sketch(length, &arrows));
    assert_eq!(layout.boxes.len(), length);
    assert_eq!(layout.routes.len(), arrows.len());
}
