//! The conversation as views see it: readable, and reactive.

use std::fmt;

use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;
use leptos::reactive::traits::{Notify, Track};

use crate::conversation::{Conversation, Event};
use crate::driver::{LiveConversation, Page};

/// Tells views that the conversation's state has changed.
#[derive(Clone, Default)]
pub struct Changed(ArcTrigger);

impl Changed {
    /// Nothing has changed yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Has the views read again.
    pub fn notify(&self) {
        self.0.notify();
    }
}

impl fmt::Debug for Changed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Changed(..)")
    }
}

/// A conversation and its changes, as every component takes it: freely copied, and gone with the view.
#[derive(Clone, Copy)]
pub(super) struct LiveView(StoredValue<(LiveConversation, Changed), LocalStorage>);

impl LiveView {
    pub(super) fn new(live: LiveConversation, changed: Changed) -> Self {
        Self(StoredValue::new_local((live, changed)))
    }

    /// Reads the state; what reads it within an effect or a view reads again when it changes.
    pub(super) fn read<T>(self, read: impl FnOnce(&Conversation) -> T) -> T {
        self.0.with_value(|(live, changed)| {
            changed.0.track();
            read(&live.state())
        })
    }

    /// Asks the page that holds the chat.
    pub(super) fn ask_page<T>(self, ask: impl FnOnce(&dyn Page) -> T) -> T {
        let live = self.0.with_value(|(live, _)| live.clone());
        ask(live.page())
    }

    /// Tells the conversation what the visitor did.
    pub(super) fn happen(self, event: Event) {
        let live = self.0.with_value(|(live, _)| live.clone());
        live.happen(event);
    }
}
