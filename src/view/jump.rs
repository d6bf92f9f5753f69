//! The way to messages that came while the reader was further up.

use std::cell::Cell;

use super::dom::{Node, element};
use super::{glyph, words};

/// A button that is there only while something below was not seen.
pub(super) struct Jump {
    place: Node,
    unseen: Cell<u32>,
}

impl Jump {
    pub(super) fn new() -> Self {
        Self {
            place: element("div").class("below"),
            unseen: Cell::new(0),
        }
    }

    /// Where the button comes and goes.
    pub(super) fn place(&self) -> &Node {
        &self.place
    }

    /// So many more messages came.
    pub(super) fn count(&self, more: u32) {
        if more == 0 {
            return;
        }
        self.unseen.set(self.unseen.get().saturating_add(more));
        let words = words::new_messages(self.unseen.get());
        let text = match self.place.query_selector(".label") {
            Ok(Some(label)) => return label.set_text_content(Some(&words)),
            _ => element("span").class("label").text(&words),
        };
        let button = element("button").attr("type", "button").part("jump");
        self.place.add(&button.child(&text).child(&glyph::down()));
    }

    /// The reader is at the end.
    pub(super) fn clear(&self) {
        if self.unseen.replace(0) > 0 {
            self.place.empty();
        }
    }
}
