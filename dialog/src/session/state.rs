//! The session state (model.md section 2). It serialises, so that the caller can keep it anywhere.

use serde::{Deserialize, Serialize};

/// What a session remembers between two turns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionState {
    pub(crate) channel: String,
    pub(crate) language: String,
    pub(crate) waiting: Waiting,
}

impl SessionState {
    /// Whether the conversation is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.waiting, Waiting::Ended)
    }

    /// Language of the session, such as `en-US`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Display name of the session's channel.
    pub fn channel(&self) -> &str {
        &self.channel
    }

    /// What the session waits for.
    pub fn waiting(&self) -> &Waiting {
        &self.waiting
    }
}

/// What a session waits for; the strings are node ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// The empty Execute that opens the conversation.
    Kickoff,
    /// The visitor's answer to a question.
    Answer(String),
    /// The client's data for a data access node.
    ClientData(String),
    /// The client's empty Execute after a continue action.
    Continue(String),
    /// The reply of a backend.
    Backend(String),
    /// The client's report about a hand-over.
    Escalation(String),
    /// Nothing: the conversation is over.
    Ended,
}

impl std::fmt::Display for Waiting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Waiting::Kickoff => "an empty Execute",
            Waiting::Answer(_) => "user input",
            Waiting::ClientData(_) | Waiting::Escalation(_) => "requested data",
            Waiting::Continue(_) => "an empty Execute",
            Waiting::Backend(_) => "a backend reply",
            Waiting::Ended => "nothing",
        })
    }
}
