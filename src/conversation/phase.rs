//! The phases a conversation goes through.

use super::outgoing::Outgoing;
use super::request::Input;
use super::turn::Turn;
use super::{EntryId, Notice, Question, SessionId, Ticket, TurnId};

/// Where the conversation stands. Only a live session has an id, a question or a turn.
#[derive(Debug, Default)]
pub(super) enum Phase {
    /// Nothing has happened yet.
    #[default]
    Idle,
    /// A session is being started; the ticket is that of a restart.
    Starting {
        start: Outgoing,
        ticket: Option<Ticket>,
    },
    /// It could not be started.
    StartFailed(Notice),
    /// A session runs.
    Live { session: SessionId, stage: Stage },
    /// The service forgot the session.
    SessionLost,
    /// The dialog came to its end.
    Ended,
    /// The session was stopped from here.
    Stopped,
}

/// Where a live session stands.
#[derive(Debug)]
pub(super) enum Stage {
    /// The bot has asked and waits.
    Asking(Box<Question>),
    /// The bot is at work.
    Turn(Box<Turn>),
    /// The bot could not be asked, or did not answer.
    Failed(Box<Failed>),
}

/// A turn that failed, kept so that it can be tried again.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) sent: Sent,
    pub(super) notice: Notice,
}

/// What was sent to the bot last, kept so that it can be sent again.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) input: Input,
    /// What the service keeps its answer under, if it keeps answers.
    pub(super) turn: Option<TurnId>,
    /// What it answers; `None` once the service has answered, and for what the conversation sends of its own accord (the
    /// opening, returned data).
    pub(super) answering: Option<Answering>,
    /// Whether the turn began with something sensitive.
    pub(super) masked: bool,
}

/// The question that an input answers.
#[derive(Debug)]
pub(super) struct Answering {
    /// The question, which is open again if the input does not arrive.
    pub(super) question: Question,
    /// The visitor's entry; `None` for an event of the page.
    pub(super) entry: Option<EntryId>,
}

impl Sent {
    /// The visitor's entry that has not arrived yet.
    pub(super) fn entry(&self) -> Option<EntryId> {
        self.answering
            .as_ref()
            .and_then(|answering| answering.entry)
    }
}
