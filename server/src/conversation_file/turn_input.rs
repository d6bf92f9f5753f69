//! What the client of a scripted conversation sends.

use std::fmt;

use bavard_dialog::{DialogEvent, EventKind, Input};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the client of a scripted conversation sends.
#[derive(Debug, Clone, PartialEq)]
pub enum TurnInput {
    /// `kick`: the empty Execute that opens the conversation.
    Kick,
    /// `text`: what the visitor types.
    Text(String),
    /// `select`: what the visitor picks.
    Select(Selected),
    /// `data`: requested data.
    Data(RequestedData),
    /// `event`: a dialog event.
    Event(Event),
    /// `continue`: the empty Execute after a continue action.
    Continue,
}

/// A pick.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Selected {
    /// Entity name, or `INTENT`.
    pub id: String,
    /// Value of the entity, or name of the intent.
    pub value: String,
}

/// Requested data.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RequestedData {
    /// Name of the node that asked.
    pub id: String,
    /// The data.
    #[serde(default)]
    pub data: Map<String, Value>,
}

/// A dialog event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Name of a custom event.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Kinds of dialog events, as in the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EventType {
    /// Nothing happened.
    Success,
    /// Something went wrong at the client.
    Error,
    /// The visitor said nothing.
    NoInput,
    /// The client understood nothing.
    NoMatch,
    /// The visitor is gone.
    Hangup,
    /// An event of the project's own.
    Custom,
}

impl EventType {
    /// The kind with this name of the protocol, such as `NO_MATCH`.
    pub fn parse(name: &str) -> Option<EventType> {
        serde_json::from_value(Value::from(name)).ok()
    }
}

impl TurnInput {
    /// What the engine gets for it.
    pub fn to_engine(&self) -> Input {
        match self {
            TurnInput::Kick | TurnInput::Continue => Input::Empty,
            TurnInput::Text(text) => Input::Text(text.clone()),
            TurnInput::Select(pick) => Input::Selected {
                id: pick.id.clone(),
                value: pick.value.clone(),
            },
            TurnInput::Data(requested) => Input::RequestedData {
                id: requested.id.clone(),
                data: requested.data.clone(),
            },
            TurnInput::Event(event) => Input::Event(DialogEvent {
                kind: match event.kind {
                    EventType::Success => EventKind::Success,
                    EventType::Error => EventKind::Error,
                    EventType::NoInput => EventKind::NoInput,
                    EventType::NoMatch => EventKind::NoMatch,
                    EventType::Hangup => EventKind::Hangup,
                    EventType::Custom => EventKind::Custom,
                },
                name: event.name.clone(),
                message: String::new(),
            }),
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            EventType::Success => "SUCCESS",
            EventType::Error => "ERROR",
            EventType::NoInput => "NO_INPUT",
            EventType::NoMatch => "NO_MATCH",
            EventType::Hangup => "HANGUP",
            EventType::Custom => "CUSTOM",
        })
    }
}

impl fmt::Display for TurnInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TurnInput::Kick => formatter.write_str("kick"),
            TurnInput::Text(text) => write!(formatter, "text \"{text}\""),
            TurnInput::Select(pick) => write!(formatter, "select {}={}", pick.id, pick.value),
            TurnInput::Data(requested) => write!(formatter, "data of {}", requested.id),
            TurnInput::Event(event) if event.name.is_empty() => {
                write!(formatter, "event {}", event.kind)
            }
            TurnInput::Event(event) => write!(formatter, "event {} {}", event.kind, event.name),
            TurnInput::Continue => formatter.write_str("continue"),
        }
    }
}
