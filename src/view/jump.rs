//! The way to messages that came while the reader was further up.

use std::cell::Cell;

use super::dom::{Node, element};
use super::language::Language;
use super::{glyph, words};

/// A button that is there only while something below was not seen.
pub(super) struct Jump {
    place: Node,
    unseen: Cell<usize>,
    language: Language,
}

impl Jump {
    pub(super) fn new() -> Self {
        Self {
            place: element("div").class("jump-place"),
            unseen: Cell::new(0),
            language: Language::current(),
        }
    }

    /// Where the button comes and goes.
    pub(super) fn place(&self) -> &Node {
        &self.place
    }

    /// So many more messages came.
    pub(super) fn count(&self, more: usize) {
        if more == 0 {
            return;
        }
        self.unseen.set(self.unseen.get().saturating_add(more));
        let words = self
            .language
            .count(words::NEW_MESSAGE, words::NEW_MESSAGES, self.unseen.get());
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
