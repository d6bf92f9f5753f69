//! What a visitor or a page does in one tab, told to another tab: `[kind, ...]`.
//!
//! An act lives in memory only, on its way to the tab that carries it out; it is neither stored nor shown on its way, for
//! it may be the answer to a masked question.

use serde_json::Value;

use crate::conversation::{
    DialogEvent, DialogEventType, Event, Failure, GrpcCode, Ticket, TicketError,
};

const TYPES: [(&str, DialogEventType); 6] = [
    ("SUCCESS", DialogEventType::Success),
    ("ERROR", DialogEventType::Error),
    ("NO_INPUT", DialogEventType::NoInput),
    ("NO_MATCH", DialogEventType::NoMatch),
    ("HANGUP", DialogEventType::Hangup),
    ("CUSTOM", DialogEventType::Custom),
];

/// Takes an act apart: the act, and who waits for it. `None` for what is no act but a report of the driver.
pub(super) fn tell(event: Event) -> Option<(Value, Option<Ticket>)> {
    Some(match event {
        Event::Open => (list("open", &[]), None),
        Event::Hide => (list("hide", &[]), None),
        Event::Resume => (list("resume", &[]), None),
        Event::Retry => (list("retry", &[]), None),
        Event::Say { text, ticket } => (list("say", &[&text]), ticket),
        Event::Pick { id, value, ticket } => (list("pick", &[&id, &value]), ticket),
        Event::Raise { event, ticket } => {
            let known = TYPES.iter().find(|(_, known)| *known == event.event_type);
            let name = known.map_or("", |(name, _)| *name);
            (list("raise", &[name, &event.name, &event.message]), ticket)
        }
        Event::Update { data, ticket } => (
            Value::Array(vec![Value::from("update"), Value::Object(data)]),
            ticket,
        ),
        Event::Restart { ticket } => (list("restart", &[]), ticket),
        Event::Stop { ticket } => (list("stop", &[]), ticket),
        _ => return None,
    })
}

/// The act that was told; `None` for what is none.
pub(super) fn hear(act: &Value, ticket: Option<Ticket>) -> Option<Event> {
    let text = |index| act.get(index).and_then(Value::as_str).map(str::to_owned);
    Some(match text(0)?.as_str() {
        "open" => Event::Open,
        "hide" => Event::Hide,
        "resume" => Event::Resume,
        "retry" => Event::Retry,
        "say" => Event::Say {
            text: text(1)?,
            ticket,
        },
        "pick" => Event::Pick {
            id: text(1)?,
            value: text(2)?,
            ticket,
        },
        "raise" => Event::Raise {
            event: DialogEvent {
                event_type: DialogEventType::parse(&text(1)?)?,
                name: text(2)?,
                message: text(3)?,
            },
            ticket,
        },
        "update" => Event::Update {
            data: act.get(1)?.as_object()?.clone(),
            ticket,
        },
        "restart" => Event::Restart { ticket },
        "stop" => Event::Stop { ticket },
        _ => return None,
    })
}

/// How an act ended: `null`, or `[kind, code, words]`.
pub(super) fn tell_end(result: &Result<(), TicketError>) -> Value {
    let kind = match result {
        Ok(()) => return Value::Null,
        Err(TicketError::Failed(failure)) => {
            return Value::Array(vec![
                Value::from("failed"),
                Value::from(failure.code().number()),
                Value::from(failure.to_string()),
            ]);
        }
        Err(TicketError::Blank) => "blank",
        Err(TicketError::NotNow) => "not now",
        Err(TicketError::SessionOver) => "over",
    };
    list(kind, &[])
}

/// What was told of an act's end.
pub(super) fn hear_end(end: &Value) -> Result<(), TicketError> {
    match end.get(0).and_then(Value::as_str) {
        None => Ok(()),
        Some("failed") => {
            let code = end.get(1).and_then(Value::as_i64).unwrap_or_default();
            let message = end.get(2).and_then(Value::as_str).unwrap_or_default();
            Err(TicketError::Failed(Failure::Status {
                code: GrpcCode::from_number(i32::try_from(code).unwrap_or_default()),
                message: message.to_owned(),
            }))
        }
        Some("blank") => Err(TicketError::Blank),
        Some("not now") => Err(TicketError::NotNow),
        Some(_) => Err(TicketError::SessionOver),
    }
}

fn list(kind: &str, texts: &[&str]) -> Value {
    let fields = std::iter::once(&kind).chain(texts);
    fields.map(|text| Value::from(*text)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_act_is_heard_as_it_was_told() {
        let acts = [
            json!(["open"]),
            json!(["hide"]),
            json!(["resume"]),
            json!(["retry"]),
            json!(["say", "an espresso"]),
            json!(["pick", "SIZE", "small"]),
            json!(["raise", "NO_INPUT", "", "silence"]),
            json!(["update", {"user_name": "Miranda"}]),
            json!(["restart"]),
            json!(["stop"]),
        ];
        for act in acts {
            let event = hear(&act, None).unwrap();
            assert_eq!(tell(event).unwrap().0, act);
        }
    }

    #[test]
    fn what_the_driver_reports_is_no_act_of_another_tab() {
        assert!(tell(Event::Leave).is_none());
        assert!(hear(&json!(["leave"]), None).is_none());
        assert!(hear(&json!({"say": "hello"}), None).is_none());
    }

    #[test]
    fn the_end_of_an_act_is_heard_as_it_was_told() {
        for end in [
            Ok(()),
            Err(TicketError::Blank),
            Err(TicketError::NotNow),
            Err(TicketError::SessionOver),
        ] {
            assert_eq!(hear_end(&tell_end(&end)), end);
        }
        let failed = Err(TicketError::Failed(Failure::DeadlineExceeded));
        let Err(TicketError::Failed(heard)) = hear_end(&tell_end(&failed)) else {
            panic!("not a failure")
        };
        assert_eq!(heard.code(), GrpcCode::DeadlineExceeded);
    }
}
