//! A diagram as SVG: one file without scripts and without anything from elsewhere, light or dark as the viewer likes.
//!
//! Colours and lines are classes of `style.css`; what coverage says in colour, hatching and dashes say as well. Names of
//! files are text and never markup: they are cleaned for the diagram, and escaped by the XML writer.

mod arrange;
mod box_shape;
mod canvas;
mod document;
mod icons;
mod legend;
mod link;
mod outline;
mod panel;
#[cfg(test)]
mod tests;

pub use document::write_svg;
