//! What a conversation file expects of a turn.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What has to come of a turn. What is not written is not checked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    /// The action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionName>,
    /// Id of the action's node; of a question, its node's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Pieces of the text shown, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
    /// Pieces that the text shown must not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_texts: Vec<String>,
    /// All that can be picked, in this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selectables: Option<Vec<ExpectedSelectable>>,
    /// The action's view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<ExpectedView>,
    /// What the action's data must hold, compared as strings.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub data: Map<String, Value>,
    /// What a backend was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<ExpectedRequest>,
    /// How sure the author is, for readers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
}

/// Names of what a turn can end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionName {
    /// A question.
    Qa,
    /// Client-side data access.
    Da,
    /// Waiting for a backend.
    Continue,
    /// Hand-over.
    Escalation,
    /// The end of the conversation.
    End,
    /// No such session: the conversation was over before the turn.
    NotFound,
}

impl std::fmt::Display for ActionName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            ActionName::Qa => "qa",
            ActionName::Da => "da",
            ActionName::Continue => "continue",
            ActionName::Escalation => "escalation",
            ActionName::End => "end",
            ActionName::NotFound => "not_found",
        })
    }
}

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedSelectable {
    /// Entity name.
    pub id: String,
    /// Value of the entity.
    pub value: String,
    /// What the visitor reads.
    pub text: String,
}

/// How something is to be rendered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedView {
    /// Kind of rendering.
    pub name: String,
    /// Class names or declarations; none: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
}

/// What a backend was sent.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectedRequest {
    /// Name of the data access node; none: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// What the body must hold, compared as strings.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub body: Map<String, Value>,
}
