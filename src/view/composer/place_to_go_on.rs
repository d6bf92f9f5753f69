//! Where the visitor goes on, for those who have to move the focus there before they go.

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::{GetValue, SetValue};

use crate::view::dom::{Node, next_frame};

/// The element that takes the visitor's text, and the transcript, which is always there.
#[derive(Clone, Copy)]
pub(in crate::view) struct PlaceToGoOn {
    input: StoredValue<Option<Node>, LocalStorage>,
    transcript: StoredValue<Option<Node>, LocalStorage>,
}

impl PlaceToGoOn {
    /// Nothing is drawn yet.
    pub(in crate::view) fn new() -> Self {
        Self {
            input: StoredValue::new_local(None),
            transcript: StoredValue::new_local(None),
        }
    }

    pub(super) fn is(self, input: Option<Node>) {
        self.input.set_value(input);
    }

    /// Where to go when the composer is not the place.
    pub(in crate::view) fn is_else(self, transcript: Node) {
        self.transcript.set_value(Some(transcript));
    }

    /// As [`Self::focus`], once what the last event changes is drawn: elements take the focus only in the document.
    pub(in crate::view) fn focus_when_drawn(self) {
        next_frame(move || self.focus());
    }

    /// Moves the focus from something that is about to go to where the visitor goes on.
    ///
    /// On a touch screen that is not the composer: it would raise the keyboard over the answer.
    pub(in crate::view) fn focus(self) {
        let coarse = web_sys::window()
            .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
            .is_some_and(|query| query.matches());
        // The view may be gone by the time that somebody gets there.
        let input = self.input.try_get_value().flatten();
        let place = input.filter(|_| !coarse);
        if let Some(place) = place.or_else(|| self.transcript.try_get_value().flatten()) {
            place.take_focus();
        }
    }
}
