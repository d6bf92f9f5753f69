//! What was sent to the bot last, kept: `[input, turn, question, entry, masked]`.
//!
//! `turn` is room for the key under which the service keeps the turn's answer, and is `null`: the driver makes a key of the
//! turn's identity and of chance of its own, which goes with the page. `input` begins with
//! its kind. In a masked turn what the visitor gave is not kept (`null`), and what the page returned is replaced by the word
//! that it is gone: either may hold what was typed.

use std::time::Duration;

use serde_json::Value;

use super::fields::{Fields, List, optional};
use super::question;
use crate::conversation::identifiers::EntryId;
use crate::conversation::phase::{Answering, Interrupted, Unfinished};
use crate::conversation::request::Input;
use crate::conversation::{
    Dialled, DialogEvent, DialogEventType, ReturnedDataError, returned_data,
};

pub(super) fn keep(input: Option<&Input>, answering: Option<&Answering>, masked: bool) -> Value {
    let entry = answering.and_then(|answering| answering.entry);
    let input = input.filter(|input| !masked || !input.is_by_visitor());
    List::default()
        .value(optional(input, |input| keep_input(input, masked)))
        .value(Value::Null)
        .value(optional(answering, |answering| {
            question::keep(&answering.question)
        }))
        .optional_number(entry.map(EntryId::number))
        .flag(masked)
        .done()
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
    match input {
        Input::Opening => List::of(0),
        Input::Text(text) => List::of(1).text(text),
        Input::Selected { id, value } => List::of(2).text(id).text(value),
        Input::Dialled(Dialled::Digits(digits)) => List::of(6).text(digits),
        Input::Dialled(Dialled::Mapped(key)) => List::of(7).value(question::keep_mapping(key)),
        Input::Event(event) => List::of(3)
            .text(event.event_type.name())
            .text(&event.name)
            .text(&event.message),
        Input::Returned { node, data } => {
            let list = List::of(4).text(node);
            if masked {
                list.data(&returned_data(Err(ReturnedDataError::NotKept)))
            } else {
                list.data(data)
            }
        }
        Input::Continue { deadline } => List::of(5).milliseconds(*deadline),
    }
    .done()
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
            event_type: DialogEventType::parse(&fields.text()?)?,
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
        6 => Input::Dialled(Dialled::Digits(fields.text()?)),
        7 => Input::Dialled(Dialled::Mapped(question::read_mapping(
            &mut fields.fields()?,
        )?)),
        _ => return None,
    })
}
