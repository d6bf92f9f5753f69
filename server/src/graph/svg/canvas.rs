//! Elements of SVG on top of the XML writer.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::graph::layout::{Point, Rectangle, Size};
use crate::graph::text::Font;

/// What is drawn on.
pub(super) struct Canvas<'a> {
    writer: Writer<&'a mut dyn Write>,
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<'a> Canvas<'a> {
    pub(super) fn new(output: &'a mut dyn Write) -> Canvas<'a> {
        Canvas {
            writer: Writer::new(output),
        }
    }

    pub(super) fn element(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        let element = self.writer.create_element(name);
        element
            .with_attributes(attributes.iter().copied())
            .write_empty()?;
        Ok(())
    }

    pub(super) fn text_element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        let element = self.writer.create_element(name);
        element
            .with_attributes(attributes.iter().copied())
            .write_text_content(BytesText::new(text))?;
        Ok(())
    }

    /// An element with others in it. Each is a line of its own, so that changes of a drawing can be compared.
    pub(super) fn group(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Canvas<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let element = self.writer.create_element(name);
        element
            .with_attributes(attributes.iter().copied())
            .write_inner_content(|writer| {
                let mut canvas = Canvas {
                    writer: Writer::new(&mut **writer.get_mut()),
                };
                content(&mut canvas)
            })?;
        self.writer.get_mut().write_all(b"\n")
    }

    /// One line of text; `at` is on its middle line.
    pub(super) fn text(
        &mut self,
        class: &str,
        font: Font,
        anchor: Anchor,
        at: Point,
        text: &str,
    ) -> io::Result<()> {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        // Not every viewer knows `dominant-baseline`; in most fonts capitals are 0.7 of the size.
        let baseline = at.y + font.size * 0.35;
        let size = number(font.size);
        let weight = if font.is_bold { "600" } else { "400" };
        self.text_element(
            "text",
            &[
                ("class", class),
                ("x", &number(at.x)),
                ("y", &number(baseline)),
                ("font-size", &size),
                ("font-weight", weight),
                ("text-anchor", anchor),
            ],
            text,
        )
    }

    pub(super) fn path(&mut self, class: &str, commands: &str) -> io::Result<()> {
        self.element("path", &[("class", class), ("d", commands)])
    }

    pub(super) fn rectangle(
        &mut self,
        class: &str,
        rectangle: Rectangle,
        radius: f64,
    ) -> io::Result<()> {
        let Rectangle { corner, size } = rectangle;
        self.element(
            "rect",
            &[
                ("class", class),
                ("x", &number(corner.x)),
                ("y", &number(corner.y)),
                ("width", &number(size.width)),
                ("height", &number(size.height)),
                ("rx", &number(radius)),
            ],
        )
    }

    /// An icon of [`super::icons`], in a square of this width.
    pub(super) fn icon(&mut self, name: &str, corner: Point, width: f64) -> io::Result<()> {
        let size = Size::new(width, width);
        self.element(
            "use",
            &[
                ("href", &format!("#icon-{name}")),
                ("x", &number(corner.x)),
                ("y", &number(corner.y)),
                ("width", &number(size.width)),
                ("height", &number(size.height)),
            ],
        )
    }
}

/// A length with one decimal, which is finer than can be seen.
pub(super) fn number(value: f64) -> String {
    // Adding 0 turns -0 into 0.
    ((value * 10.0).round() / 10.0 + 0.0).to_string()
}
