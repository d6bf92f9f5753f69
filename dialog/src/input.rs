//! What a client can answer with, in the vocabulary of the DLGaaS `ExecuteRequestPayload`, and what the caller of the
//! engine answers a server-side fetch with.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The input of one turn. A dialog event has precedence over user input (model.md section 10): a caller that got both
/// passes the event.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// An Execute with an empty payload: opens the conversation, or goes on after a continue action.
    Empty,
    /// What the visitor typed, to be understood here.
    Text(String),
    /// What a recognition service heard, to be understood here.
    Speech {
        /// The words of the best hypothesis.
        text: String,
        /// How sure the service is of them: 0 to 1. What is understood is not surer than that.
        confidence: f32,
    },
    /// A picked selectable: entity name and value, or `INTENT` and the name of an intent.
    Selected {
        /// Entity name, or `INTENT`.
        id: String,
        /// Value of the entity, or name of the intent.
        value: String,
    },
    /// What the client has already understood.
    Interpretation(Interpretation),
    /// Something that happened at the client.
    Event(DialogEvent),
    /// Answer to a data access or escalation action.
    RequestedData {
        /// Name of the node that asked.
        id: String,
        /// `returnCode`, `returnMessage` and values by variable name.
        data: Map<String, Value>,
    },
    /// Answers [`Step::Fetch`](crate::Step::Fetch), and nothing else.
    BackendReply(Result<Value, BackendFailure>),
}

/// What the client has understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interpretation {
    /// The visitor's words.
    pub utterance: String,
    /// 0 to 1; 0 is taken for "not said", because the protocol cannot tell the two apart.
    pub confidence: f32,
    /// Value by entity name; `INTENT` names the intent. Objects may come as JSON or as strings that hold JSON.
    pub data: Map<String, Value>,
    /// The visitor's words for each entity.
    pub slot_literals: BTreeMap<String, String>,
    /// The same, formatted for display.
    pub slot_formatted_literals: BTreeMap<String, String>,
    /// 0 to 1 for each entity; one that is not there is as sure as the whole.
    pub slot_confidences: BTreeMap<String, f32>,
}

/// Something that happened at the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogEvent {
    /// What happened.
    pub kind: EventKind,
    /// Name of a custom event: its `uiString`, or `event.custom.<name>`.
    pub name: String,
    /// Free text for logs.
    pub message: String,
}

/// Kinds of dialog events, as in the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Nothing happened; the turn is taken as if it had come without an event.
    Success,
    /// Something went wrong: throws `error`.
    Error,
    /// The visitor said nothing.
    NoInput,
    /// The client understood nothing.
    NoMatch,
    /// The visitor is gone: throws `event.nuance.hangup`.
    Hangup,
    /// Throws the custom event that `name` names.
    Custom,
}

/// Why a server-side fetch gave no usable reply. Every kind takes the node's failure way (model.md section 8).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackendFailure {
    /// The connect or fetch time-out ran out.
    #[error("the backend did not answer in time")]
    Timeout,
    /// No connection, or it broke.
    #[error("the backend cannot be reached: {0}")]
    Connection(String),
    /// A status other than 2xx.
    #[error("the backend answered with status {0}")]
    Status(u16),
    /// The reply is not a JSON object.
    #[error("the backend's reply is not a JSON object")]
    NotJson,
    /// The reply is longer than the caller takes.
    #[error("the backend's reply is longer than {0} bytes")]
    TooLarge(usize),
    /// The caller does not make such a fetch; nothing was sent.
    #[error("the fetch is refused: {0}")]
    Refused(String),
    /// The backend failed too often lately: it is left alone for a while.
    #[error("the backend is left alone for a while, because it failed again and again")]
    CircuitOpen,
}
