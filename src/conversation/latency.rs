//! The latency rule: when a latency message appears, and how long an answer has to wait for it.
//!
//! A latency message appears `delay` after its action arrived, not at all if the answer came first. Once in view it stays
//! alone for at least `minimum`: until then nothing of the answer is shown, be it a reply or a failure. The answer's
//! *work* does not wait. A reply that wants data has it fetched at once; only what it shows is held back.

use super::step::Step;
use super::{Effect, LatencySettings, Message, Timer, TimerKind, Timestamp};

/// Where a turn stands with its latency message.
#[derive(Debug, Default)]
pub(super) enum Latency {
    /// No message is due or to be waited for.
    #[default]
    Quiet,
    /// The message appears when the timer runs out.
    Due {
        timer: Timer,
        message: Message,
        settings: LatencySettings,
    },
    /// The message is in view; the timer ends its minimum, at `until`.
    InView { timer: Timer, until: Timestamp },
}

/// What a timer that ran out means for the latency message.
#[derive(Debug, PartialEq)]
pub(super) enum Elapsed {
    /// It was not the timer of the rule.
    Unrelated,
    /// The message is to be shown now.
    Show(Message),
    /// Answers may be shown again.
    Release,
}

impl Latency {
    /// An action with a latency message arrived at `arrived` and still waits for its answer.
    ///
    /// Returns the message if it is to be shown at once.
    pub(super) fn begin(
        &mut self,
        message: Option<Message>,
        settings: LatencySettings,
        arrived: Timestamp,
        step: &mut Step,
    ) -> Option<Message> {
        let message = message.filter(|message| !message.is_silent())?;
        let left = settings.delay.saturating_sub(step.now.since(arrived));
        if left.is_zero() {
            self.enter_view(settings, step);
            return Some(message);
        }
        let timer = step.start_timer(TimerKind::LatencyDelay, left);
        *self = Self::Due {
            timer,
            message,
            settings,
        };
        None
    }

    /// A timer ran out.
    pub(super) fn elapsed(&mut self, fired: Timer, step: &mut Step) -> Elapsed {
        match std::mem::take(self) {
            Self::Due {
                timer,
                message,
                settings,
            } if timer == fired => {
                self.enter_view(settings, step);
                Elapsed::Show(message)
            }
            Self::InView { timer, .. } if timer == fired => Elapsed::Release,
            other => {
                *self = other;
                Elapsed::Unrelated
            }
        }
    }

    /// An answer arrived. Says whether it may be shown; if not, [`Elapsed::Release`] follows.
    pub(super) fn answered(&mut self, step: &mut Step) -> bool {
        // Browsers slow timers down in hidden tabs, so the minimum may be over before its timer says so.
        let held = matches!(self, Self::InView { until, .. } if step.now < *until);
        if !held {
            self.cancel(step);
        }
        !held
    }

    /// The turn is given up.
    pub(super) fn cancel(&mut self, step: &mut Step) {
        match std::mem::take(self) {
            Self::Quiet => {}
            Self::Due { timer, .. } | Self::InView { timer, .. } => {
                step.effect(Effect::CancelTimer(timer))
            }
        }
    }

    fn enter_view(&mut self, settings: LatencySettings, step: &mut Step) {
        *self = if settings.minimum.is_zero() {
            Self::Quiet
        } else {
            let timer = step.start_timer(TimerKind::LatencyMinimum, settings.minimum);
            Self::InView {
                timer,
                until: step.now.after(settings.minimum),
            }
        };
    }
}
