//! A scripted conversation as requests.

use bavard_server::conversation_file::{
    ActionName, Conversation, ConversationFile, Event, EventType, Turn, TurnInput,
};
use bavard_server::protocol::dlg::v1::StartRequest;
use bavard_server::protocol::dlg::v1::common::dialog_event::EventType as WireEventType;
use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use bavard_server::protocol::dlg::v1::common::selectable::selectable_item::SelectedValue;
use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::common::{
    DialogEvent, ExecuteRequestPayload, ExecuteResponsePayload, RequestData, ResourceReference,
    Selector, StartRequestPayload, UserInput,
};
use bavard_server::wire::struct_from_json;

/// One conversation.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) start: StartRequest,
    pub(crate) turns: Vec<ScriptedTurn>,
}

/// One turn.
#[derive(Debug)]
pub(crate) struct ScriptedTurn {
    pub(crate) payload: ExecuteRequestPayload,
    expected: Option<ActionName>,
}

impl Script {
    /// The requests of a conversation with the project `tag`, up to the end of its session.
    pub(crate) fn new(tag: &str, file: &ConversationFile, conversation: &Conversation) -> Script {
        Script {
            start: StartRequest {
                selector: Some(Selector {
                    channel: file.channel.clone().unwrap_or_default(),
                    language: file.language.clone().unwrap_or_default(),
                    library: "default".to_owned(),
                }),
                payload: Some(StartRequestPayload {
                    model_ref: Some(ResourceReference {
                        uri: format!("urn:nuance-mix:tag:model/{tag}/mix.dialog"),
                        r#type: 0,
                    }),
                    data: Some(struct_from_json(conversation.start_data.clone())),
                    ..StartRequestPayload::default()
                }),
                ..StartRequest::default()
            },
            turns: conversation
                .turns
                .iter()
                .take_while(|turn| turn.expect.action != Some(ActionName::NotFound))
                .map(ScriptedTurn::new)
                .collect(),
        }
    }
}

impl ScriptedTurn {
    fn new(turn: &Turn) -> ScriptedTurn {
        ScriptedTurn {
            payload: payload(&turn.input),
            expected: turn.expect.action,
        }
    }

    /// Whether the reply is of the kind that the script expects. That its words are right is what `bavard test` sees.
    pub(crate) fn is_answered_by(&self, reply: &ExecuteResponsePayload) -> bool {
        let action = reply.action.as_ref().map(|action| match action {
            Action::QaAction(_) => ActionName::Qa,
            Action::DaAction(_) => ActionName::Da,
            Action::ContinueAction(_) => ActionName::Continue,
            Action::EscalationAction(_) => ActionName::Escalation,
            Action::EndAction(_) => ActionName::End,
        });
        action.is_some() && (self.expected.is_none() || action == self.expected)
    }
}

fn payload(input: &TurnInput) -> ExecuteRequestPayload {
    match input {
        TurnInput::Kick | TurnInput::Continue => ExecuteRequestPayload::default(),
        TurnInput::Text(text) => user_input(Input::UserText(text.clone())),
        TurnInput::Select(pick) => user_input(Input::SelectedItem(SelectedValue {
            id: pick.id.clone(),
            value: pick.value.clone(),
        })),
        TurnInput::Data(requested) => ExecuteRequestPayload {
            requested_data: Some(RequestData {
                id: requested.id.clone(),
                data: Some(struct_from_json(requested.data.clone())),
            }),
            ..ExecuteRequestPayload::default()
        },
        TurnInput::Event(event) => ExecuteRequestPayload {
            dialog_event: Some(dialog_event(event)),
            ..ExecuteRequestPayload::default()
        },
    }
}

fn user_input(input: Input) -> ExecuteRequestPayload {
    ExecuteRequestPayload {
        user_input: Some(UserInput {
            input: Some(input),
            input_mode: String::new(),
        }),
        ..ExecuteRequestPayload::default()
    }
}

fn dialog_event(event: &Event) -> DialogEvent {
    let kind = match event.kind {
        EventType::Success => WireEventType::Success,
        EventType::Error => WireEventType::Error,
        EventType::NoInput => WireEventType::NoInput,
        EventType::NoMatch => WireEventType::NoMatch,
        EventType::Hangup => WireEventType::Hangup,
        EventType::Custom => WireEventType::Custom,
    };
    DialogEvent {
        r#type: kind.into(),
        message: String::new(),
        event_name: event.name.clone(),
    }
}
