//! The icons of the conversation.

use super::dom::{Node, glyph};

/// An eye: what is typed can be seen.
pub(super) fn eye() -> Node {
    glyph(
        "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z",
    )
}

/// Towards the end of the line.
pub(super) fn forwards() -> Node {
    glyph("M9.5 6l6 6-6 6")
}

/// Towards the beginning of the line.
pub(super) fn backwards() -> Node {
    glyph("M14.5 6l-6 6 6 6")
}

/// Takes the last key back.
pub(super) fn erase() -> Node {
    glyph("M9 6h10.5v12H9l-6-6zM11.5 9.5l5 5M16.5 9.5l-5 5")
}

/// The arrow of the send button.
pub(super) fn send() -> Node {
    glyph("M5 12h13M12.5 6l6 6-6 6")
}
