//! The picture as a whole.

use std::io::{self, Write};

use super::arrange::arrange;
use super::canvas::{Anchor, Canvas, number};
use super::icons;
use super::legend::Legend;
use super::panel::{PanelShape, words};
use crate::graph::diagram::Diagram;
use crate::graph::layout::{Point, Rectangle, Size};
use crate::graph::text::Font;

const STYLE: &str = include_str!("style.css");

const TITLE: Font = Font::bold(24.0);
const NOTE: Font = Font::plain(13.0);
const MARGIN: f64 = 32.0;
const HEADER: f64 = 66.0;
const UNDER_LEGEND: f64 = 22.0;

/// Narrow pictures have room for the legend beside them.
const MIN_WIDTH: f64 = 720.0;

/// Draws a diagram as an SVG document.
///
/// # Errors
///
/// When `output` cannot be written.
pub fn write_svg(diagram: &Diagram, output: &mut dyn Write) -> io::Result<()> {
    let panels: Vec<PanelShape<'_>> = diagram.panels.iter().map(PanelShape::of).collect();
    let sizes: Vec<Size> = panels.iter().map(|panel| panel.size).collect();
    let (places, flow) = arrange(&sizes);
    let width = flow.width.max(MIN_WIDTH);
    let legend = Legend::of(diagram, width);
    let top = MARGIN + HEADER + legend.height + UNDER_LEGEND;
    let size = Size::new(width + 2.0 * MARGIN, top + flow.height + MARGIN);
    let title = TITLE.shorten(&diagram.title, width);

    let mut canvas = Canvas::new(output);
    let (w, h) = (number(size.width.ceil()), number(size.height.ceil()));
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", &format!("0 0 {w} {h}")),
        ("width", &w),
        ("height", &h),
        ("role", "img"),
        ("aria-labelledby", "title description"),
    ];
    canvas.group("svg", &attributes, |canvas| {
        let name = format!("Flow of {}", diagram.title);
        canvas.text_element("title", &[("id", "title")], &name)?;
        canvas.text_element("desc", &[("id", "description")], &description(diagram))?;
        canvas.text_element("style", &[], STYLE)?;
        canvas.group("defs", &[], |canvas| {
            icons::define(canvas)?;
            hatching(canvas)
        })?;
        canvas.rectangle("ground", Rectangle::new(Point::default(), size), 0.0)?;
        let at = Point::new(MARGIN, MARGIN + 14.0);
        canvas.text("title", TITLE, Anchor::Start, at, &title)?;
        let at = Point::new(MARGIN, MARGIN + 44.0);
        canvas.text("note", NOTE, Anchor::Start, at, &summary(diagram))?;
        legend.draw(canvas, Point::new(MARGIN, MARGIN + HEADER))?;
        for (panel, place) in panels.iter().zip(&places) {
            panel.draw(canvas, place.shifted(Point::new(MARGIN, top)), diagram)?;
        }
        Ok(())
    })
}

/// Thin stripes, as `style.css` colours them.
fn hatching(canvas: &mut Canvas<'_>) -> io::Result<()> {
    let attributes = [
        ("id", "hatching"),
        ("width", "8"),
        ("height", "8"),
        ("patternUnits", "userSpaceOnUse"),
        ("patternTransform", "rotate(45)"),
    ];
    canvas.group("pattern", &attributes, |canvas| {
        canvas.path("stripe", "M0 0v8")
    })
}

fn summary(diagram: &Diagram) -> String {
    match &diagram.counts {
        Some(counts) => format!("The conversations cover {}", words(counts)),
        None => {
            let shown = diagram
                .panels
                .iter()
                .filter(|panel| panel.component.is_some());
            let components = shown.count();
            let boxes = diagram.panels.iter().flat_map(|panel| &panel.boxes);
            let nodes = boxes.filter(|shape| !shape.id.is_empty()).count();
            let plural = if components == 1 { "" } else { "s" };
            format!("{components} component{plural}, {nodes} nodes")
        }
    }
}

/// The picture in a sentence, for those who do not see it.
fn description(diagram: &Diagram) -> String {
    let names = diagram.panels.iter().map(|panel| panel.title.as_str());
    let names: Vec<&str> = names.collect();
    format!("{}. Drawn: {}.", summary(diagram), names.join(", "))
}
