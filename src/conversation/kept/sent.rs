//! What was sent to the bot last, kept: `[input, turn, question, entry, masked]`.
//!
//! `turn` is the key under which the service keeps the turn's answer, where it does; `null` otherwise. `input` begins with
//! its kind. In a masked turn what the visitor gave is not kept (`null`), and what the page returned is replaced by the word
//! that it is gone: either may hold what was typed.

use std::time::Duration;

use serde_json::Value;

use super::fields::{Fields, milliseconds, optional};
use super::question;
use crate::conversation::identifiers::EntryId;
use crate::conversation::phase::{Answering, Interrupted, Unfinished};
use crate::conversation::request::Input;
use crate::conversation::{DialogEvent, DialogEventType, ReturnedDataError, returned_data};

const EVENT_TYPES: [DialogEventType; 6] = [
    DialogEventType::Success,
    DialogEventType::Error,
    DialogEventType::NoInput,
    DialogEventType::NoMatch,
    DialogEventType::Hangup,
    DialogEventType::Custom,
];

pub(super) fn keep(input: Option<&Input>, answering: Option<&Answering>, masked: bool) -> Value {
    let entry = answering.and_then(|answering| answering.entry);
    Value::Array(vec![
        optional(
            input.filter(|input| !masked || !input.is_by_visitor()),
            |input| keep_input(input, masked),
        ),
        Value::Null,
        optional(answering, |answering| question::keep(&answering.question)),
        optional(entry, |entry| Value::from(entry.number())),
        Value::from(masked),
    ])
}

pub(super) fn read(mut fields: Fields<'_>) -> Option<Interrupted> {
    let input = match fields.optional_fields()? {
        None => None,
        Some(kept) => Some(read_input(kept)?),
    };
    let _turn = fields.value()?;
    let question = match fields.optional_fields()? {
        None => None,
        Some(kept) => Some(question::read(kept)?),
    };
    let entry = fields.optional_number()?.map(EntryId::numbered);
    Some(Interrupted {
        input,
        answering: question.map(|question| Answering { question, entry }),
        masked: fields.flag()?,
        unfinished: Unfinished::Call,
    })
}

fn keep_input(input: &Input, masked: bool) -> Value {
    Value::Array(match input {
        Input::Opening => vec![Value::from(0)],
        Input::Text(text) => vec![Value::from(1), Value::from(text.as_str())],
        Input::Selected { id, value } => vec![
            Value::from(2),
            Value::from(id.as_str()),
            Value::from(value.as_str()),
        ],
        Input::Event(event) => vec![
            Value::from(3),
            super::fields::place(&EVENT_TYPES, &event.event_type),
            Value::from(event.name.as_str()),
            Value::from(event.message.as_str()),
        ],
        Input::Returned { node, data } => vec![
            Value::from(4),
            Value::from(node.as_str()),
            Value::Object(if masked {
                returned_data(Err(ReturnedDataError::NotKept))
            } else {
                data.clone()
            }),
        ],
        Input::Continue { deadline } => vec![Value::from(5), milliseconds(*deadline)],
    })
}

fn read_input(mut fields: Fields<'_>) -> Option<Input> {
    Some(match fields.number()? {
        0 => Input::Opening,
        1 => Input::Text(fields.text()?),
        2 => Input::Selected {
            id: fields.text()?,
            value: fields.text()?,
        },
        3 => Input::Event(DialogEvent {
            event_type: fields.one_of(&EVENT_TYPES)?,
            name: fields.text()?,
            message: fields.text()?,
        }),
        4 => Input::Returned {
            node: fields.text()?,
            data: fields.data()?,
        },
        5 => Input::Continue {
            deadline: Duration::from_millis(u64::from(fields.number()?)),
        },
        _ => return None,
    })
}
