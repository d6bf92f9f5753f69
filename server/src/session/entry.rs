//! What is kept of a session.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bavard_dialog::SessionState;
use bytes::Bytes;

use super::TurnKey;
use crate::project::{ProjectTag, ProjectVersion};

/// What is kept under the id of a session. Cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A conversation that goes on.
    Live(Arc<Session>),
    /// The conversation is over: the last answer, for a client that did not get it. Every call but the one that asks
    /// for this answer finds no session.
    Ended {
        /// The project that it ran.
        tag: ProjectTag,
        /// What it ended with.
        answer: Arc<Answer>,
    },
}

/// A session between two calls.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The project that it runs.
    pub tag: ProjectTag,
    /// The version of the project that it began with.
    pub project_version: ProjectVersion,
    /// Life without calls.
    pub timeout: Duration,
    /// Whether what the visitor says must stay out of the event log (`suppress_log_user_data` of the Start).
    pub suppress_log_user_data: bool,
    /// Where the conversation is.
    pub state: Arc<SessionState>,
    /// The answer to the last turn that had a key.
    pub last_answer: Option<Arc<Answer>>,
}

/// The answer to a turn, for a client that asks for the turn again.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the client calls the turn.
    pub key: TurnKey,
    /// The encoded ExecuteResponse.
    pub response: Bytes,
}

impl Entry {
    /// The project that the session runs or ran.
    pub fn tag(&self) -> &ProjectTag {
        match self {
            Entry::Live(session) => &session.tag,
            Entry::Ended { tag, .. } => tag,
        }
    }

    /// The session, if the conversation goes on.
    pub fn live(&self) -> Option<&Arc<Session>> {
        match self {
            Entry::Live(session) => Some(session),
            Entry::Ended { .. } => None,
        }
    }

    /// What the turn with this key was answered, if it was the last one with a key.
    pub fn answer_to(&self, key: &TurnKey) -> Option<&Arc<Answer>> {
        let last = match self {
            Entry::Live(session) => session.last_answer.as_ref(),
            Entry::Ended { answer, .. } => Some(answer),
        };
        last.filter(|answer| answer.key == *key)
    }
}

/// Shows nothing of what the bot said.
impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Answer { key, response } = self;
        write!(formatter, "Answer({key:?}, {} bytes)", response.len())
    }
}
