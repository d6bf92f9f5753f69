//! The phases a conversation goes through.

use super::outgoing::Outgoing;
use super::request::Input;
use super::turn::Turn;
use super::{CallId, Data, EntryId, Notice, Question, SessionId, Ticket, TurnId};

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
    /// A session ran when the page went away; the service is asked whether it still does.
    Returning {
        session: SessionId,
        stage: Stage,
        status: CallId,
    },
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
    /// The bot was at work for another page, which is gone, or is for another tab.
    Interrupted(Box<Interrupted>),
}

/// A turn of another page: this one's before it was loaded again, or that of another tab.
#[derive(Debug)]
pub(super) struct Interrupted {
    /// What was sent to the bot last; `None` when it was not to be kept.
    pub(super) input: Option<Input>,
    /// As in [`Sent`].
    pub(super) answering: Option<Answering>,
    /// As in [`Sent`].
    pub(super) masked: bool,
    /// What the turn waited for.
    pub(super) unfinished: Unfinished,
}

/// What an interrupted turn waited for.
#[derive(Debug)]
pub(super) enum Unfinished {
    /// The service's answer.
    Call,
    /// The page's data for a node, or a person. What the page was asked is not kept of a masked turn.
    Page {
        node: String,
        data: Option<Data>,
        person: bool,
    },
    /// Nothing but to be shown.
    Nothing,
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
