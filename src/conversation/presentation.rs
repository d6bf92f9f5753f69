//! Shows what has arrived, once the latency rule lets it.

use super::phase::{Phase, Stage};
use super::step::Step;
use super::turn::{Held, Turn};
use super::{
    Action, ActionType, Conversation, Data, Delivery, EntryKind, Failure, GrpcCode, HostEvent,
    LatencySettings, Message, Question, Reply, TicketError, Timestamp, View,
};

impl Conversation {
    /// Shows everything that the turn holds, in the order of its arrival.
    pub(super) fn present(&mut self, step: &mut Step) {
        while let Some(held) = self.turn().and_then(|turn| turn.held.pop_front()) {
            match held {
                Held::Reply { reply, arrived } => self.present_reply(*reply, arrived, step),
                Held::Failure(failure) => self.turn_failed(failure, step),
            }
        }
    }

    fn turn(&mut self) -> Option<&mut Turn> {
        match &mut self.phase {
            Phase::Live {
                stage: Stage::Turn(turn),
                ..
            } => Some(turn),
            _ => None,
        }
    }

    fn present_reply(&mut self, reply: Reply, arrived: Timestamp, step: &mut Step) {
        for message in reply.messages {
            self.transcript.bot_says(message, EntryKind::Text, step);
        }
        match reply.action {
            Action::Question(mut question) => {
                self.show(question.message.take(), step);
                tell(
                    ActionType::Qa,
                    "",
                    &question.data,
                    question.view.as_ref(),
                    step,
                );
                self.asked(question, step);
            }
            Action::DataAccess(action) => {
                tell(
                    ActionType::Da,
                    &action.id,
                    &action.data,
                    action.view.as_ref(),
                    step,
                );
                self.await_answer(action.message, action.latency, arrived, step);
            }
            Action::Continue(action) => {
                tell(
                    ActionType::Continue,
                    &action.id,
                    &action.data,
                    action.view.as_ref(),
                    step,
                );
                self.await_answer(action.message, action.latency, arrived, step);
            }
            Action::Escalation(action) => {
                self.show(action.message, step);
                tell(
                    ActionType::Escalation,
                    &action.id,
                    &action.data,
                    action.view.as_ref(),
                    step,
                );
                self.hand_over(action.id, action.data, step);
            }
            Action::End(end) => {
                tell(ActionType::End, &end.id, &end.data, None, step);
                self.ended(end, step);
            }
        }
    }

    fn show(&mut self, message: Option<Message>, step: &mut Step) {
        if let Some(message) = message {
            self.transcript.bot_says(message, EntryKind::Text, step);
        }
    }

    fn asked(&mut self, question: Question, step: &mut Step) {
        let Phase::Live { stage, .. } = &mut self.phase else {
            return;
        };
        if let Stage::Turn(turn) = std::mem::replace(stage, Stage::Asking(Box::new(question))) {
            step.settle(turn.ticket, Ok(()));
        }
        self.send_waiting(step);
    }

    /// The bot works on; its latency message is due unless the answer is there already.
    fn await_answer(
        &mut self,
        message: Option<Message>,
        settings: LatencySettings,
        arrived: Timestamp,
        step: &mut Step,
    ) {
        let Some(turn) = self.turn().filter(|turn| turn.held.is_empty()) else {
            return;
        };
        if let Some(message) = turn.latency.begin(message, settings, arrived, step) {
            self.transcript.bot_says(message, EntryKind::Latency, step);
        }
    }

    /// Asks for a person only now that the visitor has been told.
    fn hand_over(&mut self, node: String, data: Data, step: &mut Step) {
        let Some(turn) = self.turn() else { return };
        step.emit(HostEvent::Escalation {
            id: node.clone(),
            data: data.clone(),
        });
        turn.hand_over(node, data, step);
    }

    fn turn_failed(&mut self, failure: Failure, step: &mut Step) {
        let (session, mut turn) = match std::mem::take(&mut self.phase) {
            Phase::Live {
                session,
                stage: Stage::Turn(turn),
            } => (session, turn),
            other => {
                self.phase = other;
                return;
            }
        };
        if let Some(entry) = turn.sent.entry() {
            self.transcript.set_delivery(entry, Delivery::Failed);
        }
        let ticket = turn.ticket.take();
        if failure.code() == GrpcCode::NotFound {
            self.lost(session, step);
        } else {
            self.phase = Phase::Live {
                session,
                stage: Stage::Failed(Box::new(turn.into_failed(&failure))),
            };
        }
        step.emit(HostEvent::from(&failure));
        step.settle(ticket, Err(TicketError::Failed(failure)));
    }
}

fn tell(action_type: ActionType, id: &str, data: &Data, view: Option<&View>, step: &mut Step) {
    step.emit(HostEvent::Action {
        action_type,
        id: id.to_owned(),
        data: data.clone(),
        view: view.cloned(),
    });
}
