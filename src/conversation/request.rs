//! The requests of a conversation, in the protocol's messages.

use std::time::Duration;

use super::{Call, Data, DialogEvent, SessionId, Settings};
use crate::protocol::dlg::v1::common::{
    self, ExecuteRequestPayload, RequestData, ResourceReference, StartRequestPayload,
    UpdateRequestPayload, UserInput, selectable::selectable_item::SelectedValue, user_input,
};
use crate::protocol::dlg::v1::{
    ExecuteRequest, StartRequest, StatusRequest, StopRequest, UpdateRequest,
};
use crate::protocol::struct_value::from_json_object;

/// What one Execute carries, kept until it is answered so that it can be sent again.
#[derive(Clone, PartialEq)]
pub(super) enum Input {
    /// Nothing yet: asks for the greeting.
    Opening,
    /// What the visitor typed.
    Text(String),
    /// What the visitor picked.
    Selected { id: String, value: String },
    /// What the page raised.
    Event(DialogEvent),
    /// What the page returned for a node.
    Returned { node: String, data: Data },
    /// Nothing: the service goes on by itself, and may take this long.
    Continue { deadline: Duration },
}

/// Names the kind only: what visitors type has no place in logs.
impl std::fmt::Debug for Input {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Opening => "Opening",
            Self::Text(_) => "Text(..)",
            Self::Selected { .. } => "Selected(..)",
            Self::Event(_) => "Event(..)",
            Self::Returned { .. } => "Returned(..)",
            Self::Continue { .. } => "Continue",
        })
    }
}

impl Input {
    /// Whether the visitor, or the page in the visitor's place, made it up.
    pub(super) fn is_by_visitor(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Selected { .. } | Self::Event(_))
    }

    /// How long the call may take.
    pub(super) fn deadline(&self, settings: &Settings) -> Duration {
        match self {
            Self::Continue { deadline } => *deadline,
            _ => settings.limits.call,
        }
    }

    /// The Execute that carries it.
    pub(super) fn execute(&self, session: &SessionId, settings: &Settings) -> Call {
        Call::Execute(Box::new(ExecuteRequest {
            session_id: session.as_str().to_owned(),
            selector: None,
            payload: self.payload(),
            user_id: user_id(settings),
        }))
    }

    fn payload(&self) -> Option<ExecuteRequestPayload> {
        let by_visitor = |input| ExecuteRequestPayload {
            user_input: Some(UserInput {
                input: Some(input),
                ..UserInput::default()
            }),
            ..ExecuteRequestPayload::default()
        };
        Some(match self {
            // A session that continues by itself is told so by the absence of a payload, one that opens by an empty one.
            Self::Continue { .. } => return None,
            Self::Opening => ExecuteRequestPayload::default(),
            Self::Text(text) => by_visitor(user_input::Input::UserText(text.clone())),
            Self::Selected { id, value } => {
                let item = SelectedValue {
                    id: id.clone(),
                    value: value.clone(),
                };
                by_visitor(user_input::Input::SelectedItem(item))
            }
            Self::Event(event) => ExecuteRequestPayload {
                dialog_event: Some(common::DialogEvent {
                    r#type: event.event_type.to_wire().into(),
                    message: event.message.clone(),
                    event_name: event.name.clone(),
                }),
                ..ExecuteRequestPayload::default()
            },
            Self::Returned { node, data } => ExecuteRequestPayload {
                requested_data: Some(RequestData {
                    id: node.clone(),
                    data: Some(from_json_object(data)),
                }),
                ..ExecuteRequestPayload::default()
            },
        })
    }
}

/// The Start of a session.
pub(super) fn start(settings: &Settings) -> Call {
    let timeout = settings
        .session_timeout
        .map_or(0, |timeout| timeout.as_secs());
    Call::Start(Box::new(StartRequest {
        session_id: String::new(),
        selector: Some(common::Selector {
            channel: settings.selector.channel.clone(),
            language: settings.selector.language.clone(),
            library: settings.selector.library.clone(),
        }),
        payload: Some(StartRequestPayload {
            model_ref: Some(ResourceReference {
                uri: settings.model_urn.clone(),
                ..ResourceReference::default()
            }),
            data: Some(from_json_object(&settings.session_data)),
            suppress_log_user_data: false,
        }),
        session_timeout_sec: u32::try_from(timeout).unwrap_or(u32::MAX),
        user_id: user_id(settings),
        client_data: settings.client_data.clone(),
    }))
}

/// The Update of a session.
pub(super) fn update(session: &SessionId, data: &Data, settings: &Settings) -> Call {
    Call::Update(UpdateRequest {
        session_id: session.as_str().to_owned(),
        payload: Some(UpdateRequestPayload {
            data: Some(from_json_object(data)),
        }),
        user_id: user_id(settings),
        ..UpdateRequest::default()
    })
}

/// The Update that changes nothing but the time that the session has left.
pub(super) fn keep_alive(session: &SessionId, settings: &Settings) -> Call {
    Call::Update(UpdateRequest {
        session_id: session.as_str().to_owned(),
        payload: Some(UpdateRequestPayload::default()),
        user_id: user_id(settings),
        ..UpdateRequest::default()
    })
}

/// The Status of a session.
pub(super) fn status(session: &SessionId) -> Call {
    Call::Status(StatusRequest {
        session_id: session.as_str().to_owned(),
    })
}

/// The Stop of a session.
pub(super) fn stop(session: &SessionId, settings: &Settings) -> Call {
    Call::Stop(StopRequest {
        session_id: session.as_str().to_owned(),
        user_id: user_id(settings),
    })
}

fn user_id(settings: &Settings) -> String {
    settings.user_id.clone().unwrap_or_default()
}
