//! How sessions begin and end.

use super::outgoing::Outgoing;
use super::phase::{Phase, Sent, Stage};
use super::request::{self, Input};
use super::step::Step;
use super::turn::Turn;
use super::{
    Conversation, Delivery, Effect, End, Failure, HostEvent, Notice, SessionChange, SessionId,
    Ticket, TicketError,
};

impl Conversation {
    pub(super) fn start(&mut self, ticket: Option<Ticket>, step: &mut Step) {
        let start = Outgoing::start(
            request::start(&self.settings),
            self.settings.limits.call,
            step,
        );
        self.phase = Phase::Starting { start, ticket };
    }

    /// The session is there: lets the bot open the conversation.
    pub(super) fn started(&mut self, session: SessionId, step: &mut Step) {
        let ticket = match &mut self.phase {
            Phase::Starting { ticket, .. } => ticket.take(),
            _ => None,
        };
        step.emit(HostEvent::Session {
            session_id: session.clone(),
            state: SessionChange::Started,
        });
        let opening = Sent {
            input: Input::Opening,
            turn: None,
            answering: None,
            masked: false,
        };
        let turn = Turn::begin(opening, ticket, &session, &self.settings, step);
        self.phase = Phase::Live {
            session,
            stage: Stage::Turn(Box::new(turn)),
        };
    }

    pub(super) fn start_failed(&mut self, failure: Failure, step: &mut Step) {
        let Phase::Starting { start, ticket } = &mut self.phase else {
            return;
        };
        if start.backs_off(&failure, self.online, step) {
            return;
        }
        let ticket = ticket.take();
        self.phase = Phase::StartFailed(Notice::about(&failure));
        step.emit(HostEvent::from(&failure));
        step.settle(ticket, Err(TicketError::Failed(failure)));
    }

    /// The dialog came to its end node. The service has forgotten the session by now, so it is not stopped.
    pub(super) fn ended(&mut self, end: End, step: &mut Step) {
        step.emit(HostEvent::End {
            id: end.id,
            data: end.data,
        });
        if let Phase::Live { session, stage } = std::mem::replace(&mut self.phase, Phase::Ended) {
            step.emit(HostEvent::Session {
                session_id: session,
                state: SessionChange::Ended,
            });
            if let Stage::Turn(turn) = stage {
                step.settle(turn.ticket, Ok(()));
            }
        }
        self.outbox.give_up(&mut self.transcript, step);
    }

    /// The service does not know the session any more.
    pub(super) fn lost(&mut self, session_id: SessionId, step: &mut Step) {
        self.phase = Phase::SessionLost;
        step.emit(HostEvent::Session {
            session_id,
            state: SessionChange::Expired,
        });
        self.outbox.give_up(&mut self.transcript, step);
    }

    /// Ends what runs and begins anew. The old session is stopped if the service gets to hear of it.
    pub(super) fn restart(&mut self, ticket: Option<Ticket>, step: &mut Step) {
        if let Some(session) = self.leave(step) {
            step.call(
                request::stop(&session, &self.settings),
                self.settings.limits.call,
            );
            step.emit(HostEvent::Session {
                session_id: session,
                state: SessionChange::Ended,
            });
        }
        self.transcript.divide(step);
        self.start(ticket, step);
    }

    /// Ends what runs.
    pub(super) fn stop(&mut self, ticket: Option<Ticket>, step: &mut Step) {
        let before = matches!(self.phase, Phase::Starting { .. } | Phase::StartFailed(_));
        match self.leave(step) {
            Some(session) => {
                let id = step.call(
                    request::stop(&session, &self.settings),
                    self.settings.limits.call,
                );
                self.side_calls.push((id, ticket));
                self.phase = Phase::Stopped;
                step.emit(HostEvent::Session {
                    session_id: session,
                    state: SessionChange::Ended,
                });
            }
            None => {
                if before {
                    self.phase = Phase::Stopped;
                }
                step.settle(ticket, Ok(()));
            }
        }
    }

    /// Gives up whatever runs. Returns the session that was live, if one was, for it is still to be stopped.
    fn leave(&mut self, step: &mut Step) -> Option<SessionId> {
        for (id, ticket) in std::mem::take(&mut self.side_calls) {
            step.effect(Effect::AbandonCall(id));
            step.settle(ticket, Err(TicketError::SessionOver));
        }
        self.outbox.give_up(&mut self.transcript, step);
        let mut live = None;
        self.phase = match std::mem::take(&mut self.phase) {
            Phase::Starting { start, ticket } => {
                start.abandon(step);
                step.settle(ticket, Err(TicketError::SessionOver));
                Phase::Idle
            }
            Phase::Returning {
                session, status, ..
            } => {
                step.effect(Effect::AbandonCall(status));
                self.transcript.fail_all_but(&[]);
                live = Some(session);
                Phase::Idle
            }
            Phase::Live { session, mut stage } => {
                if let Stage::Turn(turn) = &mut stage {
                    turn.abandon(step);
                    if let Some(entry) = turn.sent.entry() {
                        self.transcript.set_delivery(entry, Delivery::Failed);
                    }
                }
                live = Some(session);
                Phase::Idle
            }
            other => other,
        };
        live
    }
}
