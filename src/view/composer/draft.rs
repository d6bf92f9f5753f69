//! What is written and not yet sent: kept in the tab, so that a reload does not take it away.
//!
//! What is written where it has to be hidden is kept nowhere, and never comes back where it would be seen.

use std::cell::{Cell, RefCell};

/// What is written and not yet sent.
pub(in crate::view) struct Draft {
    text: RefCell<String>,
    hidden: Cell<bool>,
    key: Option<String>,
}

impl Draft {
    /// The draft that an earlier page left under the key; without a key none is kept.
    pub(in crate::view) fn load(key: Option<String>) -> Self {
        let text = key
            .as_deref()
            .and_then(|key| storage()?.get_item(key).ok()?);
        Self {
            text: RefCell::new(text.unwrap_or_default()),
            hidden: Cell::new(false),
            key,
        }
    }

    /// What is written so far, for a field that shows it or hides it from now on.
    pub(super) fn shown(&self, hidden: bool) -> String {
        if self.hidden.replace(hidden) && !hidden {
            self.text.take();
        }
        self.keep();
        self.text.borrow().clone()
    }

    /// More or less is written.
    pub(super) fn write(&self, text: String) {
        self.text.replace(text);
        self.keep();
    }

    pub(super) fn text(&self) -> String {
        self.text.borrow().clone()
    }

    fn keep(&self) {
        let (Some(key), Some(storage)) = (&self.key, storage()) else {
            return;
        };
        let text = self.text.borrow();
        // A browser without room keeps none; the composer has it still.
        let _ = if self.hidden.get() || text.is_empty() {
            storage.remove_item(key)
        } else {
            storage.set_item(key, &text)
        };
    }
}

/// `None` where the browser refuses.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
