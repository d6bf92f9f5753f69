//! What the bot says and wants, in terms of the conversation.

use std::time::Duration;

use serde::Serialize;
use thiserror::Error;

use super::Data;
use super::protocol_duration;
use crate::protocol::dlg::v1::common::{self, execute_response_payload, selectable};
use crate::protocol::struct_value::to_json_object;

/// How long a `continue_action` without a `fetch_timeout` allows the service's backend.
const FETCH_TIMEOUT: Duration = Duration::from_secs(30);

/// Why an answer of the service makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReplyError {
    /// The answer to Start names no session.
    #[error("the dialog service started no session")]
    NoSession,
    /// The answer to Execute is empty.
    #[error("the dialog service answered without a payload")]
    NoPayload,
    /// The answer to Execute does not say how to go on.
    #[error("the dialog service answered without an action")]
    NoAction,
    /// The answer is no message of the protocol.
    #[error("the dialog service answered what cannot be decoded")]
    Undecodable,
    /// The answer belongs to another kind of call.
    #[error("the dialog service answered another call")]
    Mismatch,
}

/// An answer to Execute: what the bot says, then what it wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What it says.
    pub messages: Vec<Message>,
    /// What it wants.
    pub action: Action,
}

/// What the bot wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// An answer from the visitor (`qa_action`).
    Question(Question),
    /// Data from the page (`da_action`).
    DataAccess(DataAccess),
    /// To be asked again at once, while it fetches data itself (`continue_action`).
    Continue(Continue),
    /// A person (`escalation_action`).
    Escalation(Escalation),
    /// Nothing more (`end_action`).
    End(End),
}

/// Something the bot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What to show, in order.
    pub visuals: Vec<Visual>,
    /// How it is to look.
    pub view: Option<View>,
    /// Its language, if said.
    pub language: Option<String>,
}

/// A text to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visual {
    /// The text, possibly with markup. Not to be trusted.
    pub text: String,
    /// Whether it quotes something sensitive.
    pub mask: bool,
}

/// How something is to look. At least one of the two is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// Class names or inline declarations.
    pub id: String,
    /// The type, such as `carousel`.
    pub name: String,
}

/// The bot asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Question {
    /// The question in words.
    pub message: Option<Message>,
    /// What the dialog sends along.
    pub data: Data,
    /// How the input or the selectables are to look.
    pub view: Option<View>,
    /// What can be picked; may be empty.
    pub selectables: Vec<Selectable>,
    /// Whether the answer is sensitive.
    pub mask: bool,
}

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selectable {
    /// The entity it fills.
    pub id: String,
    /// The value it stands for.
    pub value: String,
    /// What to show.
    pub text: String,
    /// More words, or a colour; may be empty.
    pub description: String,
    /// The address of an image; may be empty. Not to be trusted.
    pub image: String,
}

/// The bot wants data from the page.
#[derive(Debug, Clone, PartialEq)]
pub struct DataAccess {
    /// The data access node.
    pub id: String,
    /// The latency message.
    pub message: Option<Message>,
    /// How it is to look.
    pub view: Option<View>,
    /// What the page needs to know.
    pub data: Data,
    /// When to show the latency message.
    pub latency: LatencySettings,
}

/// The bot fetches data and wants to be asked again.
#[derive(Debug, Clone, PartialEq)]
pub struct Continue {
    /// The data access node.
    pub id: String,
    /// The latency message.
    pub message: Option<Message>,
    /// How it is to look.
    pub view: Option<View>,
    /// What the dialog sends along.
    pub data: Data,
    /// When to show the latency message.
    pub latency: LatencySettings,
    /// How long the bot's own backend may take; 30 s unless it said so.
    pub fetch_timeout: Duration,
}

/// The bot wants a person to take over.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalation {
    /// The escalation node.
    pub id: String,
    /// What the visitor is told.
    pub message: Option<Message>,
    /// How it is to look.
    pub view: Option<View>,
    /// What the page needs to know.
    pub data: Data,
}

/// The dialog is over.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// The end node.
    pub id: String,
    /// What the dialog sends along.
    pub data: Data,
}

/// When to show a latency message (`message_settings`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LatencySettings {
    /// How long after the action's arrival; zero is at once.
    pub delay: Duration,
    /// How long at least.
    pub minimum: Duration,
}

impl Reply {
    /// Reads the payload of an ExecuteResponse.
    ///
    /// # Errors
    /// Fails when it has no action.
    pub fn from_wire(payload: common::ExecuteResponsePayload) -> Result<Self, ReplyError> {
        use execute_response_payload::Action as Wire;
        let action = match payload.action.ok_or(ReplyError::NoAction)? {
            Wire::QaAction(action) => Action::Question(action.into()),
            Wire::DaAction(action) => Action::DataAccess(action.into()),
            Wire::ContinueAction(action) => Action::Continue(action.into()),
            Wire::EscalationAction(action) => Action::Escalation(action.into()),
            Wire::EndAction(action) => Action::End(End {
                id: action.id,
                data: to_json_object(action.data.unwrap_or_default()),
            }),
        };
        Ok(Self {
            messages: payload.messages.into_iter().map(Message::from).collect(),
            action,
        })
    }
}

impl Message {
    /// Whether there is nothing in it to show.
    pub(super) fn is_silent(&self) -> bool {
        self.visuals
            .iter()
            .all(|visual| visual.text.trim().is_empty())
    }
}

impl From<common::Message> for Message {
    fn from(wire: common::Message) -> Self {
        Self {
            visuals: wire
                .visual
                .into_iter()
                .map(|visual| Visual {
                    text: visual.text,
                    mask: visual.mask,
                })
                .collect(),
            view: view(wire.view),
            language: (!wire.language.is_empty()).then_some(wire.language),
        }
    }
}

impl From<common::QaAction> for Question {
    fn from(wire: common::QaAction) -> Self {
        Self {
            message: wire.message.map(Message::from),
            data: to_json_object(wire.data.unwrap_or_default()),
            view: view(wire.view),
            selectables: wire
                .selectable
                .map(|selectable| {
                    selectable
                        .selectable_items
                        .into_iter()
                        .map(Selectable::from)
                        .collect()
                })
                .unwrap_or_default(),
            mask: wire.mask,
        }
    }
}

impl From<selectable::SelectableItem> for Selectable {
    fn from(wire: selectable::SelectableItem) -> Self {
        let picked = wire.value.unwrap_or_default();
        Self {
            text: if wire.display_text.is_empty() {
                picked.value.clone()
            } else {
                wire.display_text
            },
            id: picked.id,
            value: picked.value,
            description: wire.description,
            image: wire.display_image_uri,
        }
    }
}

impl From<common::DaAction> for DataAccess {
    fn from(wire: common::DaAction) -> Self {
        Self {
            id: wire.id,
            message: wire.message.map(Message::from),
            view: view(wire.view),
            data: to_json_object(wire.data.unwrap_or_default()),
            latency: wire.message_settings.into(),
        }
    }
}

impl From<common::ContinueAction> for Continue {
    fn from(wire: common::ContinueAction) -> Self {
        let fetch_timeout = wire
            .backend_connection_settings
            .and_then(|settings| protocol_duration::parse(&settings.fetch_timeout))
            .unwrap_or(FETCH_TIMEOUT);
        Self {
            id: wire.id,
            message: wire.message.map(Message::from),
            view: view(wire.view),
            data: to_json_object(wire.data.unwrap_or_default()),
            latency: wire.message_settings.into(),
            fetch_timeout,
        }
    }
}

impl From<common::EscalationAction> for Escalation {
    fn from(wire: common::EscalationAction) -> Self {
        Self {
            id: wire.id,
            message: wire.message.map(Message::from),
            view: view(wire.view),
            data: to_json_object(wire.data.unwrap_or_default()),
        }
    }
}

impl From<Option<common::MessageSettings>> for LatencySettings {
    fn from(wire: Option<common::MessageSettings>) -> Self {
        let wire = wire.unwrap_or_default();
        Self {
            delay: protocol_duration::parse(&wire.delay).unwrap_or_default(),
            minimum: protocol_duration::parse(&wire.minimum).unwrap_or_default(),
        }
    }
}

fn view(wire: Option<common::View>) -> Option<View> {
    wire.map(|view| View {
        id: view.id,
        name: view.name,
    })
    .filter(|view| !view.id.is_empty() || !view.name.is_empty())
}
