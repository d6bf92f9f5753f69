//! The lines of the event log.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Pseudonym;
use crate::project::{ProjectTag, ProjectVersion};

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// About a session. Boxed, because the queue has room for many.
    Session(Box<SessionEntry>),
    /// Entries that the log did not get to write.
    Dropped {
        /// When writing went on.
        time: Timestamp,
        /// Always `dropped`.
        event: &'static str,
        /// How many.
        count: u64,
    },
}

/// Something that happened in a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionEntry {
    /// When, in UTC.
    pub time: Timestamp,
    /// What.
    #[serde(flatten)]
    pub event: Event,
    /// Tag of the project.
    #[serde(serialize_with = "as_text")]
    pub project: ProjectTag,
    /// Version of the project.
    pub version: ProjectVersion,
    /// Stands for the session.
    pub session: Pseudonym,
    /// Stands for the visitor, where the call says who that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Pseudonym>,
    /// Display name of the session's channel.
    pub channel: String,
    /// Language of the session, such as `en-US`.
    pub language: String,
}

/// What happened; in the line it is `event`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A session began.
    Start,
    /// A turn was taken, or refused.
    Turn(TurnEntry),
    /// A backend was asked.
    DataAccess(DataAccessEntry),
    /// A session ended.
    End {
        /// How.
        how: EndReason,
    },
}

/// How a session ended. One that expired is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The dialog came to an end node.
    EndNode,
    /// The client called Stop.
    Stop,
}

/// A turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TurnEntry {
    /// What the client sent: `empty`, `text`, `speech`, `select`, `interpretation`, `event` or `data`.
    pub input: &'static str,
    /// Names of the nodes that the turn entered, in order.
    pub nodes: Vec<String>,
    /// What the visitor wants, as far as that is known after the turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// How sure that is, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// What the client got: `qa`, `da`, `continue`, `escalation` or `end`; none: the turn was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<&'static str>,
    /// Name of the gRPC status, such as `OK` or `UNAVAILABLE`.
    pub code: &'static str,
    /// Time that the turn took, fetches included, in milliseconds.
    pub ms: u64,
    /// What the visitor said.
    #[serde(flatten)]
    pub said: Said,
}

/// What the visitor said. All of it is left out unless `logs.texts` is on, and then still where the client set
/// `suppress_log_user_data`, the question is masked, or the text gives or repeats a sensitive value.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Said {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Values that entities have got by it, without those of sensitive entities.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub values: Map<String, Value>,
    /// What log actions of the design wrote down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<String>,
}

/// A fetch of a data access node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataAccessEntry {
    /// Name of the node.
    pub node: String,
    /// Alias of the data host.
    pub host: String,
    /// `ok`, or how it failed: `timeout`, `connection`, `status`, `not_json`, `too_large`, `refused` or `circuit_open`.
    pub outcome: &'static str,
    /// HTTP status of a backend that answered with a failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Time that it took, in milliseconds.
    pub ms: u64,
}

fn as_text<S: serde::Serializer>(
    text: &impl std::fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(text)
}
