//! A call under way, made again by itself when that is safe.
//!
//! It is safe when the request certainly did not leave, when the service refused it for being busy, and when being taken
//! twice does no harm: a Start makes a session that nobody hears of, a turn with an identity gets its first answer again.
//! Anything else could make something happen twice, and is left to the visitor.
//!
//! A call that found no answer within its deadline is not made again, and no pause goes beyond it: the visitor has waited
//! long enough to be told.

use std::time::Duration;

use super::step::Step;
use super::{Call, CallId, Effect, Failure, Timer, TimerKind, Timestamp, TurnId};

/// How long to wait before each further attempt. The driver adds jitter.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// How long two looks whether the network is back, where the browser does not say so.
const LONGEST_PROBE: Duration = Duration::from_secs(30);

/// A call under way, or waiting for its next attempt.
#[derive(Debug)]
pub(super) struct Outgoing {
    stage: Stage,
    /// Attempts that failed so far.
    failed: usize,
    /// How long the visitor is made to wait, all attempts together; time without a network does not count.
    deadline: Duration,
    until: Timestamp,
    turn: Option<TurnId>,
    /// Whether being taken twice does no harm.
    harmless: bool,
}

#[derive(Debug)]
enum Stage {
    Calling(CallId),
    BackingOff(Timer),
    Busy(Timer),
    Offline(Timer),
}

/// What a call waits for that is not under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// The network.
    Network,
    /// A service that has too much to do.
    BusyService,
}

impl Outgoing {
    /// Makes the first attempt at a Start.
    pub(super) fn start(call: Call, deadline: Duration, step: &mut Step) -> Self {
        Self::begin(call, deadline, None, true, step)
    }

    /// Makes the first attempt at a turn.
    pub(super) fn turn(
        call: Call,
        deadline: Duration,
        turn: Option<TurnId>,
        step: &mut Step,
    ) -> Self {
        Self::begin(call, deadline, turn, turn.is_some(), step)
    }

    fn begin(
        call: Call,
        deadline: Duration,
        turn: Option<TurnId>,
        harmless: bool,
        step: &mut Step,
    ) -> Self {
        Self {
            stage: Stage::Calling(step.call_turn(call, deadline, turn)),
            failed: 0,
            deadline,
            until: step.now.after(deadline),
            turn,
            harmless,
        }
    }

    /// Makes the next attempt.
    pub(super) fn repeat(&mut self, call: Call, step: &mut Step) {
        // Time without a network does not count, nor does the sleep of a machine in the middle of a pause.
        if matches!(self.stage, Stage::Offline(_)) || step.now >= self.until {
            self.until = step.now.after(self.deadline);
        }
        let deadline = self.until.since(step.now);
        self.stage = Stage::Calling(step.call_turn(call, deadline, self.turn));
    }

    /// Whether this is the call `id`.
    pub(super) fn is_call(&self, id: CallId) -> bool {
        matches!(self.stage, Stage::Calling(call) if call == id)
    }

    /// Whether the next attempt waits for `timer`.
    pub(super) fn waits_for(&self, timer: Timer) -> bool {
        match self.stage {
            Stage::Calling(_) => false,
            Stage::BackingOff(own) | Stage::Busy(own) | Stage::Offline(own) => own == timer,
        }
    }

    /// What it waits for, if the visitor has to be told.
    pub(super) fn waiting(&self) -> Option<Waiting> {
        match self.stage {
            Stage::Calling(_) | Stage::BackingOff(_) => None,
            Stage::Busy(_) => Some(Waiting::BusyService),
            Stage::Offline(_) => Some(Waiting::Network),
        }
    }

    /// The network is back. Says whether the call waited for it, and is to be made again now.
    pub(super) fn came_online(&mut self, step: &mut Step) -> bool {
        let Stage::Offline(timer) = self.stage else {
            return false;
        };
        step.effect(Effect::CancelTimer(timer));
        self.failed = 0;
        true
    }

    /// An attempt failed. Says whether another one follows, when a timer runs out.
    pub(super) fn backs_off(&mut self, failure: &Failure, online: bool, step: &mut Step) -> bool {
        let again = match failure {
            Failure::Busy { retry_after, .. } => Some(*retry_after),
            _ if failure.never_left() => None,
            _ if self.harmless && failure.may_be_repeated() => None,
            _ => return false,
        };
        if again.is_none() && !online {
            let pause = PAUSES.get(self.failed).copied();
            let pause = pause.map_or(LONGEST_PROBE, |pause| pause.saturating_mul(4));
            self.stage = Stage::Offline(step.start_timer(TimerKind::Backoff, pause));
        } else {
            let Some(least) = PAUSES.get(self.failed).copied() else {
                return false;
            };
            let pause = again.unwrap_or_default().max(least);
            // The driver's jitter may lengthen a pause by half.
            if step.now.after(pause.saturating_mul(2)) >= self.until {
                return false;
            }
            self.stage = match again {
                Some(_) => Stage::Busy(step.start_timer(TimerKind::Busy, pause)),
                None => Stage::BackingOff(step.start_timer(TimerKind::Backoff, pause)),
            };
        }
        self.failed = self.failed.saturating_add(1);
        true
    }

    /// Gives the call up.
    pub(super) fn abandon(&self, step: &mut Step) {
        step.effect(match self.stage {
            Stage::Calling(id) => Effect::AbandonCall(id),
            Stage::BackingOff(timer) | Stage::Busy(timer) | Stage::Offline(timer) => {
                Effect::CancelTimer(timer)
            }
        });
    }
}
