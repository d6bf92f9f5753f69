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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(u32);

impl CallId {
    /// The number that tells it from the conversation's other work.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// One run of a timer. Unique in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(u32);

/// One turn as the service knows it: the same for each attempt to take it, so that it is taken once.
///
/// Unique in a conversation. The driver makes a key of it that is unique in a session (`x-bavard-turn`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TurnId(u32);

impl TurnId {
    /// The number that tells it from the conversation's other turns.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// One entry of the transcript; later entries have greater ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct EntryId(u32);

impl EntryId {
    /// The id as a number, for what is kept.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The id of that number.
    #[must_use]
    pub const fn numbered(number: u32) -> Self {
        Self(number)
    }
}

/// What a caller hands in with an event to be told how it ended; the driver makes them up (one per promise).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u32);

/// Hands out identities, each once.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    last: u32,
    /// Whether turns get identities: only a service that keeps its answers under them has use for them.
    names_turns: bool,
}

impl Identifiers {
    /// The number handed out last.
    pub(super) fn last(&self) -> u32 {
        self.last
    }

    /// Hands out nothing up to and including `last` again.
    pub(super) fn go_on_after(&mut self, last: u32) {
        self.last = self.last.max(last);
    }

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

    /// From now on turns get identities.
    pub(super) fn name_turns(&mut self) {
        self.names_turns = true;
    }

    pub(super) fn turn(&mut self) -> Option<TurnId> {
        self.names_turns.then(|| TurnId(self.next()))
    }

    pub(super) fn entry(&mut self) -> EntryId {
        EntryId(self.next())
    }
}
