//! What a visitor or a page does in one tab, told to another tab in words: what it is, and what belongs to it.
//!
//! An act lives in memory only, on its way to the tab that carries it out; it is neither stored nor shown on its way, for
//! it may be the answer to a masked question.

use serde_json::Value;

use crate::conversation::{
    Dialled, DialogEvent, DialogEventType, Event, Failure, GrpcCode, KeyMapping, Ticket,
    TicketError,
};
use crate::json;

/// Takes an act apart: its words, and who waits for it. `None` for what is no act but a report of the driver.
pub(super) fn tell(event: Event) -> Option<(Vec<String>, Option<Ticket>)> {
    let mut words = Vec::new();
    let (kind, ticket) = match event {
        Event::Open => ("open", None),
        Event::Hide => ("hide", None),
        Event::Resume => ("resume", None),
        Event::Retry => ("retry", None),
        Event::Say { text, ticket } => {
            words.push(text);
            ("say", ticket)
        }
        Event::Pick { id, value, ticket } => {
            words.push(id);
            words.push(value);
            ("pick", ticket)
        }
        Event::Dial { dialled, ticket } => {
            let kind = match dialled {
                Dialled::Digits(digits) => {
                    words.push(digits);
                    "digits"
                }
                Dialled::Mapped(key) => {
                    words.extend([key.id, key.value, key.keys]);
                    "key"
                }
            };
            (kind, ticket)
        }
        Event::Raise { event, ticket } => {
            words.push(event.event_type.name().to_owned());
            words.push(event.name);
            words.push(event.message);
            ("raise", ticket)
        }
        Event::Update { data, ticket } => {
            words.push(json::to_text(&Value::Object(data))?);
            ("update", ticket)
        }
        Event::Restart { ticket } => ("restart", ticket),
        Event::Stop { ticket } => ("stop", ticket),
        _ => return None,
    };
    words.insert(0, kind.to_owned());
    Some((words, ticket))
}

/// The act that was told; `None` for what is none.
pub(super) fn hear(words: &[String], ticket: Option<Ticket>) -> Option<Event> {
    let word = |index: usize| words.get(index).cloned();
    Some(match word(0)?.as_str() {
        "open" => Event::Open,
        "hide" => Event::Hide,
        "resume" => Event::Resume,
        "retry" => Event::Retry,
        "say" => Event::Say {
            text: word(1)?,
            ticket,
        },
        "pick" => Event::Pick {
            id: word(1)?,
            value: word(2)?,
            ticket,
        },
        "digits" => Event::Dial {
            dialled: Dialled::Digits(word(1)?),
            ticket,
        },
        "key" => Event::Dial {
            dialled: Dialled::Mapped(KeyMapping {
                id: word(1)?,
                value: word(2)?,
                keys: word(3)?,
            }),
            ticket,
        },
        "raise" => Event::Raise {
            event: DialogEvent {
                event_type: DialogEventType::parse(&word(1)?)?,
                name: word(2)?,
                message: word(3)?,
            },
            ticket,
        },
        "update" => match json::from_text(&word(1)?)? {
            Value::Object(data) => Event::Update { data, ticket },
            _ => return None,
        },
        "restart" => Event::Restart { ticket },
        "stop" => Event::Stop { ticket },
        _ => return None,
    })
}

/// How an act ended, in words: none when it went well.
pub(super) fn tell_end(result: &Result<(), TicketError>) -> Vec<String> {
    let kind = match result {
        Ok(()) => return Vec::new(),
        Err(TicketError::Failed(failure)) => {
            return vec![
                "failed".to_owned(),
                failure.code().number().to_string(),
                failure.to_string(),
            ];
        }
        Err(TicketError::Blank) => "blank",
        Err(TicketError::NotNow) => "not now",
        Err(TicketError::SessionOver) => "over",
    };
    vec![kind.to_owned()]
}

/// What was told of an act's end.
pub(super) fn hear_end(words: &[String]) -> Result<(), TicketError> {
    Err(match words {
        [] => return Ok(()),
        [kind, code, message] if kind == "failed" => TicketError::Failed(Failure::Status {
            code: GrpcCode::from_number(code.parse().unwrap_or_default()),
            message: message.clone(),
        }),
        [kind, ..] => match kind.as_str() {
            "blank" => TicketError::Blank,
            "not now" => TicketError::NotNow,
            _ => TicketError::SessionOver,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn an_act_is_heard_as_it_was_told() {
        let acts: [&[&str]; 11] = [
            &["open"],
            &["hide"],
            &["resume"],
            &["retry"],
            &["say", "an espresso"],
            &["pick", "SIZE", "small"],
            &["digits", "2468"],
            &["key", "SIZE", "small", "1"],
            &["raise", "NO_INPUT", "", "silence"],
            &["restart"],
            &["stop"],
        ];
        for act in acts {
            let event = hear(&words(act), None).unwrap();
            assert_eq!(tell(event).unwrap().0, act);
        }
    }

    #[test]
    fn what_the_driver_reports_is_no_act_of_another_tab() {
        assert!(tell(Event::Leave).is_none());
        for nothing in [&[][..], &["leave"], &["say"], &["raise", "SHOUT", "", ""]] {
            assert!(hear(&words(nothing), None).is_none(), "{nothing:?}");
        }
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
