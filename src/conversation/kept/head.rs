//! Where the conversation stands, kept: `[format, last identity, last contact, time-out, phase, queue]`.
//!
//! `phase` is `null` without a session, else it begins with its kind; so does the stage of a live session. The queue is
//! `[entry, text, ...]`.

use std::time::Duration;

use serde_json::Value;

use super::fields::{Fields, milliseconds, optional, place, time};
use super::{FORMAT, question, sent};
use crate::conversation::identifiers::EntryId;
use crate::conversation::outbox::{Outbox, WaitingText};
use crate::conversation::phase::{Failed, Interrupted, Phase, Sent, Stage, Unfinished};
use crate::conversation::turn::{Turn, Work};
use crate::conversation::{Conversation, Data, Notice, SessionId};

const NOTICES: [Notice; 7] = [
    Notice::TooBusy,
    Notice::CannotConnect,
    Notice::WrongAddress,
    Notice::UnknownModel,
    Notice::TimedOut,
    Notice::ServiceFailed,
    Notice::SessionLost,
];

impl Conversation {
    pub(super) fn keep_head(&self) -> Value {
        let mut waiting = Vec::new();
        for text in self.outbox.texts().filter(|text| !text.masked) {
            waiting.push(Value::from(text.entry.number()));
            waiting.push(Value::from(text.text.as_str()));
        }
        Value::Array(vec![
            Value::from(FORMAT),
            Value::from(self.identifiers.last()),
            optional(self.keep_alive.contact, time),
            optional(self.keep_alive.timeout, milliseconds),
            keep_phase(&self.phase),
            Value::Array(waiting),
        ])
    }

    /// Reads all of the head before anything changes.
    pub(super) fn read_head(&mut self, head: &Value) -> Option<()> {
        let mut fields = Fields::of(head)?;
        if fields.number()? != FORMAT {
            return None;
        }
        let last = fields.number()?;
        let contact = fields.optional_time()?;
        let timeout = fields.optional_number()?;
        let phase = match fields.optional_fields()? {
            None => Phase::Idle,
            Some(kept) => read_phase(kept)?,
        };
        let mut waiting = fields.fields()?;
        let mut outbox = Outbox::default();
        while let Some(entry) = waiting.number() {
            outbox.push(WaitingText {
                entry: EntryId::numbered(entry),
                text: waiting.text()?,
                masked: false,
                ticket: None,
            });
        }
        self.identifiers.go_on_after(last);
        self.keep_alive.contact = contact;
        self.keep_alive.timeout =
            timeout.map(|milliseconds| Duration::from_millis(u64::from(milliseconds)));
        self.phase = phase;
        self.outbox = outbox;
        Some(())
    }
}

fn keep_phase(phase: &Phase) -> Value {
    Value::Array(match phase {
        Phase::Idle | Phase::Starting { .. } | Phase::StartFailed(_) => return Value::Null,
        Phase::SessionLost => vec![Value::from(0)],
        Phase::Ended => vec![Value::from(1)],
        Phase::Stopped => vec![Value::from(2)],
        Phase::Live { session, stage } | Phase::Returning { session, stage, .. } => vec![
            Value::from(3),
            Value::from(session.as_str()),
            keep_stage(stage),
        ],
    })
}

fn read_phase(mut fields: Fields<'_>) -> Option<Phase> {
    Some(match fields.number()? {
        0 => Phase::SessionLost,
        1 => Phase::Ended,
        2 => Phase::Stopped,
        3 => Phase::Live {
            session: SessionId::parse(fields.text()?)?,
            stage: read_stage(fields.fields()?)?,
        },
        _ => return None,
    })
}

fn keep_stage(stage: &Stage) -> Value {
    Value::Array(match stage {
        Stage::Asking(open) => vec![Value::from(0), question::keep(open)],
        Stage::Failed(failed) => {
            let Failed { sent, notice } = &**failed;
            if let Some(answering) = &sent.answering
                && sent.masked
            {
                // What is not kept cannot be sent again; the question can be answered again.
                return keep_stage(&Stage::Asking(Box::new(answering.question.clone())));
            }
            let kept = sent::keep(Some(&sent.input), sent.answering.as_ref(), sent.masked);
            vec![Value::from(1), kept, place(&NOTICES, notice)]
        }
        Stage::Turn(turn) => {
            let Turn { sent, work, .. } = &**turn;
            let kept = sent::keep(Some(&sent.input), sent.answering.as_ref(), sent.masked);
            let (kind, wanted) = match work {
                Work::Calling(_) => (0, None),
                Work::Fetching { node, data, .. } => (1, Some((node, Some(data)))),
                Work::HandingOver { node, data, .. } => (2, Some((node, Some(data)))),
                Work::Done => (3, None),
            };
            keep_interrupted(kept, kind, wanted, sent.masked)
        }
        Stage::Interrupted(turn) => {
            let Interrupted {
                input,
                answering,
                masked,
                unfinished,
            } = &**turn;
            let kept = sent::keep(input.as_ref(), answering.as_ref(), *masked);
            let (kind, wanted) = match unfinished {
                Unfinished::Call => (0, None),
                Unfinished::Page { node, data, person } => {
                    (if *person { 2 } else { 1 }, Some((node, data.as_ref())))
                }
                Unfinished::Nothing => (3, None),
            };
            keep_interrupted(kept, kind, wanted, *masked)
        }
    })
}

/// What the page was asked for in a masked turn may hold what the visitor typed.
fn keep_interrupted(
    sent: Value,
    kind: u32,
    wanted: Option<(&String, Option<&Data>)>,
    masked: bool,
) -> Vec<Value> {
    let mut kept = vec![Value::from(2), sent, Value::from(kind)];
    if let Some((node, data)) = wanted {
        kept.push(Value::from(node.as_str()));
        kept.push(optional(data.filter(|_| !masked), |data| {
            Value::Object(data.clone())
        }));
    }
    kept
}

fn read_stage(mut fields: Fields<'_>) -> Option<Stage> {
    Some(match fields.number()? {
        0 => Stage::Asking(Box::new(question::read(fields.fields()?)?)),
        1 => {
            let Interrupted {
                input,
                answering,
                masked,
                ..
            } = sent::read(fields.fields()?)?;
            let sent = Sent {
                input: input?,
                answering,
                masked,
                turn: None,
            };
            let notice = fields.one_of(&NOTICES)?;
            Stage::Failed(Box::new(Failed { sent, notice }))
        }
        2 => {
            let mut turn = sent::read(fields.fields()?)?;
            turn.unfinished = match fields.number()? {
                0 => Unfinished::Call,
                kind @ (1 | 2) => Unfinished::Page {
                    node: fields.text()?,
                    data: fields.data(),
                    person: kind == 2,
                },
                3 => Unfinished::Nothing,
                _ => return None,
            };
            Stage::Interrupted(Box::new(turn))
        }
        _ => return None,
    })
}
