//! The conversation as views see it: readable, and reactive.

use std::fmt;

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track, WithValue};

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
        self.follow();
        self.look(read)
    }

    /// Reads the state as it stands, for acts of the visitor's: nothing is read again.
    pub(super) fn look<T>(self, read: impl FnOnce(&Conversation) -> T) -> T {
        read(&self.live().state())
    }

    fn follow(self) {
        self.0.with_value(|(_, changed)| changed.0.track());
    }

    /// By itself, so that the code that finds it is there once and not in everything that reads.
    #[inline(never)]
    fn live(self) -> LiveConversation {
        self.0.with_value(|(live, _)| live.clone())
    }

    /// Asks the page that holds the chat.
    pub(super) fn ask_page<T>(self, ask: impl FnOnce(&dyn Page) -> T) -> T {
        let live = self.0.with_value(|(live, _)| live.clone());
        ask(live.page())
    }

    /// Tells the conversation what the visitor did.
    pub(super) fn happen(self, event: Event) {
        self.live().happen(event);
    }
}
