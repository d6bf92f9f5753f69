//! The flow of a project drawn: as SVG to look at, as Mermaid text to put into documents.
//!
//! A [`Flow`](bavard_dialog::Flow), with what conversations covered of it if that was counted, becomes a [`Diagram`]:
//! panels, boxes and links with words for people. [`write_svg`] lays each panel out and draws it; [`write_mermaid`]
//! writes the same diagram as text, for others to lay out. All of it is pure, and the same flow always gives the same
//! bytes.

mod diagram;
mod layout;
mod mermaid;
#[cfg(test)]
mod sample;
mod svg;
mod text;

pub use diagram::{Diagram, diagram};
pub use mermaid::write_mermaid;
pub use svg::write_svg;
