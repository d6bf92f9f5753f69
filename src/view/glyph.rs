//! The icons of the conversation.

use super::dom::{Node, glyph};

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
