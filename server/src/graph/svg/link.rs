//! An arrow between two boxes, with its label.

use std::fmt::Write;
use std::io;

use super::box_shape::{lines, passage_class};
use super::canvas::{Anchor, Canvas, number};
use crate::graph::diagram::Way;
use crate::graph::layout::{Leg, Point, Rectangle, Route, Size};
use crate::graph::text::Font;

const LABEL: Font = Font::plain(11.0);
const LINE: f64 = 14.0;
const MAX_LABEL_WIDTH: f64 = 150.0;
const MAX_LABEL_LINES: usize = 3;

/// Length and half the width of an arrow's head.
const HEAD: f64 = 8.0;
const HALF_HEAD: f64 = 4.0;

/// How far the bow of a loop leaves its box; less than the layout leaves for it.
const BOW: f64 = 34.0;

/// The lines of a label as they fit: a line for each reason, those beyond the last counted.
pub(super) fn label_lines(way: &Way) -> Vec<String> {
    let fits = way.reasons.len() <= MAX_LABEL_LINES;
    let shown = if fits {
        MAX_LABEL_LINES
    } else {
        MAX_LABEL_LINES - 1
    };
    let reasons = way.reasons.iter().take(shown);
    let mut lines: Vec<String> = reasons
        .map(|reason| LABEL.shorten(reason, MAX_LABEL_WIDTH))
        .collect();
    if !fits {
        lines.push(format!("+ {} more", way.reasons.len() - shown));
    }
    lines
}

/// Room that a label takes; none without lines.
pub(super) fn label_size(label: &[String]) -> Option<Size> {
    let width = label
        .iter()
        .map(|line| LABEL.width(line))
        .fold(0.0, f64::max);
    (!label.is_empty()).then(|| Size::new(width + 8.0, lines(label.len()) * LINE + 4.0))
}

/// Draws an arrow. Its label is drawn later, over all arrows.
pub(super) fn draw_arrow(
    canvas: &mut Canvas<'_>,
    way: &Way,
    route: &Route,
    tooltip: &str,
) -> io::Result<()> {
    let handler = if way.is_handler { " handler" } else { "" };
    let back = if route.is_back { " back" } else { "" };
    let failure = if way.is_failure { " failure" } else { "" };
    let passage = passage_class(way.passage);
    let class = format!("link{handler}{back}{failure}{passage}");
    canvas.group("g", &[("class", &class)], |canvas| {
        canvas.text_element("title", &[], tooltip)?;
        let (line, head) = commands(route);
        canvas.path("line", &line)?;
        canvas.path("head", &head)
    })
}

/// Draws the label of an arrow.
pub(super) fn draw_label(
    canvas: &mut Canvas<'_>,
    way: &Way,
    label: &[String],
    middle: Point,
) -> io::Result<()> {
    let Some(size) = label_size(label) else {
        return Ok(());
    };
    let corner = Point::new(middle.x - size.width / 2.0, middle.y - size.height / 2.0);
    let handler = if way.is_handler { " handler" } else { "" };
    let failure = if way.is_failure { " failure" } else { "" };
    let class = format!("label{handler}{failure}{}", passage_class(way.passage));
    canvas.group("g", &[("class", &class)], |canvas| {
        canvas.rectangle("ground", Rectangle::new(corner, size), 4.0)?;
        for (index, line) in label.iter().enumerate() {
            let y = corner.y + 2.0 + (lines(index) + 0.5) * LINE;
            canvas.text(
                "reason",
                LABEL,
                Anchor::Middle,
                Point::new(middle.x, y),
                line,
            )?;
        }
        Ok(())
    })
}

/// The line up to the head, and the head, as path commands.
fn commands(route: &Route) -> (String, String) {
    let mut line = format!("M{} {}", number(route.start.x), number(route.start.y));
    let mut from = route.start;
    let mut head = String::new();
    for (index, leg) in route.legs.iter().enumerate() {
        let mut to = leg.end();
        if index + 1 == route.legs.len() {
            let towards = direction(*leg, from);
            head = arrow_head(to, towards, route.is_back);
            to = to.shifted(Point::new(-towards.x * HEAD * 0.8, -towards.y * HEAD * 0.8));
        }
        append(&mut line, *leg, from, to);
        from = leg.end();
    }
    (line, head)
}

fn append(line: &mut String, leg: Leg, from: Point, to: Point) {
    let (x, y) = (number(to.x), number(to.y));
    // Writing to a string cannot fail.
    let _written = match leg {
        Leg::Line(_) if from == to => Ok(()),
        Leg::Curve(_) if (from.x - to.x).abs() < 0.5 => write!(line, "L{x} {y}"),
        Leg::Line(_) => write!(line, "L{x} {y}"),
        Leg::Curve(_) => {
            let middle = number((from.y + to.y) / 2.0);
            write!(line, "C{} {middle} {x} {middle} {x} {y}", number(from.x))
        }
        Leg::Bow(_) => {
            let far = number(from.x + BOW);
            write!(line, "C{far} {} {far} {y} {x} {y}", number(from.y))
        }
    };
}

/// In which direction a leg arrives, of length 1.
fn direction(leg: Leg, from: Point) -> Point {
    let to = leg.end();
    match leg {
        Leg::Curve(_) => Point::new(0.0, (to.y - from.y).signum()),
        Leg::Bow(_) => Point::new(-1.0, 0.0),
        Leg::Line(_) => {
            let (x, y) = (to.x - from.x, to.y - from.y);
            let length = x.hypot(y).max(1.0);
            Point::new(x / length, y / length)
        }
    }
}

/// A triangle, or for arrows that lead back two strokes.
fn arrow_head(tip: Point, towards: Point, is_open: bool) -> String {
    let root = tip.shifted(Point::new(-towards.x * HEAD, -towards.y * HEAD));
    let side = Point::new(-towards.y * HALF_HEAD, towards.x * HALF_HEAD);
    let close = if is_open { "" } else { "z" };
    format!(
        "M{} {}L{} {}L{} {}{close}",
        number(root.x + side.x),
        number(root.y + side.y),
        number(tip.x),
        number(tip.y),
        number(root.x - side.x),
        number(root.y - side.y),
    )
}
