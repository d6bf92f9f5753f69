//! How a conversation goes on after its page was away: loaded again, asleep, or in another tab.
//!
//! The service is asked first whether the session is still there (Status). Until it says so nothing is asked or sent; what
//! the visitor writes waits. A session that is gone is divided from the next one, which begins when the visitor looks or
//! acts. A service that cannot tell (it is old, or cannot be reached) leaves things as they were: the next turn will show.
//!
//! A turn that was under way is never taken again unasked, because the service may have got it:
//!
//! - what the visitor said is marked as not delivered, and can be sent again;
//! - of what was typed into a masked question nothing was kept, so the question is open again;
//! - a greeting that did not arrive leaves nothing to lose: a new session greets;
//! - what the page was asked for was asked of a page that is gone, so it is asked again. What it was asked for in a masked
//!   turn is gone too, and the dialog hears that.

use super::phase::{Answering, Failed, Interrupted, Phase, Sent, Stage, Unfinished};
use super::request::{self, Input};
use super::step::Step;
use super::turn::Turn;
use super::{
    CallAnswer, Conversation, EntryId, Failure, GrpcCode, HostEvent, Notice, ReturnedDataError,
    SessionChange, SessionId, returned_data,
};

impl Conversation {
    /// Asks for the session's status, unless a turn is under way, which will tell.
    pub(super) fn resume(&mut self, step: &mut Step) {
        self.phase = match std::mem::take(&mut self.phase) {
            Phase::Live { session, stage } if !matches!(stage, Stage::Turn(_)) => {
                let status = step.call(request::status(&session), self.settings.limits.call);
                Phase::Returning {
                    session,
                    stage,
                    status,
                }
            }
            other => other,
        };
    }

    /// The service has said whether the session is still there, or could not.
    pub(super) fn returned(&mut self, result: Result<CallAnswer, Failure>, step: &mut Step) {
        let Phase::Returning { session, stage, .. } = std::mem::take(&mut self.phase) else {
            return;
        };
        match result {
            Err(failure) if failure.code() == GrpcCode::NotFound => self.expired(session, step),
            Err(failure) if failure.code() != GrpcCode::Unimplemented => {
                self.go_on(session, stage, step);
            }
            answer => {
                if let Ok(answer) = answer {
                    self.keep_alive.learn(&answer, step.now);
                }
                step.emit(HostEvent::Session {
                    session_id: session.clone(),
                    state: SessionChange::Resumed,
                });
                self.go_on(session, stage, step);
            }
        }
    }

    /// The session is gone. Another one begins at once if the visitor is looking, else when the chat is opened or spoken to.
    pub(super) fn expired(&mut self, session_id: SessionId, step: &mut Step) {
        self.phase = Phase::Idle;
        step.emit(HostEvent::Session {
            session_id,
            state: SessionChange::Expired,
        });
        self.outbox.give_up(&mut self.transcript, step);
        self.transcript.fail_all_but(&[]);
        self.transcript.divide(step);
        if self.keep_alive.in_view {
            self.start(None, step);
        }
    }

    fn go_on(&mut self, session: SessionId, stage: Stage, step: &mut Step) {
        let waiting: Vec<EntryId> = self.outbox.texts().map(|text| text.entry).collect();
        self.transcript.fail_all_but(&waiting);
        let stage = match stage {
            Stage::Interrupted(turn) => match self.take_up(*turn, &session, step) {
                Some(stage) => stage,
                None => {
                    let limit = self.settings.limits.call;
                    step.call(request::stop(&session, &self.settings), limit);
                    self.start(None, step);
                    return;
                }
            },
            other => other,
        };
        let asks = matches!(stage, Stage::Asking(_));
        self.phase = Phase::Live { session, stage };
        if asks {
            self.send_waiting(step);
        }
    }

    /// Goes on with a turn of another page; `None` when a new session is the way to go on.
    fn take_up(&self, turn: Interrupted, session: &SessionId, step: &mut Step) -> Option<Stage> {
        let Interrupted {
            input,
            answering,
            masked,
            unfinished,
        } = turn;
        Some(match (unfinished, answering) {
            (_, Some(answering)) => match input.filter(|_| answering.entry.is_some()) {
                Some(input) => failed(input, Some(answering), masked, Notice::CannotConnect),
                None => Stage::Asking(Box::new(answering.question)),
            },
            (Unfinished::Call, None) => match input? {
                Input::Opening => return None,
                input => failed(input, None, masked, Notice::CannotConnect),
            },
            // What the bot asked has come and gone.
            (Unfinished::Nothing, None) => Stage::Asking(Box::default()),
            (Unfinished::Page { node, data, person }, None) => {
                let sent = Sent {
                    input: Input::Returned {
                        node: node.clone(),
                        data: returned_data(Err(ReturnedDataError::NotKept)),
                    },
                    answering: None,
                    masked,
                    turn: step.next_turn(),
                };
                Stage::Turn(Box::new(match data {
                    None => Turn::begin(sent, None, session, &self.settings, step),
                    Some(data) => {
                        let mut turn = Turn::waiting(sent);
                        if person {
                            turn.hand_over(node, data, step);
                        } else {
                            turn.fetch(node, data, &self.settings, step);
                        }
                        turn
                    }
                }))
            }
        })
    }
}

fn failed(input: Input, answering: Option<Answering>, masked: bool, notice: Notice) -> Stage {
    let sent = Sent {
        input,
        answering,
        masked,
        turn: None,
    };
    Stage::Failed(Box::new(Failed { sent, notice }))
}
