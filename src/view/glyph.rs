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

/// Points down.
pub(super) fn down() -> Node {
    glyph("M12 5v14M6.5 13.5L12 19l5.5-5.5")
}

/// A thumb that points up.
pub(super) fn thumb() -> Node {
    glyph(
        "M7.5 10.5v9H4.8a.8.8 0 0 1-.8-.8v-7.4a.8.8 0 0 1 .8-.8zl4-7a2 2 0 0 1 2.4 2.3L13.2 9.5h5.3a2 2 0 0 1 2 2.4l-1.3 6.1a2 2 0 0 1-2 1.5H7.5",
    )
}

/// Three dots.
pub(super) fn menu() -> Node {
    glyph("M5.5 12h.01M12 12h.01M18.5 12h.01")
}
