//! What a recording needs of a conversation file (contract.md, "Conversation file"): inputs and replies, not what is
//! expected.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Debug, Deserialize)]
pub(crate) struct ConversationFile {
    pub(crate) language: String,
    pub(crate) channel: String,
    pub(crate) conversations: Vec<Conversation>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Conversation {
    #[serde(default)]
    pub(crate) start_data: Map<String, Value>,
    /// By node name.
    #[serde(default)]
    pub(crate) backend: BTreeMap<String, BackendReply>,
    pub(crate) turns: Vec<Turn>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct BackendReply {
    /// A list holds one reply for each call.
    pub(crate) reply: Value,
}

/// At most one of the inputs is set; none is an empty Execute.
#[derive(Debug, Deserialize)]
pub(crate) struct Turn {
    pub(crate) text: Option<String>,
    pub(crate) select: Option<Pick>,
    pub(crate) data: Option<RequestedData>,
    pub(crate) event: Option<Event>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Pick {
    pub(crate) id: String,
    pub(crate) value: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct RequestedData {
    pub(crate) id: String,
    pub(crate) data: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Event {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) name: String,
}
