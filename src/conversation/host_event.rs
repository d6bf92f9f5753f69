//! What the page that holds the chat is told.

use serde::Serialize;

use super::{Data, EntryId, EntrySnapshot, Failure, SessionId, View};

/// What the page is told. Serialises to the `detail` of the DOM event called [`HostEvent::name`], as the contract has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum HostEvent {
    /// A session began or ended.
    Session {
        /// The session.
        session_id: SessionId,
        /// What became of it.
        state: SessionChange,
    },
    /// An entry was added to the transcript.
    Message(EntrySnapshot),
    /// The bot's turn came to an action.
    Action {
        /// Which type.
        #[serde(rename = "type")]
        action_type: ActionType,
        /// The node's id; empty for a question, which has none.
        id: String,
        /// What the bot sent with it.
        data: Data,
        /// How the bot wants it to look.
        view: Option<View>,
    },
    /// The bot wants a person to take over.
    Escalation {
        /// The node's id.
        id: String,
        /// What the bot sent with it.
        data: Data,
    },
    /// The dialog came to its end.
    End {
        /// The node's id.
        id: String,
        /// What the bot sent with it.
        data: Data,
    },
    /// The visitor said what a message of the bot's is worth.
    Feedback {
        /// [`super::Entry::id`] of the message.
        message_id: EntryId,
        /// What it is worth.
        value: Verdict,
        /// Why, in the visitor's words; may be empty.
        comment: String,
    },
    /// Something failed and the visitor was told so.
    Error {
        /// The gRPC status code.
        code: i32,
        /// Its name.
        status: &'static str,
        /// Words for developers.
        message: String,
        /// Whether trying again may help.
        retryable: bool,
    },
}

/// What a visitor thinks of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It helped.
    Up,
    /// It did not.
    Down,
}

/// What became of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionChange {
    /// It began.
    Started,
    /// It goes on, after the page was loaded again or slept.
    Resumed,
    /// The service forgot it.
    Expired,
    /// The dialog came to its end, or the session was stopped.
    Ended,
}

/// The types of actions, by their short names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are those of the contract")]
pub enum ActionType {
    Qa,
    Da,
    Continue,
    Escalation,
    End,
}

impl HostEvent {
    /// The name of the DOM event.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Session { .. } => "bavard-session",
            Self::Message(_) => "bavard-message",
            Self::Action { .. } => "bavard-action",
            Self::Escalation { .. } => "bavard-escalation",
            Self::End { .. } => "bavard-end",
            Self::Feedback { .. } => "bavard-feedback",
            Self::Error { .. } => "bavard-error",
        }
    }
}

impl From<&Failure> for HostEvent {
    fn from(failure: &Failure) -> Self {
        Self::Error {
            code: failure.code().number(),
            status: failure.status_name(),
            message: failure.to_string(),
            retryable: failure.is_retryable(),
        }
    }
}
