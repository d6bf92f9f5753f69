//! What becomes of a conversation whose network comes and goes.
//!
//! A browser's word for being offline is taken as a hint: it is wrong for endpoints on the same machine. So whatever is to
//! be sent is tried all the same, and what cannot leave waits. It is sent when the browser says that the network is back,
//! or when a look with growing pauses finds it so. Any answer of the service is proof of a network.

use super::outgoing::Waiting;
use super::phase::{Phase, Stage};
use super::step::Step;
use super::turn::Work;
use super::{CallAnswer, Conversation, Delivery, Failure, Notice, request};

impl Conversation {
    pub(super) fn went_offline(&mut self) {
        self.online = false;
    }

    /// Sends what waited for the network, and starts a session that could not be started without.
    pub(super) fn came_online(&mut self, step: &mut Step) {
        self.online = true;
        match &mut self.phase {
            Phase::StartFailed(Notice::CannotConnect) => self.start(None, step),
            Phase::Starting { start, .. } => {
                let waited = start.came_online(step);
                if waited {
                    start.repeat(request::start(&self.settings), step);
                }
            }
            Phase::Live {
                session,
                stage: Stage::Turn(turn),
            } => {
                if let Work::Calling(call) = &mut turn.work
                    && call.came_online(step)
                {
                    turn.repeat(session, &self.settings, step);
                    if let Some(entry) = turn.sent.entry() {
                        self.transcript.set_delivery(entry, Delivery::Sending);
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes a call's end for what it says about the network.
    pub(super) fn take_as_proof(&mut self, result: &Result<CallAnswer, Failure>, step: &mut Step) {
        if !self.online && result.as_ref().err().is_none_or(Failure::is_answer) {
            self.came_online(step);
        }
    }

    /// What the conversation waits for that the visitor has to know of.
    pub(super) fn waiting(&self) -> Option<Waiting> {
        match &self.phase {
            Phase::Starting { start, .. } => start.waiting(),
            Phase::Live {
                stage: Stage::Turn(turn),
                ..
            } => match &turn.work {
                Work::Calling(call) => call.waiting(),
                _ => None,
            },
            _ => None,
        }
    }

    /// How a message of the visitor's begins that goes out at once.
    pub(super) fn first_delivery(&self) -> Delivery {
        if self.online {
            Delivery::Sending
        } else {
            Delivery::Waiting
        }
    }
}
