//! Layered drawing of a graph, after Sugiyama: boxes in rows, arrows down, as few crossings as can be had quickly.
//!
//! Crates were looked at first. `rust-sugiyama` places boxes and routes nothing; `layout-rs` knows no labels that
//! take room, and panics on some graphs; the ports of dagre are months old. None bounds the width of a row, which a
//! question with thirty answers needs. The graph itself is petgraph's.
//!
//! The steps are those of the book, a file each: arrows that close a circle are turned round ([`circles`]), boxes get
//! rows ([`rows`]), arrows are cut into strands from row to row, with room for their labels ([`strands`]), each row is
//! ordered ([`order`]) and gets coordinates ([`coordinates`]), what nothing connects is pushed together ([`pieces`]), and
//! arrows are made straight ([`straighten`]) and routed through the room that they were given ([`routes`]). An arrow
//! therefore never runs through a box, and no label covers another.

mod circles;
mod coordinates;
mod geometry;
mod order;
mod pieces;
mod routes;
mod rows;
mod spread;
mod straighten;
mod strands;
#[cfg(test)]
mod tests;

use petgraph::graph::DiGraph;

pub(super) use geometry::{Point, Rectangle, Size};
pub(super) use routes::{Leg, Route};

/// What to lay out: boxes by their size, arrows by the size of their label. The first box is where readers begin. A box
/// has room for one arrow to itself.
pub(super) type Sketch = DiGraph<Size, Option<Size>>;

/// Where everything goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// Of the whole drawing; it begins at the origin.
    pub size: Size,
    /// The boxes, in the order of the sketch.
    pub boxes: Vec<Rectangle>,
    /// The arrows, in the order of the sketch.
    pub routes: Vec<Route>,
}

/// Lays out a graph. The same graph is always laid out the same.
pub(super) fn lay_out(sketch: &Sketch) -> Layout {
    let circles = circles::find(sketch);
    let rows = rows::assign(sketch, &circles);
    let mut strands = strands::cut(sketch, &circles, &rows);
    order::order(&mut strands);
    coordinates::place(&mut strands);
    pieces::gather(&mut strands);
    straighten::straighten(&mut strands);
    strands.move_to_origin();
    routes::route(sketch, &strands)
}
