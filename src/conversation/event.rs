//! What can happen to a conversation.

use std::time::Duration;

use super::{CallId, Data, EntryId, Failure, Reply, ReplyError, SessionId, Ticket, Timer, Verdict};
use crate::protocol::dlg::v1::common::dialog_event::EventType;
use crate::protocol::dlg::v1::{ExecuteResponse, StartResponse, StatusResponse};

/// What happened: the visitor or the page did something, or the driver reports on an effect.
#[derive(Debug)]
pub enum Event {
    /// The chat came into view: its window was opened, or the page with the open window is seen again. Starts a session
    /// unless there is or was one.
    Open,
    /// The chat is out of view: its window was closed, or the page is hidden.
    Hide,
    /// The page is about to go, perhaps for good: shows at once whatever waits for its latency message, so that it is kept.
    Leave,
    /// The page is back, or a kept conversation goes on: asks the service whether the session is still there.
    Resume,
    /// The visitor typed a text.
    Say {
        /// The text as typed; a blank one is ignored.
        text: String,
        /// Settled when the bot asks again or the dialog ends.
        ticket: Option<Ticket>,
    },
    /// The visitor chose one of several things.
    Pick {
        /// The selectable's id.
        id: String,
        /// The selectable's value.
        value: String,
        /// As for [`Event::Say`].
        ticket: Option<Ticket>,
    },
    /// The page raised an event in the dialog.
    Raise {
        /// The event.
        event: DialogEvent,
        /// As for [`Event::Say`].
        ticket: Option<Ticket>,
    },
    /// The page set variables of the session.
    Update {
        /// The variables.
        data: Data,
        /// Settled when the service has answered.
        ticket: Option<Ticket>,
    },
    /// An [`super::Effect::Call`] ended.
    CallEnded {
        /// The call's id.
        id: CallId,
        /// What came of it.
        result: Result<CallAnswer, Failure>,
    },
    /// An [`super::Effect::FetchData`] or [`super::Effect::HandOver`] ended.
    DataFetched {
        /// The request's id.
        id: CallId,
        /// What goes back to the dialog; comes out of [`super::returned_data`].
        data: Data,
    },
    /// The browser says that there is no network.
    WentOffline,
    /// The browser says that there is a network again.
    CameOnline,
    /// The service said that it keeps the answers of its turns, so that a turn asked for again is not taken again.
    TurnsAreKept,
    /// An [`super::Effect::StartTimer`] ran out.
    TimerFired(Timer),
    /// The visitor wants to try again what failed.
    Retry,
    /// The visitor says what a message of the bot's is worth, or says it anew.
    Judge {
        /// The bot's message.
        entry: EntryId,
        /// What it is worth.
        verdict: Verdict,
        /// Why, in the visitor's words; may be empty.
        comment: String,
    },
    /// The visitor or the page wants a new session.
    Restart {
        /// Settled when the new session has greeted.
        ticket: Option<Ticket>,
    },
    /// The page ends the session.
    Stop {
        /// Settled when the service was told.
        ticket: Option<Ticket>,
    },
}

/// The answer to a call.
#[derive(Debug, Clone, PartialEq)]
pub enum CallAnswer {
    /// To Start: the new session.
    Started(SessionId),
    /// To Execute: what the bot says and wants.
    Executed(Box<Reply>),
    /// To Status: how long the session lives on if nothing happens; zero when the service does not say.
    Status(Duration),
    /// To Update.
    Updated,
    /// To Stop.
    Stopped,
}

impl CallAnswer {
    /// Reads the answer to Start.
    ///
    /// # Errors
    /// Fails when it names no session.
    pub fn started(response: StartResponse) -> Result<Self, ReplyError> {
        let id = response
            .payload
            .map(|payload| payload.session_id)
            .unwrap_or_default();
        SessionId::parse(id)
            .map(Self::Started)
            .ok_or(ReplyError::NoSession)
    }

    /// Reads the answer to Status.
    #[must_use]
    pub fn status(response: StatusResponse) -> Self {
        let remaining = u64::from(response.session_remaining_sec);
        Self::Status(Duration::from_secs(remaining))
    }

    /// Reads the answer to Execute.
    ///
    /// # Errors
    /// Fails when it has no payload or the payload has no action.
    pub fn executed(response: ExecuteResponse) -> Result<Self, ReplyError> {
        let payload = response.payload.ok_or(ReplyError::NoPayload)?;
        Ok(Self::Executed(Box::new(Reply::from_wire(payload)?)))
    }
}

/// An event in the dialog, raised from outside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogEvent {
    /// Its type.
    pub event_type: DialogEventType,
    /// The name of a custom event, else empty.
    pub name: String,
    /// Words that go with it; may be empty.
    pub message: String,
}

/// The types of events (`DialogEvent.EventType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the protocol")]
pub enum DialogEventType {
    Success,
    Error,
    NoInput,
    NoMatch,
    Hangup,
    Custom,
}

impl DialogEventType {
    /// The type of the protocol's name for it, such as `NO_INPUT`; `None` for any other.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        EventType::from_str_name(name).map(|event_type| match event_type {
            EventType::Success => Self::Success,
            EventType::Error => Self::Error,
            EventType::NoInput => Self::NoInput,
            EventType::NoMatch => Self::NoMatch,
            EventType::Hangup => Self::Hangup,
            EventType::Custom => Self::Custom,
        })
    }

    pub(super) fn to_wire(self) -> EventType {
        match self {
            Self::Success => EventType::Success,
            Self::Error => EventType::Error,
            Self::NoInput => EventType::NoInput,
            Self::NoMatch => EventType::NoMatch,
            Self::Hangup => EventType::Hangup,
            Self::Custom => EventType::Custom,
        }
    }
}
