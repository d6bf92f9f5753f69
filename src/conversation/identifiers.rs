//! The identities that events, effects and entries carry.

use serde::Serialize;

/// The service's name for a session, from its StartResponse. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SessionId(String);

impl SessionId {
    /// Takes the id as the service sent it; `None` when it is empty.
    #[must_use]
    pub fn parse(id: String) -> Option<Self> {
        (!id.is_empty()).then_some(Self(id))
    }

    /// The id as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One piece of work given to the driver: a call to the service or a request to the page. Unique in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CallId(u32);

/// One run of a timer. Unique in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(u32);

/// One entry of the transcript; later entries have greater ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct EntryId(u32);

/// What a caller hands in with an event to be told how it ended; the driver makes them up (one per promise).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u32);

/// Hands out identities, each once.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    last: u32,
}

impl Identifiers {
    fn next(&mut self) -> u32 {
        self.last = self.last.wrapping_add(1);
        self.last
    }

    pub(super) fn call(&mut self) -> CallId {
        CallId(self.next())
    }

    pub(super) fn timer(&mut self) -> TimerId {
        TimerId(self.next())
    }

    pub(super) fn entry(&mut self) -> EntryId {
        EntryId(self.next())
    }
}
