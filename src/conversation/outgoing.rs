//! A call under way, made again by itself when that is safe.

use std::time::Duration;

use super::step::Step;
use super::{Call, CallId, Effect, Failure, Timer, TimerKind};

/// How long to wait before each further attempt. The driver adds jitter.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// A call under way, or waiting for its next attempt.
#[derive(Debug)]
pub(super) struct Outgoing {
    stage: Stage,
    /// Attempts that failed so far.
    failed: usize,
}

#[derive(Debug)]
enum Stage {
    Calling(CallId),
    BackingOff(Timer),
}

impl Outgoing {
    /// Makes the first attempt.
    pub(super) fn begin(call: Call, deadline: Duration, step: &mut Step) -> Self {
        Self {
            stage: Stage::Calling(step.call(call, deadline)),
            failed: 0,
        }
    }

    /// Makes the next attempt.
    pub(super) fn repeat(&mut self, call: Call, deadline: Duration, step: &mut Step) {
        self.stage = Stage::Calling(step.call(call, deadline));
    }

    /// Whether this is the call `id`.
    pub(super) fn is_call(&self, id: CallId) -> bool {
        matches!(self.stage, Stage::Calling(call) if call == id)
    }

    /// Whether the next attempt waits for `timer`.
    pub(super) fn waits_for(&self, timer: Timer) -> bool {
        matches!(self.stage, Stage::BackingOff(own) if own == timer)
    }

    /// An attempt failed. Says whether another one follows, when a timer runs out.
    ///
    /// Only a request that certainly did not leave is sent again unasked: any other could make something happen twice.
    pub(super) fn backs_off(&mut self, failure: &Failure, step: &mut Step) -> bool {
        let pause = PAUSES
            .get(self.failed)
            .filter(|_| failure.is_safe_to_repeat());
        if let Some(pause) = pause {
            self.failed = self.failed.saturating_add(1);
            self.stage = Stage::BackingOff(step.start_timer(TimerKind::Backoff, *pause));
        }
        pause.is_some()
    }

    /// Gives the call up.
    pub(super) fn abandon(&self, step: &mut Step) {
        step.effect(match self.stage {
            Stage::Calling(id) => Effect::AbandonCall(id),
            Stage::BackingOff(timer) => Effect::CancelTimer(timer),
        });
    }
}
