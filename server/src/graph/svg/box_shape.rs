//! A box: icon and name, and a line for each way out of the component.

use std::io;

use super::canvas::{Anchor, Canvas};
use super::outline::outline;
use crate::graph::diagram::{BoxKind, Diagram, Exit, ExitTarget, PanelBox, Passage};
use crate::graph::layout::{Point, Rectangle, Size};
use crate::graph::text::Font;

const NAME: Font = Font::bold(13.0);
const LINE: f64 = 17.0;
const MAX_NAME_WIDTH: f64 = 200.0;
const MAX_NAME_LINES: usize = 3;
const PADDING: f64 = 9.0;
const ICON: f64 = 24.0;

const EXIT: Font = Font::plain(11.0);
const EXIT_HEIGHT: f64 = 25.0;
const BADGE_HEIGHT: f64 = 19.0;
const BADGE_ICON: f64 = 12.0;
const MAX_REASON_WIDTH: f64 = 150.0;
const MAX_TARGET_WIDTH: f64 = 170.0;

/// A box with its texts as they fit.
#[derive(Debug)]
pub(super) struct BoxShape<'a> {
    content: &'a PanelBox,
    name: Vec<String>,
    exits: Vec<ExitLine<'a>>,
    pub size: Size,
}

#[derive(Debug)]
struct ExitLine<'a> {
    exit: &'a Exit,
    reason: String,
    target: String,
    badge_width: f64,
}

impl<'a> BoxShape<'a> {
    pub(super) fn of(content: &'a PanelBox) -> BoxShape<'a> {
        let name = NAME.wrap(&content.name, MAX_NAME_WIDTH, MAX_NAME_LINES);
        let name_width = widest(name.iter().map(|line| NAME.width(line)));
        let exits: Vec<ExitLine<'_>> = content.exits.iter().map(ExitLine::of).collect();
        let exits_width = widest(exits.iter().map(ExitLine::width));
        let header = PADDING + ICON + PADDING + name_width + 1.5 * PADDING;
        let size = Size::new(
            header.max(exits_width + 2.0 * PADDING).max(96.0),
            header_height(&name) + lines(exits.len()) * EXIT_HEIGHT,
        );
        BoxShape {
            content,
            name,
            exits,
            size,
        }
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        corner: Point,
        diagram: &Diagram,
    ) -> io::Result<()> {
        let kind = self.content.kind;
        let passage = passage_class(self.content.passage);
        let class = format!("box {}{passage}", kind.class());
        let id = match kind {
            BoxKind::Node(number, _) => format!("node-{}", number.get()),
            BoxKind::Handlers => String::new(),
        };
        let mut attributes = vec![("class", class.as_str())];
        if !id.is_empty() {
            attributes.push(("id", &id));
        }
        canvas.group("g", &attributes, |canvas| {
            canvas.text_element("title", &[], &self.tooltip())?;
            let rectangle = Rectangle::new(corner, self.size);
            let outline = outline(kind, &rectangle);
            canvas.path("shape", &outline)?;
            if self.content.passage == Passage::Missed {
                canvas.path("hatching", &outline)?;
            }
            let middle = corner.y + header_height(&self.name) / 2.0;
            let icon = Point::new(corner.x + PADDING, middle - ICON / 2.0);
            canvas.rectangle("tile", Rectangle::new(icon, Size::new(ICON, ICON)), 6.0)?;
            canvas.icon(kind.class(), icon.shifted(Point::new(4.0, 4.0)), ICON - 8.0)?;
            let text = Point::new(
                corner.x + 2.0 * PADDING + ICON,
                middle - (lines(self.name.len()) - 1.0) * LINE / 2.0,
            );
            for (index, line) in self.name.iter().enumerate() {
                let at = text.shifted(Point::new(0.0, lines(index) * LINE));
                canvas.text("name", NAME, Anchor::Start, at, line)?;
            }
            self.draw_exits(canvas, corner, diagram)
        })
    }

    fn draw_exits(
        &self,
        canvas: &mut Canvas<'_>,
        corner: Point,
        diagram: &Diagram,
    ) -> io::Result<()> {
        let top = corner.y + header_height(&self.name) - 3.0;
        for (index, line) in self.exits.iter().enumerate() {
            let middle = top + (lines(index) + 0.5) * EXIT_HEIGHT;
            let left = corner.x + PADDING;
            let right = corner.x + self.size.width - PADDING;
            line.draw(canvas, left, right, middle, diagram)?;
        }
        Ok(())
    }

    fn tooltip(&self) -> String {
        let mut tooltip = format!("{} · {}", self.content.name, self.content.kind.name());
        let passage = match self.content.passage {
            Passage::NotCounted => None,
            Passage::Passed => Some("covered".to_owned()),
            Passage::Missed => Some("not covered".to_owned()),
        };
        let says = self.content.says.as_ref().map(|says| format!("“{says}”"));
        let id = Some(&self.content.id).filter(|id| !id.is_empty());
        let id = id.map(|id| format!("id {id}"));
        for line in [passage, says, id].into_iter().flatten() {
            tooltip.push('\n');
            tooltip.push_str(&line);
        }
        tooltip
    }
}

impl ExitLine<'_> {
    fn of(exit: &Exit) -> ExitLine<'_> {
        let target = EXIT.shorten(&exit.target.words(), MAX_TARGET_WIDTH);
        ExitLine {
            exit,
            reason: EXIT.shorten(&exit.way.reasons.join(", "), MAX_REASON_WIDTH),
            badge_width: EXIT.width(&target) + BADGE_ICON + 20.0,
            target,
        }
    }

    fn width(&self) -> f64 {
        let reason = match self.reason.as_str() {
            "" => 0.0,
            reason => EXIT.width(reason) + 10.0,
        };
        reason + self.badge_width
    }

    /// The reason on the left, the badge that says where on the right.
    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        left: f64,
        right: f64,
        middle: f64,
        diagram: &Diagram,
    ) -> io::Result<()> {
        let passage = passage_class(self.exit.way.passage);
        let handler = if self.exit.way.is_handler {
            " handler"
        } else {
            ""
        };
        let class = format!("exit{handler}{passage}");
        let badge_left = if self.reason.is_empty() {
            left
        } else {
            right - self.badge_width
        };
        canvas.group("g", &[("class", &class)], |canvas| {
            canvas.text_element("title", &[], &self.tooltip())?;
            if !self.reason.is_empty() {
                let at = Point::new(left, middle);
                canvas.text("reason", EXIT, Anchor::Start, at, &self.reason)?;
            }
            match anchor(&self.exit.target, diagram) {
                Some(anchor) => canvas.group("a", &[("href", &anchor)], |canvas| {
                    self.badge(canvas, badge_left, middle)
                }),
                None => self.badge(canvas, badge_left, middle),
            }
        })
    }

    fn badge(&self, canvas: &mut Canvas<'_>, left: f64, middle: f64) -> io::Result<()> {
        let corner = Point::new(left, middle - BADGE_HEIGHT / 2.0);
        let size = Size::new(self.badge_width, BADGE_HEIGHT);
        canvas.rectangle("badge", Rectangle::new(corner, size), BADGE_HEIGHT / 2.0)?;
        let icon = match self.exit.target {
            ExitTarget::Component { .. } => "call",
            ExitTarget::Node { .. } => "node",
            ExitTarget::Return | ExitTarget::ReturnToIntentMapper => "return",
            ExitTarget::Throw(_) => "throw",
        };
        let place = Point::new(left + 7.0, middle - BADGE_ICON / 2.0);
        canvas.icon(icon, place, BADGE_ICON)?;
        let at = Point::new(left + 7.0 + BADGE_ICON + 4.0, middle);
        canvas.text("target", EXIT, Anchor::Start, at, &self.target)
    }

    fn tooltip(&self) -> String {
        let words = self.exit.target.words();
        if self.exit.way.reasons.is_empty() {
            words
        } else {
            format!("{} → {words}", self.exit.way.reasons.join(", "))
        }
    }
}

/// Where a click on the badge leads; nowhere if that is not in the picture.
fn anchor(target: &ExitTarget, diagram: &Diagram) -> Option<String> {
    match target {
        ExitTarget::Component { number, .. } => diagram
            .shows(*number)
            .then(|| format!("#component-{}", number.get())),
        ExitTarget::Node {
            number, component, ..
        } => diagram
            .shows(*component)
            .then(|| format!("#node-{}", number.get())),
        ExitTarget::Return | ExitTarget::ReturnToIntentMapper | ExitTarget::Throw(_) => None,
    }
}

pub(super) fn passage_class(passage: Passage) -> &'static str {
    match passage {
        Passage::NotCounted => "",
        Passage::Passed => " passed",
        Passage::Missed => " missed",
    }
}

fn header_height(name: &[String]) -> f64 {
    ICON.max(lines(name.len()) * LINE) + 2.0 * PADDING
}

fn widest(widths: impl Iterator<Item = f64>) -> f64 {
    widths.fold(0.0, f64::max)
}

/// A number of lines as a factor of lengths.
pub(super) fn lines(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
