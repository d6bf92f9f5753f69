//! The state machine: which event does what in which phase, and what views read of it.

use super::identifiers::Identifiers;
use super::keep_alive::KeepAlive;
use super::latency::Elapsed;
use super::outbox::Outbox;
use super::outgoing::Waiting;
use super::phase::{Phase, Sent, Stage, Unfinished};
use super::request;
use super::step::Step;
use super::transcript::Transcript;
use super::turn::{Turn, Work};
use super::{
    CallAnswer, CallId, Delivery, Effect, Entry, EntryId, EntryKind, Event, Failure, GrpcCode,
    Notice, Question, Reply, ReplyError, SessionId, Settings, Ticket, TicketError, Timer,
    Timestamp, Verdict,
};

/// A conversation between a visitor and a bot, over as many sessions as it takes.
#[derive(Debug)]
pub struct Conversation {
    pub(super) settings: Settings,
    pub(super) phase: Phase,
    pub(super) transcript: Transcript,
    pub(super) outbox: Outbox,
    /// Calls beside the turns (Update, Stop), with who waits for them.
    pub(super) side_calls: Vec<(CallId, Option<Ticket>)>,
    /// Whether there is a network, as far as is known.
    pub(super) online: bool,
    pub(super) keep_alive: KeepAlive,
    /// How many entries it had when it was restored.
    pub(super) restored: usize,
    pub(super) identifiers: Identifiers,
}

/// What the visitor can type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Composer {
    /// Anything.
    Open {
        /// Whether what is typed has to be hidden.
        masked: bool,
    },
    /// Nothing: the session is over.
    Closed,
}

// === what happens ===

impl Conversation {
    /// A conversation that has not begun; [`Event::Open`] begins it.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            phase: Phase::Idle,
            transcript: Transcript::default(),
            outbox: Outbox::default(),
            side_calls: Vec::new(),
            online: true,
            keep_alive: KeepAlive::default(),
            restored: 0,
            identifiers: Identifiers::default(),
        }
    }

    /// Takes in what happened at `now` and returns what is to be done about it, in order.
    pub fn step(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let mut step = Step::new(now, std::mem::take(&mut self.identifiers));
        self.keep_alive.notice(&event, now);
        self.take(event, &mut step);
        self.stay_alive(&mut step);
        self.identifiers = step.identifiers;
        step.effects
    }

    fn take(&mut self, event: Event, step: &mut Step) {
        match event {
            Event::Open => {
                self.come_into_view(step);
                if let Phase::Idle = self.phase {
                    self.start(None, step);
                }
            }
            Event::Hide => {}
            Event::Leave => self.present(step),
            Event::Resume => self.resume(step),
            Event::Say { text, ticket } => self.say(text, ticket, step),
            Event::Pick { id, value, ticket } => self.pick(id, value, ticket, step),
            Event::Raise { event, ticket } => self.raise(event, ticket, step),
            Event::Update { data, ticket } => self.update(&data, ticket, step),
            Event::CallEnded { id, result } => self.call_ended(id, result, step),
            Event::DataFetched { id, data } => {
                if let Phase::Live {
                    session,
                    stage: Stage::Turn(turn),
                } = &mut self.phase
                {
                    turn.data_fetched(id, data, session, &self.settings, step);
                }
            }
            Event::WentOffline => self.went_offline(),
            Event::CameOnline => self.came_online(step),
            Event::TurnsAreKept => step.identifiers.name_turns(),
            Event::TimerFired(timer) => self.timer_fired(timer, step),
            Event::Retry => self.retry(step),
            Event::Judge {
                entry,
                verdict,
                comment,
            } => self.transcript.judge(entry, verdict, comment, step),
            Event::Restart { ticket } => self.restart(ticket, step),
            Event::Stop { ticket } => self.stop(ticket, step),
        }
    }

    fn call_ended(&mut self, id: CallId, result: Result<CallAnswer, Failure>, step: &mut Step) {
        self.take_as_proof(&result, step);
        if let Some(ticket) = self.take_side_call(id) {
            let result = match result {
                // What is to be stopped and not there any more is stopped.
                Err(failure) if failure.code() == GrpcCode::NotFound && self.can_restart() => {
                    Ok(())
                }
                other => other.map(drop).map_err(TicketError::Failed),
            };
            step.settle(ticket, result);
            return;
        }
        if self.keep_alive.is_call(id) {
            self.kept_alive(result, step);
            return;
        }
        match &self.phase {
            Phase::Returning { status, .. } if *status == id => self.returned(result, step),
            Phase::Starting { start, .. } if start.is_call(id) => match result {
                Ok(CallAnswer::Started(session)) => self.started(session, step),
                Ok(_) => self.start_failed(ReplyError::Mismatch.into(), step),
                Err(failure) => self.start_failed(failure, step),
            },
            Phase::Live {
                stage: Stage::Turn(turn),
                ..
            } if turn.is_call(id) => match result {
                Ok(CallAnswer::Executed(reply)) => self.replied(reply, step),
                Ok(_) => self.call_failed(ReplyError::Mismatch.into(), step),
                Err(failure) => self.call_failed(failure, step),
            },
            _ => {}
        }
    }

    fn take_side_call(&mut self, id: CallId) -> Option<Option<Ticket>> {
        let index = self.side_calls.iter().position(|(call, _)| *call == id)?;
        Some(self.side_calls.swap_remove(index).1)
    }

    fn replied(&mut self, reply: Box<Reply>, step: &mut Step) {
        let Phase::Live {
            session,
            stage: Stage::Turn(turn),
        } = &mut self.phase
        else {
            return;
        };
        if let Some(entry) = turn
            .sent
            .answering
            .take()
            .and_then(|answering| answering.entry)
        {
            self.transcript.set_delivery(entry, Delivery::Delivered);
        }
        turn.replied(reply, session, &self.settings, step);
        if turn.latency.answered(step) {
            self.present(step);
        }
    }

    fn call_failed(&mut self, failure: Failure, step: &mut Step) {
        let Phase::Live {
            stage: Stage::Turn(turn),
            ..
        } = &mut self.phase
        else {
            return;
        };
        if !turn.call_failed(failure, self.online, step) {
            if let Some(entry) = turn.sent.entry().filter(|_| !self.online) {
                self.transcript.set_delivery(entry, Delivery::Waiting);
            }
        } else if turn.latency.answered(step) {
            self.present(step);
        }
    }

    fn timer_fired(&mut self, timer: Timer, step: &mut Step) {
        if self.keep_alive.is_timer(timer) {
            self.keep_alive_due(step);
            return;
        }
        match &mut self.phase {
            Phase::Starting { start, .. } if start.waits_for(timer) => {
                start.repeat(request::start(&self.settings), step);
            }
            Phase::Live {
                session,
                stage: Stage::Turn(turn),
            } => match turn.timer_fired(timer, session, &self.settings, step) {
                Elapsed::Show(message) => {
                    self.transcript.bot_says(message, EntryKind::Latency, step)
                }
                Elapsed::Release => self.present(step),
                Elapsed::Unrelated => {}
            },
            _ => {}
        }
    }

    /// Sends something to the bot, as a turn of its own.
    pub(super) fn send(&mut self, sent: Sent, ticket: Option<Ticket>, step: &mut Step) {
        if let Phase::Live { session, stage } = &mut self.phase {
            *stage = Stage::Turn(Box::new(Turn::begin(
                sent,
                ticket,
                session,
                &self.settings,
                step,
            )));
        }
    }
}

// === what views read ===

impl Conversation {
    /// What the conversation was started with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The session that is live, if one is.
    #[must_use]
    pub fn session_id(&self) -> Option<&SessionId> {
        match &self.phase {
            Phase::Live { session, .. } | Phase::Returning { session, .. } => Some(session),
            _ => None,
        }
    }

    /// Everything said so far, oldest first; earlier sessions included.
    #[must_use]
    pub fn transcript(&self) -> &[Entry] {
        self.transcript.entries()
    }

    /// What the visitor said that a message of the bot's is worth ([`Event::Judge`]).
    #[must_use]
    pub fn verdict(&self, entry: EntryId) -> Option<Verdict> {
        self.transcript.verdict(entry)
    }

    /// Whether the bot is about to say something. Not while a person is awaited, who may take long.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.waiting().is_none()
            && match &self.phase {
                Phase::Starting { .. } => true,
                Phase::Live {
                    stage: Stage::Turn(turn),
                    ..
                } => !matches!(turn.work, Work::HandingOver { .. }),
                Phase::Live {
                    stage: Stage::Interrupted(turn),
                    ..
                } => !matches!(turn.unfinished, Unfinished::Page { person: true, .. }),
                _ => false,
            }
    }

    /// The question that is open: the bot asked it, or an answer to it did not arrive.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        match &self.phase {
            Phase::Live {
                stage: Stage::Asking(question),
                ..
            } => Some(question),
            Phase::Live {
                stage: Stage::Failed(failed),
                ..
            } => failed
                .sent
                .answering
                .as_ref()
                .map(|answering| &answering.question),
            _ => None,
        }
    }

    /// What the visitor can type. During a turn it stays as hidden as what the turn began with.
    #[must_use]
    pub fn composer(&self) -> Composer {
        let masked = match &self.phase {
            Phase::Idle | Phase::Starting { .. } | Phase::StartFailed(_) => false,
            Phase::Live { stage, .. } | Phase::Returning { stage, .. } => match stage {
                Stage::Asking(question) => question.mask,
                Stage::Turn(turn) => turn.sent.masked,
                Stage::Failed(failed) => failed.sent.masked,
                Stage::Interrupted(turn) => turn.masked,
            },
            Phase::SessionLost | Phase::Ended | Phase::Stopped => return Composer::Closed,
        };
        Composer::Open { masked }
    }

    /// What the visitor has to be told.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        match &self.phase {
            Phase::StartFailed(notice) => Some(*notice),
            Phase::Live {
                stage: Stage::Failed(failed),
                ..
            } => Some(failed.notice),
            Phase::SessionLost => Some(Notice::SessionLost),
            Phase::Ended | Phase::Stopped => None,
            _ if !self.online => Some(Notice::Offline),
            _ => self.waiting().map(|waiting| match waiting {
                Waiting::Network => Notice::Offline,
                Waiting::BusyService => Notice::Busy,
            }),
        }
    }

    /// The visitor's message that [`Event::Retry`] sends again, if that is what failed.
    #[must_use]
    pub fn retryable_entry(&self) -> Option<EntryId> {
        match &self.phase {
            Phase::Live {
                stage: Stage::Failed(failed),
                ..
            } => failed.sent.entry(),
            _ => None,
        }
    }

    /// Whether the session is over, so that a new conversation is to be offered ([`Event::Restart`]).
    #[must_use]
    pub fn can_restart(&self) -> bool {
        matches!(
            self.phase,
            Phase::SessionLost | Phase::Ended | Phase::Stopped
        )
    }
}
