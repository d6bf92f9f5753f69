//! One step of the conversation: its time and what it has brought about so far.

use std::time::Duration;

use super::identifiers::Identifiers;
use super::{
    Call, CallId, Effect, EntryId, HostEvent, Ticket, TicketError, Timer, TimerKind, Timestamp,
    TurnId,
};

/// One step: the time it is taken at, the effects it has so far, and the identities it may hand out.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) now: Timestamp,
    pub(super) effects: Vec<Effect>,
    pub(super) identifiers: Identifiers,
}

impl Step {
    pub(super) fn new(now: Timestamp, identifiers: Identifiers) -> Self {
        Self {
            now,
            effects: Vec::new(),
            identifiers,
        }
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(super) fn emit(&mut self, event: HostEvent) {
        self.effect(Effect::Emit(event));
    }

    pub(super) fn settle(&mut self, ticket: Option<Ticket>, result: Result<(), TicketError>) {
        if let Some(ticket) = ticket {
            self.effect(Effect::Settle { ticket, result });
        }
    }

    pub(super) fn call(&mut self, call: Call, deadline: Duration) -> CallId {
        self.call_turn(call, deadline, None)
    }

    pub(super) fn call_turn(
        &mut self,
        call: Call,
        deadline: Duration,
        turn: Option<TurnId>,
    ) -> CallId {
        let id = self.identifiers.call();
        self.effect(Effect::Call {
            id,
            call,
            deadline,
            turn,
        });
        id
    }

    pub(super) fn start_timer(&mut self, kind: TimerKind, after: Duration) -> Timer {
        let timer = Timer {
            id: self.identifiers.timer(),
            kind,
        };
        self.effect(Effect::StartTimer { timer, after });
        timer
    }

    pub(super) fn next_entry(&mut self) -> EntryId {
        self.identifiers.entry()
    }

    pub(super) fn next_turn(&mut self) -> Option<TurnId> {
        self.identifiers.turn()
    }

    pub(super) fn next_call(&mut self) -> CallId {
        self.identifiers.call()
    }
}
