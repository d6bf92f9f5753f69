//! A panel: the title bar of a component, and its boxes and arrows under it.

use std::io;

use petgraph::graph::NodeIndex;

use super::box_shape::BoxShape;
use super::canvas::{Anchor, Canvas, number};
use super::link::{draw_arrow, draw_label, label_lines, label_size};
use crate::graph::diagram::{Counts, Diagram, Link, Panel};
use crate::graph::layout::{Layout, Point, Rectangle, Size, Sketch, lay_out};
use crate::graph::text::Font;

const TITLE: Font = Font::bold(16.0);
const MAX_TITLE_WIDTH: f64 = 420.0;
const NOTE: Font = Font::plain(12.0);
const TITLE_BAR: f64 = 44.0;
const COUNTS_BAR: f64 = 26.0;
const PADDING: f64 = 24.0;
const RADIUS: f64 = 12.0;
const MIN_WIDTH: f64 = 240.0;

/// Length of the bar that shows how much of a component was covered.
const METER: f64 = 90.0;

/// A panel that has been laid out.
#[derive(Debug)]
pub(super) struct PanelShape<'a> {
    panel: &'a Panel,
    title: String,
    boxes: Vec<BoxShape<'a>>,
    labels: Vec<Vec<String>>,
    layout: Layout,
    pub size: Size,
}

impl<'a> PanelShape<'a> {
    pub(super) fn of(panel: &'a Panel) -> PanelShape<'a> {
        let boxes: Vec<BoxShape<'_>> = panel.boxes.iter().map(BoxShape::of).collect();
        let labels: Vec<Vec<String>> = panel
            .links
            .iter()
            .map(|link| label_lines(&link.way))
            .collect();
        let mut sketch = Sketch::new();
        for shape in &boxes {
            sketch.add_node(shape.size);
        }
        for (link, label) in panel.links.iter().zip(&labels) {
            let source = NodeIndex::new(link.source);
            sketch.add_edge(source, NodeIndex::new(link.target), label_size(label));
        }
        let layout = lay_out(&sketch);
        let title = TITLE.shorten(&panel.title, MAX_TITLE_WIDTH);
        let mut bar = TITLE.width(&title) + 2.0 * PADDING;
        if panel.is_main {
            bar += 110.0;
        }
        let counts = panel.counts.map_or(0.0, |counts| {
            NOTE.width(&words(&counts)) + METER + 3.0 * PADDING
        });
        let width = (layout.size.width + 2.0 * PADDING).max(bar).max(counts);
        let size = Size::new(
            width.max(MIN_WIDTH),
            bar_height(panel) + layout.size.height + 2.0 * PADDING,
        );
        PanelShape {
            panel,
            title,
            boxes,
            labels,
            layout,
            size,
        }
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        corner: Point,
        diagram: &Diagram,
    ) -> io::Result<()> {
        let id = match self.panel.component {
            Some(number) => format!("component-{}", number.get()),
            None => "project".to_owned(),
        };
        let place = format!("translate({} {})", number(corner.x), number(corner.y));
        let attributes = [("class", "panel"), ("id", &id), ("transform", &place)];
        canvas.group("g", &attributes, |canvas| {
            canvas.rectangle("frame", Rectangle::new(Point::default(), self.size), RADIUS)?;
            self.draw_bar(canvas)?;
            self.draw_flow(canvas, diagram)
        })
    }

    fn draw_bar(&self, canvas: &mut Canvas<'_>) -> io::Result<()> {
        let height = bar_height(self.panel);
        let width = number(self.size.width - 2.0 * RADIUS);
        let (r, down) = (number(RADIUS), number(height - RADIUS));
        canvas.path(
            "bar",
            &format!(
                "M0 {}v-{down}a{r} {r} 0 0 1 {r}-{r}h{width}a{r} {r} 0 0 1 {r} {r}v{down}z",
                number(height)
            ),
        )?;
        let at = Point::new(PADDING, TITLE_BAR / 2.0);
        canvas.text("title", TITLE, Anchor::Start, at, &self.title)?;
        if self.panel.is_main {
            let right = Point::new(self.size.width - PADDING, TITLE_BAR / 2.0);
            canvas.text("note", NOTE, Anchor::End, right, "begins here")?;
        }
        match &self.panel.counts {
            Some(counts) => draw_counts(canvas, counts),
            None => Ok(()),
        }
    }

    fn draw_flow(&self, canvas: &mut Canvas<'_>, diagram: &Diagram) -> io::Result<()> {
        let origin = Point::new(
            (self.size.width - self.layout.size.width) / 2.0,
            bar_height(self.panel) + PADDING,
        );
        let place = format!("translate({} {})", number(origin.x), number(origin.y));
        canvas.group("g", &[("transform", &place)], |canvas| {
            let links = self.panel.links.iter().zip(&self.layout.routes);
            for (link, route) in links.clone() {
                draw_arrow(canvas, &link.way, route, &self.tooltip(link))?;
            }
            for ((link, route), label) in links.zip(&self.labels) {
                if let Some(middle) = route.label {
                    draw_label(canvas, &link.way, label, middle)?;
                }
            }
            for (shape, rectangle) in self.boxes.iter().zip(&self.layout.boxes) {
                shape.draw(canvas, rectangle.corner, diagram)?;
            }
            Ok(())
        })
    }

    fn tooltip(&self, link: &Link) -> String {
        let name = |index: usize| {
            let named = self.panel.boxes.get(index);
            named.map_or("", |named| named.name.as_str())
        };
        let mut tooltip = format!("{} → {}", name(link.source), name(link.target));
        if !link.way.reasons.is_empty() {
            tooltip.push('\n');
            tooltip.push_str(&link.way.reasons.join(", "));
        }
        tooltip
    }
}

fn bar_height(panel: &Panel) -> f64 {
    let counts = panel.counts.map_or(0.0, |_| COUNTS_BAR);
    TITLE_BAR + counts
}

/// The counts in words, and the share of nodes as a bar before them.
fn draw_counts(canvas: &mut Canvas<'_>, counts: &Counts) -> io::Result<()> {
    let middle = TITLE_BAR + COUNTS_BAR / 2.0 - 7.0;
    let corner = Point::new(PADDING, middle - 4.0);
    let whole = Rectangle::new(corner, Size::new(METER, 8.0));
    canvas.rectangle("meter", whole, 4.0)?;
    let percent = u32::try_from(counts.nodes.percent()).unwrap_or(100);
    let filled = Size::new(METER * f64::from(percent) / 100.0, 8.0);
    canvas.rectangle("meter filled", Rectangle::new(corner, filled), 4.0)?;
    let at = Point::new(PADDING + METER + 12.0, middle);
    canvas.text("note", NOTE, Anchor::Start, at, &words(counts))
}

/// Counts in words.
pub(super) fn words(counts: &Counts) -> String {
    let Counts { nodes, transitions } = counts;
    format!(
        "{} of {} nodes ({} %), {} of {} transitions ({} %)",
        nodes.covered,
        nodes.total,
        nodes.percent(),
        transitions.covered,
        transitions.total,
        transitions.percent(),
    )
}
