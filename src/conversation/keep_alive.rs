//! Keeps the session of a chat alive that the visitor has in view, by an Update that changes nothing.
//!
//! How long a session lives without a sign of life is what the settings say, or what the service says (Status): the time
//! that is left, and the time since it last heard of the session, make the whole. Where the settings leave it open, the
//! service is asked once, after half a minute without a turn. The sign is given after three quarters of the time.
//!
//! It is given only while the chat is in view, and only for half an hour after the visitor or the page did something:
//! a chat that was left open does not hold a session for ever. A timer that comes much too late tells of a machine that
//! slept, so that the session's status is asked for first.

use std::time::Duration;

use super::phase::{Phase, Stage};
use super::step::Step;
use super::turn::Work;
use super::{
    CallAnswer, CallId, Conversation, Effect, Event, Failure, GrpcCode, Timer, TimerKind,
    Timestamp, request,
};

/// When the service is asked how long sessions live, where the settings do not say.
const FIRST_LOOK: Duration = Duration::from_secs(30);
/// How long sessions live where the service does not say: DLGaaS's own default.
const USUAL_TIMEOUT: Duration = Duration::from_secs(15 * 60);
/// How long after the last act a session is kept alive.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// Out of view for this long, or woken this late: the session may be gone.
const LONG_AWAY: Duration = Duration::from_secs(60);
/// No sign of life follows another sooner.
const SHORTEST: Duration = Duration::from_secs(1);

/// What is known of the session's life, and what runs for it.
#[derive(Debug, Default)]
pub(super) struct KeepAlive {
    /// Whether the visitor has the chat in view.
    pub(super) in_view: bool,
    hidden_since: Option<Timestamp>,
    acted: Option<Timestamp>,
    /// When the service last answered.
    pub(super) contact: Option<Timestamp>,
    /// How long the session lives without one, as learned from the service.
    pub(super) timeout: Option<Duration>,
    timer: Option<Timer>,
    call: Option<CallId>,
}

impl KeepAlive {
    /// Notes what an event says about the visitor, and about the service.
    pub(super) fn notice(&mut self, event: &Event, now: Timestamp) {
        match event {
            Event::CallEnded { result, .. } => {
                // Only an answer is a sign of life; that of a Status is not.
                if !matches!(result, Err(_) | Ok(CallAnswer::Status(_))) {
                    self.contact = Some(now);
                }
            }
            Event::DataFetched { .. } | Event::TimerFired(_) | Event::Leave => {}
            Event::Hide => {
                self.in_view = false;
                self.hidden_since.get_or_insert(now);
            }
            _ => self.acted = Some(now),
        }
    }

    /// Takes the service's word for how long the session lives.
    pub(super) fn learn(&mut self, answer: &CallAnswer, now: Timestamp) {
        if let CallAnswer::Status(remaining) = answer
            && !remaining.is_zero()
        {
            let contact = *self.contact.get_or_insert(now);
            self.timeout = Some(remaining.saturating_add(now.since(contact)));
        }
    }

    pub(super) fn is_call(&self, id: CallId) -> bool {
        self.call == Some(id)
    }

    pub(super) fn is_timer(&self, timer: Timer) -> bool {
        self.timer == Some(timer)
    }
}

impl Conversation {
    /// The chat is seen again, after a long time perhaps.
    pub(super) fn come_into_view(&mut self, step: &mut Step) {
        self.keep_alive.in_view = true;
        let hidden = self.keep_alive.hidden_since.take();
        if hidden.is_some_and(|since| step.now.since(since) >= LONG_AWAY) {
            self.resume(step);
        }
    }

    /// Asks for the status before anything is said in a session whose time has run out.
    pub(super) fn resume_if_overdue(&mut self, step: &mut Step) {
        let contact = self.keep_alive.contact;
        if let (Some(contact), Some(timeout)) = (contact, self.session_timeout())
            && step.now.since(contact) >= timeout
        {
            self.resume(step);
        }
    }

    /// After every step: has a timer run exactly while the session is to be kept alive.
    pub(super) fn stay_alive(&mut self, step: &mut Step) {
        let live = match &self.phase {
            Phase::Live { stage, .. } => match stage {
                Stage::Failed(_) => false,
                // A turn is a sign of life by itself, unless it waits for the page.
                Stage::Turn(turn) => {
                    matches!(turn.work, Work::Fetching { .. } | Work::HandingOver { .. })
                }
                _ => true,
            },
            _ => false,
        };
        if !live && let Some(id) = self.keep_alive.call.take() {
            step.effect(Effect::AbandonCall(id));
        }
        let acted = self.keep_alive.acted;
        let wanted = live
            && self.keep_alive.in_view
            && acted.is_some_and(|acted| step.now.since(acted) < PATIENCE);
        match self.keep_alive.timer {
            Some(timer) if !wanted => {
                step.effect(Effect::CancelTimer(timer));
                self.keep_alive.timer = None;
            }
            None if wanted && self.keep_alive.call.is_none() => {
                let left = self.sign_due(step.now).since(step.now).max(SHORTEST);
                self.keep_alive.timer = Some(step.start_timer(TimerKind::KeepAlive, left));
            }
            _ => {}
        }
    }

    /// The timer ran out; turns that were taken meanwhile may have moved the time.
    pub(super) fn keep_alive_due(&mut self, step: &mut Step) {
        self.keep_alive.timer = None;
        let due = self.sign_due(step.now);
        let Phase::Live { session, .. } = &self.phase else {
            return;
        };
        if step.now < due {
            return;
        }
        if step.now.since(due) >= LONG_AWAY {
            self.resume(step);
            return;
        }
        let call = match self.session_timeout() {
            Some(_) => request::keep_alive(session, &self.settings),
            None => request::status(session),
        };
        self.keep_alive.call = Some(step.call(call, self.settings.limits.call));
    }

    /// The service has answered to a sign of life.
    pub(super) fn kept_alive(&mut self, result: Result<CallAnswer, Failure>, step: &mut Step) {
        self.keep_alive.call = None;
        match result {
            Ok(answer) => self.keep_alive.learn(&answer, step.now),
            Err(failure) if failure.code() == GrpcCode::NotFound => {
                self.phase = match std::mem::take(&mut self.phase) {
                    // A turn that is under way will be told the same.
                    Phase::Live { session, stage } if !matches!(stage, Stage::Turn(_)) => {
                        self.expired(session, step);
                        return;
                    }
                    other => other,
                };
            }
            // The next turn will show what is wrong. Until then the service is left alone for a while.
            Err(_) => self.keep_alive.contact = Some(step.now),
        }
        if self.session_timeout().is_none() {
            self.keep_alive.timeout = Some(USUAL_TIMEOUT);
        }
    }

    fn session_timeout(&self) -> Option<Duration> {
        self.keep_alive.timeout.or(self.settings.session_timeout)
    }

    /// When the next sign of life is due.
    fn sign_due(&self, now: Timestamp) -> Timestamp {
        let wait = match self.session_timeout() {
            Some(timeout) => timeout / 4 * 3,
            None => FIRST_LOOK,
        };
        self.keep_alive.contact.unwrap_or(now).after(wait)
    }
}
