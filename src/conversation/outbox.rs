//! What the visitor typed before the bot could take it.

use std::collections::VecDeque;

use super::step::Step;
use super::transcript::Transcript;
use super::{Delivery, EntryId, Ticket, TicketError};

/// Texts that wait until the bot asks again, in order.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    texts: VecDeque<WaitingText>,
}

/// A text that waits, with its entry in the transcript.
pub(super) struct WaitingText {
    pub(super) entry: EntryId,
    pub(super) text: String,
    pub(super) masked: bool,
    pub(super) ticket: Option<Ticket>,
}

/// Leaves the text out: what visitors type has no place in logs.
impl std::fmt::Debug for WaitingText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("WaitingText")
            .field(&self.entry)
            .finish()
    }
}

impl Outbox {
    pub(super) fn push(&mut self, text: WaitingText) {
        self.texts.push_back(text);
    }

    pub(super) fn pop(&mut self) -> Option<WaitingText> {
        self.texts.pop_front()
    }

    /// What waits, in order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &WaitingText> {
        self.texts.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The session is over: nothing that waits will be sent.
    pub(super) fn give_up(&mut self, transcript: &mut Transcript, step: &mut Step) {
        for text in self.texts.drain(..) {
            transcript.set_delivery(text.entry, Delivery::Failed);
            step.settle(text.ticket, Err(TicketError::SessionOver));
        }
    }
}
