//! What the signs of a picture mean: those that are in it.

use std::io;

use super::canvas::{Anchor, Canvas, number};
use crate::graph::diagram::{BoxKind, Diagram};
use crate::graph::layout::{Point, Rectangle, Size};
use crate::graph::text::Font;

const WORDS: Font = Font::plain(12.0);
const ROW: f64 = 28.0;
const SIGN: f64 = 34.0;
const GAP: f64 = 22.0;

#[derive(Debug, Clone, Copy)]
enum Sign {
    Kind(BoxKind),
    Link { class: &'static str, is_back: bool },
    Box(&'static str),
}

/// The signs in rows no wider than the picture.
#[derive(Debug)]
pub(super) struct Legend {
    entries: Vec<(Point, Sign, &'static str)>,
    pub height: f64,
}

impl Legend {
    pub(super) fn of(diagram: &Diagram, width: f64) -> Legend {
        let mut at = Point::new(0.0, ROW / 2.0);
        let mut entries = Vec::new();
        for (sign, words) in signs(diagram) {
            let sign_width = match sign {
                Sign::Kind(_) => 26.0,
                Sign::Link { .. } | Sign::Box(_) => SIGN + 6.0,
            };
            let taken = sign_width + WORDS.width(words) + GAP;
            if at.x > 0.0 && at.x + taken > width {
                at = Point::new(0.0, at.y + ROW);
            }
            entries.push((at, sign, words));
            at.x += taken;
        }
        Legend {
            entries,
            height: at.y + ROW / 2.0,
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, corner: Point) -> io::Result<()> {
        for (at, sign, words) in &self.entries {
            let at = at.shifted(corner);
            let text = match sign {
                Sign::Kind(kind) => {
                    draw_kind(canvas, *kind, at)?;
                    at.x + 26.0
                }
                Sign::Link { class, is_back } => {
                    draw_link(canvas, class, *is_back, at)?;
                    at.x + SIGN + 6.0
                }
                Sign::Box(class) => {
                    draw_box(canvas, class, at)?;
                    at.x + SIGN + 6.0
                }
            };
            let words_at = Point::new(text, at.y);
            canvas.text("note", WORDS, Anchor::Start, words_at, words)?;
        }
        Ok(())
    }
}

fn signs(diagram: &Diagram) -> Vec<(Sign, &'static str)> {
    let kinds = diagram.kinds().into_iter();
    let mut signs: Vec<_> = kinds.map(|kind| (Sign::Kind(kind), kind.name())).collect();
    let link = |class, is_back| Sign::Link { class, is_back };
    signs.push((link("link back", true), "back to an earlier node"));
    signs.push((link("link handler", false), "when an event comes"));
    if diagram.counts.is_some() {
        signs.push((Sign::Box("box passed"), "covered node"));
        signs.push((Sign::Box("box missed"), "node not covered"));
        signs.push((link("link passed", false), "covered transition"));
        signs.push((link("link missed", false), "transition not covered"));
    }
    signs
}

fn draw_kind(canvas: &mut Canvas<'_>, kind: BoxKind, at: Point) -> io::Result<()> {
    let class = format!("box {}", kind.class());
    canvas.group("g", &[("class", &class)], |canvas| {
        let corner = at.shifted(Point::new(0.0, -10.0));
        canvas.rectangle("tile", Rectangle::new(corner, Size::new(20.0, 20.0)), 5.0)?;
        canvas.icon(kind.class(), corner.shifted(Point::new(3.0, 3.0)), 14.0)
    })
}

fn draw_link(canvas: &mut Canvas<'_>, class: &str, is_back: bool, at: Point) -> io::Result<()> {
    canvas.group("g", &[("class", class)], |canvas| {
        let (x, y) = (number(at.x), number(at.y));
        canvas.path("line", &format!("M{x} {y}h27"))?;
        let tip = number(at.x + 33.0);
        let root = number(at.x + 25.0);
        let (above, below) = (number(at.y - 4.0), number(at.y + 4.0));
        let close = if is_back { "" } else { "z" };
        canvas.path(
            "head",
            &format!("M{root} {above}L{tip} {y}L{root} {below}{close}"),
        )
    })
}

fn draw_box(canvas: &mut Canvas<'_>, class: &str, at: Point) -> io::Result<()> {
    canvas.group("g", &[("class", class)], |canvas| {
        let corner = at.shifted(Point::new(0.0, -9.0));
        let rectangle = Rectangle::new(corner, Size::new(SIGN - 4.0, 18.0));
        canvas.rectangle("shape", rectangle, 5.0)?;
        if class.ends_with("missed") {
            canvas.rectangle("hatching", rectangle, 5.0)?;
        }
        Ok(())
    })
}
