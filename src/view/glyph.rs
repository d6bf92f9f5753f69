//! The icons of the conversation.

use super::dom::{Node, glyph};

/// The arrow of the send button.
pub(super) fn send() -> Node {
    glyph("M5 12h13M12.5 6l6 6-6 6")
}
