//! Lengths are in pixels of the drawing; y grows downwards.

/// A place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::graph) struct Point {
    pub x: f64,
    pub y: f64,
}

/// An extent.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::graph) struct Size {
    pub width: f64,
    pub height: f64,
}

/// An extent at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::graph) struct Rectangle {
    /// The upper left corner.
    pub corner: Point,
    pub size: Size,
}

impl Point {
    pub(in crate::graph) fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    pub(in crate::graph) fn shifted(self, by: Point) -> Point {
        Point::new(self.x + by.x, self.y + by.y)
    }
}

impl Size {
    pub(in crate::graph) fn new(width: f64, height: f64) -> Size {
        Size { width, height }
    }
}

impl Rectangle {
    pub(in crate::graph) fn new(corner: Point, size: Size) -> Rectangle {
        Rectangle { corner, size }
    }

    pub(in crate::graph) fn right(&self) -> f64 {
        self.corner.x + self.size.width
    }

    pub(in crate::graph) fn bottom(&self) -> f64 {
        self.corner.y + self.size.height
    }
}
