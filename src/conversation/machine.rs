//! The state machine of a conversation and what views read of it.

use super::{Effect, Entry, EntryId, Event, Notice, Question, SessionId, Settings, Timestamp};

/// A conversation between a visitor and a bot, over as many sessions as it takes.
#[derive(Debug)]
pub struct Conversation {
    settings: Settings,
    transcript: Vec<Entry>,
}

impl Conversation {
    /// A conversation that has not begun; [`Event::Open`] begins it.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, transcript: Vec::new() }
    }

    /// Takes in what happened at `now` and returns what is to be done about it, in order.
    pub fn step(&mut self, _event: Event, _now: Timestamp) -> Vec<Effect> {
        Vec::new()
    }

    /// What the conversation was started with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The session that is live, if one is.
    #[must_use]
    pub fn session_id(&self) -> Option<&SessionId> {
        None
    }

    /// Everything said so far, oldest first; earlier sessions included.
    #[must_use]
    pub fn transcript(&self) -> &[Entry] {
        &self.transcript
    }

    /// Whether the bot is about to say something.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        false
    }

    /// The question that waits for an answer.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        None
    }

    /// What the visitor can type.
    #[must_use]
    pub fn composer(&self) -> Composer {
        Composer::Closed
    }

    /// What the visitor has to be told.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        None
    }

    /// The visitor's message that [`Event::Retry`] would send again.
    #[must_use]
    pub fn retryable_entry(&self) -> Option<EntryId> {
        None
    }

    /// Whether the session is over, so that a new conversation is to be offered ([`Event::Restart`]).
    #[must_use]
    pub fn can_restart(&self) -> bool {
        false
    }
}

/// What the visitor can type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Composer {
    /// Anything.
    Open {
        /// Whether what is typed has to be hidden.
        masked: bool,
    },
    /// Nothing: the session is over.
    Closed,
}
