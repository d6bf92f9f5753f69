//! The conversation as views see it: readable, and reactive.

use std::fmt;

use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;
use leptos::reactive::traits::{Notify, Track};

use crate::conversation::{Conversation, Entry, EntryId, Event};
use crate::driver::LiveConversation;

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

    /// A part of the state, for views that must not care about the rest.
    pub(super) fn part<T>(
        self,
        read: impl Fn(&Conversation) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read(&read))
    }

    /// Reads one entry; `None` when it is gone. Ids grow along the transcript.
    pub(super) fn entry<T>(self, id: EntryId, read: impl FnOnce(&Entry) -> T) -> Option<T> {
        self.read(|conversation| {
            let entries = conversation.transcript();
            let index = entries.binary_search_by_key(&id, |entry| entry.id).ok()?;
            entries.get(index).map(read)
        })
    }

    /// Tells the conversation what the visitor did.
    pub(super) fn happen(self, event: Event) {
        let live = self.0.with_value(|(live, _)| live.clone());
        live.happen(event);
    }
}
