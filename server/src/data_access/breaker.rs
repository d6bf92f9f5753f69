//! Circuit breaker: leaves a backend alone that failed again and again, and tries it with one fetch after a while.
//!
//! A pure state machine; [`Breakers`](super::breakers::Breakers) keeps one for each host. The crates for this (recloser,
//! failsafe) open by a rate of errors over a window, probe with several calls and read the clock themselves; what is
//! asked for here are failures in a row, one probe, and calls that may be dropped half-way.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// When a breaker opens, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Failures in a row that open it. Default 5.
    pub failures: NonZeroU32,
    /// How long the backend is left alone then. Default 30 s.
    pub pause: Duration,
}

/// State of a breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaker {
    /// Fetches are made; so many failed in a row.
    Closed { failures: u32 },
    /// No fetch is made until then.
    Open { until: Instant },
    /// One fetch tries whether the backend is back.
    HalfOpen,
}

/// What a fetch is to the breaker that let it through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    Ordinary,
    Probe,
}

/// How a fetch ended, as far as the backend's health is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The backend answered, whatever it said.
    Answered,
    /// No connection, no answer in time, or an error of its own (5xx).
    Failed,
    /// Nothing was learnt: refused before it was sent, or dropped by the caller.
    Unknown,
}

/// What happens to a breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A fetch asks to be made.
    Asked,
    /// A fetch that was let through has ended.
    Ended(Pass, Ending),
}

impl Default for Breaker {
    fn default() -> Breaker {
        Breaker::Closed { failures: 0 }
    }
}

impl Breaker {
    /// The state after `event`, and the pass for a fetch that asked and may be made.
    pub(super) fn step(
        self,
        event: Event,
        now: Instant,
        settings: BreakerSettings,
    ) -> (Breaker, Option<Pass>) {
        let opened = Breaker::Open {
            until: now + settings.pause,
        };
        let next = match (self, event) {
            (Breaker::Closed { .. }, Event::Asked) => return (self, Some(Pass::Ordinary)),
            (Breaker::Open { until }, Event::Asked) if now >= until => {
                return (Breaker::HalfOpen, Some(Pass::Probe));
            }
            (Breaker::Closed { .. }, Event::Ended(_, Ending::Answered)) => Breaker::default(),
            (Breaker::Closed { failures }, Event::Ended(_, Ending::Failed)) => {
                let failures = failures.saturating_add(1);
                if failures >= settings.failures.get() {
                    opened
                } else {
                    Breaker::Closed { failures }
                }
            }
            (Breaker::HalfOpen, Event::Ended(Pass::Probe, ending)) => match ending {
                Ending::Answered => Breaker::default(),
                Ending::Failed => opened,
                // The next fetch is the probe.
                Ending::Unknown => Breaker::Open { until: now },
            },
            // Fetches that were under way when the breaker opened tell of the time before.
            (Breaker::Open { .. } | Breaker::HalfOpen, Event::Asked | Event::Ended(..))
            | (Breaker::Closed { .. }, Event::Ended(_, Ending::Unknown)) => self,
        };
        (next, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(30);
    const FAILED: Event = Event::Ended(Pass::Ordinary, Ending::Failed);
    const ANSWERED: Event = Event::Ended(Pass::Ordinary, Ending::Answered);

    struct Tested {
        breaker: Breaker,
        now: Instant,
    }

    impl Tested {
        fn new() -> Tested {
            Tested {
                breaker: Breaker::default(),
                now: Instant::now(),
            }
        }

        fn opened() -> Tested {
            let mut tested = Tested::new();
            for _ in 0..3 {
                tested.step(FAILED);
            }
            tested
        }

        fn step(&mut self, event: Event) -> Option<Pass> {
            let settings = BreakerSettings {
                failures: NonZeroU32::new(3).unwrap(),
                pause: PAUSE,
            };
            let (next, pass) = self.breaker.step(event, self.now, settings);
            self.breaker = next;
            pass
        }
    }

    #[test]
    fn failures_in_a_row_open_it() {
        let mut tested = Tested::new();
        for _ in 0..3 {
            assert_eq!(tested.step(Event::Asked), Some(Pass::Ordinary));
            tested.step(FAILED);
        }
        assert_eq!(tested.step(Event::Asked), None);
    }

    #[test]
    fn an_answer_between_failures_begins_the_count_anew() {
        let mut tested = Tested::new();
        for event in [FAILED, FAILED, ANSWERED, FAILED, FAILED] {
            tested.step(event);
        }
        assert_eq!(tested.step(Event::Asked), Some(Pass::Ordinary));
    }

    #[test]
    fn a_fetch_that_tells_nothing_changes_nothing() {
        let mut tested = Tested::new();
        tested.step(FAILED);
        let before = tested.breaker;
        tested.step(Event::Ended(Pass::Ordinary, Ending::Unknown));
        assert_eq!(tested.breaker, before);
    }

    #[test]
    fn one_probe_is_let_through_after_the_pause() {
        let mut tested = Tested::opened();
        tested.now += PAUSE - Duration::from_millis(1);
        assert_eq!(tested.step(Event::Asked), None);
        tested.now += Duration::from_millis(1);
        assert_eq!(tested.step(Event::Asked), Some(Pass::Probe));
        assert_eq!(tested.step(Event::Asked), None);
    }

    #[test]
    fn a_probe_that_is_answered_closes_it() {
        let mut tested = Tested::opened();
        tested.now += PAUSE;
        tested.step(Event::Asked);
        tested.step(Event::Ended(Pass::Probe, Ending::Answered));
        assert_eq!(tested.breaker, Breaker::default());
    }

    #[test]
    fn a_probe_that_fails_opens_it_for_another_pause() {
        let mut tested = Tested::opened();
        tested.now += PAUSE;
        tested.step(Event::Asked);
        tested.step(Event::Ended(Pass::Probe, Ending::Failed));
        assert_eq!(tested.step(Event::Asked), None);
        tested.now += PAUSE;
        assert_eq!(tested.step(Event::Asked), Some(Pass::Probe));
    }

    #[test]
    fn a_probe_that_is_dropped_makes_room_for_the_next() {
        let mut tested = Tested::opened();
        tested.now += PAUSE;
        tested.step(Event::Asked);
        tested.step(Event::Ended(Pass::Probe, Ending::Unknown));
        assert_eq!(tested.step(Event::Asked), Some(Pass::Probe));
    }

    #[test]
    fn fetches_from_before_it_opened_neither_close_it_nor_prolong_the_pause() {
        let mut tested = Tested::opened();
        let before = tested.breaker;
        tested.now += Duration::from_secs(1);
        for event in [ANSWERED, FAILED] {
            tested.step(event);
            assert_eq!(tested.breaker, before);
        }
        tested.now += PAUSE;
        tested.step(Event::Asked);
        for event in [ANSWERED, FAILED] {
            tested.step(event);
            assert_eq!(tested.breaker, Breaker::HalfOpen);
        }
    }
}
