//! What the scripted service says.

use std::collections::BTreeMap;

use bavard::protocol::dlg::v1::common::{
    DaAction, EndAction, ExecuteResponsePayload, Message, MessageSettings, QaAction, Selectable,
    StartResponsePayload, execute_response_payload::Action, message::Visual,
    selectable::SelectableItem, selectable::selectable_item::SelectedValue,
};
use bavard::protocol::dlg::v1::{
    ExecuteResponse, StartResponse, StatusResponse, StopResponse, UpdateResponse,
};
use prost_types::{Struct, Value, value::Kind};

use super::scripted_service::Answer;

pub(crate) fn started() -> Answer {
    Answer::message(&StartResponse {
        payload: Some(StartResponsePayload {
            session_id: "session-1".to_owned(),
        }),
    })
}

pub(crate) fn updated() -> Answer {
    Answer::message(&UpdateResponse::default())
}

/// To Status: the session lives on for so many seconds.
pub(crate) fn alive(session_remaining_sec: u32) -> Answer {
    Answer::message(&StatusResponse {
        session_remaining_sec,
    })
}

pub(crate) fn stopped() -> Answer {
    Answer::message(&StopResponse {})
}

pub(crate) fn asks(text: &str) -> Answer {
    Answer::message(&question(text))
}

/// Several texts in one message, then a question.
pub(crate) fn says_at_once(texts: &[&str], then: &str) -> Answer {
    let mut response = question(then);
    let visual = texts.iter().flat_map(|text| says(text).visual).collect();
    let message = Message {
        visual,
        ..Message::default()
    };
    response.payload.as_mut().unwrap().messages.push(message);
    Answer::message(&response)
}

pub(crate) fn question(text: &str) -> ExecuteResponse {
    answering(Action::QaAction(QaAction {
        message: Some(says(text)),
        ..QaAction::default()
    }))
}

/// A question after so many messages.
pub(crate) fn asks_after(messages: impl IntoIterator<Item = String>) -> Answer {
    let mut response = question("What else?");
    let messages = messages.into_iter().map(|text| says(&text));
    response.payload.as_mut().unwrap().messages.extend(messages);
    Answer::message(&response)
}

pub(crate) fn asks_masked(text: &str) -> Answer {
    Answer::message(&answering(Action::QaAction(QaAction {
        message: Some(says(text)),
        mask: true,
        ..QaAction::default()
    })))
}

pub(crate) fn offers(text: &str, choices: &[(&str, &str, &str)]) -> Answer {
    let selectable_items = choices
        .iter()
        .map(|(id, value, label)| SelectableItem {
            value: Some(SelectedValue {
                id: (*id).to_owned(),
                value: (*value).to_owned(),
            }),
            display_text: (*label).to_owned(),
            ..SelectableItem::default()
        })
        .collect();
    Answer::message(&answering(Action::QaAction(QaAction {
        message: Some(says(text)),
        selectable: Some(Selectable { selectable_items }),
        ..QaAction::default()
    })))
}

pub(crate) fn wants_data(node: &str, latency_message: &str) -> Answer {
    let coffee = Value {
        kind: Some(Kind::StringValue("espresso".to_owned())),
    };
    Answer::message(&answering(Action::DaAction(DaAction {
        id: node.to_owned(),
        message: Some(says(latency_message)),
        data: Some(Struct {
            fields: BTreeMap::from([("COFFEE_TYPE".to_owned(), coffee)]),
        }),
        message_settings: Some(MessageSettings {
            delay: "0ms".to_owned(),
            minimum: "0ms".to_owned(),
        }),
        ..DaAction::default()
    })))
}

pub(crate) fn ends(text: &str) -> Answer {
    let mut response = answering(Action::EndAction(EndAction {
        id: "end".to_owned(),
        ..EndAction::default()
    }));
    response.payload.as_mut().unwrap().messages.push(says(text));
    Answer::message(&response)
}

fn answering(action: Action) -> ExecuteResponse {
    ExecuteResponse {
        payload: Some(ExecuteResponsePayload {
            action: Some(action),
            ..ExecuteResponsePayload::default()
        }),
    }
}

fn says(text: &str) -> Message {
    Message {
        visual: vec![Visual {
            text: text.to_owned(),
            ..Visual::default()
        }],
        ..Message::default()
    }
}
