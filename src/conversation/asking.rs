//! What visitor and page put to the bot.

use super::outbox::WaitingText;
use super::phase::{Answering, Phase, Sent, Stage};
use super::request::{self, Input};
use super::step::Step;
use super::turn::Turn;
use super::{Composer, Conversation, Data, Delivery, DialogEvent, EntryKind, Ticket, TicketError};

impl Conversation {
    pub(super) fn say(&mut self, text: String, ticket: Option<Ticket>, step: &mut Step) {
        if text.trim().is_empty() {
            step.settle(ticket, Err(TicketError::Blank));
            return;
        }
        self.resume_if_overdue(step);
        let Composer::Open { masked } = self.composer() else {
            step.settle(ticket, Err(TicketError::NotNow));
            return;
        };
        let at_once = self.question().is_some() && self.outbox.is_empty();
        let delivery = if at_once {
            self.first_delivery()
        } else {
            Delivery::Waiting
        };
        let entry = self
            .transcript
            .user_says(&text, EntryKind::Text, masked, delivery, step);
        self.outbox.push(WaitingText {
            entry,
            text,
            masked,
            ticket,
        });
        if let Phase::Idle = self.phase {
            self.start(None, step);
        } else if self.question().is_some() {
            // Also in place of something of the visitor's that did not arrive.
            self.send_waiting(step);
        } else {
            // What the conversation itself owes the bot has to arrive first.
            self.retry(step);
        }
    }

    /// Sends the next text that waits, if there is one and the bot takes one.
    pub(super) fn send_waiting(&mut self, step: &mut Step) {
        let Some(question) = self.question().cloned() else {
            return;
        };
        let Some(WaitingText {
            entry,
            text,
            masked,
            ticket,
        }) = self.outbox.pop()
        else {
            return;
        };
        let masked = masked || question.mask;
        if masked {
            // It may have been typed before anyone knew that it would be the answer to this.
            self.transcript.hide(entry);
        }
        self.transcript.set_delivery(entry, self.first_delivery());
        let answering = Some(Answering {
            question,
            entry: Some(entry),
        });
        self.send(
            Sent {
                input: Input::Text(text),
                turn: None,
                answering,
                masked,
            },
            ticket,
            step,
        );
    }

    pub(super) fn pick(
        &mut self,
        id: String,
        value: String,
        ticket: Option<Ticket>,
        step: &mut Step,
    ) {
        let Some(question) = self.question().cloned() else {
            step.settle(ticket, Err(TicketError::NotNow));
            return;
        };
        let text = question
            .selectables
            .iter()
            .find(|selectable| selectable.id == id && selectable.value == value)
            .map_or(value.as_str(), |selectable| selectable.text.as_str());
        let masked = question.mask;
        let delivery = self.first_delivery();
        let entry = self
            .transcript
            .user_says(text, EntryKind::Choice, masked, delivery, step);
        let answering = Some(Answering {
            question,
            entry: Some(entry),
        });
        self.send(
            Sent {
                input: Input::Selected { id, value },
                turn: None,
                answering,
                masked,
            },
            ticket,
            step,
        );
    }

    pub(super) fn raise(&mut self, event: DialogEvent, ticket: Option<Ticket>, step: &mut Step) {
        let Some(question) = self.question().cloned() else {
            step.settle(ticket, Err(TicketError::NotNow));
            return;
        };
        let masked = question.mask;
        let answering = Some(Answering {
            question,
            entry: None,
        });
        self.send(
            Sent {
                input: Input::Event(event),
                turn: None,
                answering,
                masked,
            },
            ticket,
            step,
        );
    }

    pub(super) fn update(&mut self, data: &Data, ticket: Option<Ticket>, step: &mut Step) {
        let Some(session) = self.session_id() else {
            step.settle(ticket, Err(TicketError::NotNow));
            return;
        };
        let id = step.call(
            request::update(session, data, &self.settings),
            self.settings.limits.call,
        );
        self.side_calls.push((id, ticket));
    }

    /// Tries again what failed; does nothing when nothing did.
    pub(super) fn retry(&mut self, step: &mut Step) {
        match std::mem::take(&mut self.phase) {
            Phase::StartFailed(_) => self.start(None, step),
            Phase::Live {
                session,
                stage: Stage::Failed(failed),
            } => {
                if let Some(entry) = failed.sent.entry() {
                    self.transcript.set_delivery(entry, self.first_delivery());
                }
                let turn = Turn::begin(failed.sent, None, &session, &self.settings, step);
                self.phase = Phase::Live {
                    session,
                    stage: Stage::Turn(Box::new(turn)),
                };
            }
            other => self.phase = other,
        }
    }
}
