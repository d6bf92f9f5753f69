//! The format of conversation files.

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
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) start_data: Map<String, Value>,
    /// By node name.
    #[serde(default)]
    pub(crate) backend: BTreeMap<String, BackendReply>,
    pub(crate) turns: Vec<Turn>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct BackendReply {
    pub(crate) path: Option<String>,
    /// A list holds one reply for each call.
    pub(crate) reply: Value,
}

/// Exactly one of the inputs is set.
#[derive(Debug, Deserialize)]
pub(crate) struct Turn {
    pub(crate) kick: Option<bool>,
    pub(crate) text: Option<String>,
    pub(crate) select: Option<Pick>,
    pub(crate) data: Option<RequestedData>,
    pub(crate) event: Option<Event>,
    #[serde(rename = "continue")]
    pub(crate) go_on: Option<bool>,
    #[serde(default)]
    pub(crate) expect: Expectation,
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

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Expectation {
    pub(crate) action: Option<String>,
    pub(crate) node: Option<String>,
    #[serde(default)]
    pub(crate) texts: Vec<String>,
    #[serde(default)]
    pub(crate) not_texts: Vec<String>,
    pub(crate) selectables: Option<Vec<ExpectedSelectable>>,
    pub(crate) view: Option<ExpectedView>,
    #[serde(default)]
    pub(crate) data: Map<String, Value>,
    pub(crate) request: Option<ExpectedRequest>,
}

#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct ExpectedSelectable {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ExpectedView {
    pub(crate) name: String,
    pub(crate) style: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ExpectedRequest {
    pub(crate) node: Option<String>,
    #[serde(default)]
    pub(crate) body: Map<String, Value>,
}
