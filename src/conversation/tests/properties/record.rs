//! What was said, sent and shown, for rules that reach over several steps.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::conversation::{
    Author, EntryKind, EntrySnapshot, Failure, GrpcCode, HostEvent, RequestLeft, Timestamp, TurnId,
};

/// The way of one text of the visitor's.
#[derive(Debug, Default)]
struct Text {
    attempts: u32,
    turn: Option<TurnId>,
    last_failure: Option<Failure>,
    arrived: bool,
    /// Whether the visitor asked for another attempt since the last one.
    wanted: bool,
}

/// A latency message that is due.
#[derive(Debug)]
struct Due {
    text: String,
    arrived: Timestamp,
    delay: Duration,
    minimum: Duration,
    /// When the next answer of the turn came.
    answered: Option<Timestamp>,
    shown: Option<Timestamp>,
}

#[derive(Debug, Default)]
pub(super) struct Record {
    texts: BTreeMap<usize, Text>,
    /// The last text that was sent for the first time.
    last_sent: Option<usize>,
    due: Vec<Due>,
    /// What was typed into masked questions.
    pub(super) secrets: BTreeSet<String>,
}

/// The number at the end of a text such as `say-7`.
fn number(text: &str) -> Option<usize> {
    text.strip_prefix("say-")?.parse().ok()
}

/// Whether a turn may go out again after this without the visitor's asking.
fn is_safe_unasked(failure: &Failure, is_named: bool) -> bool {
    match failure {
        Failure::Unreachable {
            left: RequestLeft::No,
        }
        | Failure::NoToken {
            unreachable: true, ..
        }
        | Failure::Busy { .. } => true,
        Failure::Unreachable { .. } | Failure::Cut => is_named,
        Failure::Status { code, .. } => is_named && *code == GrpcCode::Aborted,
        _ => false,
    }
}

impl Record {
    /// A text leaves for the service.
    pub(super) fn sent(&mut self, text: &str, turn: Option<TurnId>) {
        let Some(number) = number(text) else { return };
        let way = self.texts.entry(number).or_default();
        assert!(!way.arrived, "{text} is sent after it arrived");
        if way.attempts == 0 {
            assert!(self.last_sent < Some(number), "{text} overtakes another");
            self.last_sent = Some(number);
            way.turn = turn;
        } else {
            let failure = way.last_failure.as_ref();
            let safe = failure.is_some_and(|failure| is_safe_unasked(failure, turn.is_some()));
            assert!(
                way.wanted || safe,
                "{text} is sent again unasked after {failure:?}"
            );
            if way.turn.is_some() {
                assert_eq!(way.turn, turn, "{text} changed its turn");
            }
        }
        way.attempts += 1;
        way.wanted = false;
        way.last_failure = None;
    }

    pub(super) fn arrived(&mut self, text: &str) {
        if let Some(way) = number(text).and_then(|number| self.texts.get_mut(&number)) {
            way.arrived = true;
        }
    }

    pub(super) fn failed(&mut self, text: &str, failure: &Failure) {
        if let Some(way) = number(text).and_then(|number| self.texts.get_mut(&number)) {
            way.last_failure = Some(failure.clone());
        }
    }

    /// The visitor wants to try again.
    pub(super) fn wanted_again(&mut self) {
        self.texts.values_mut().for_each(|way| way.wanted = true);
    }

    pub(super) fn has_arrived(&self, text: &str) -> bool {
        number(text)
            .and_then(|number| self.texts.get(&number))
            .is_some_and(|way| way.arrived)
    }

    // === the latency rule ===

    /// An answer that may have a latency message of its own came to the turn that runs.
    pub(super) fn answered(&mut self, now: Timestamp, number: usize, latency: Option<(u64, u64)>) {
        self.turn_answered(now);
        if let Some((delay, minimum)) = latency {
            self.due.push(Due {
                text: ["latency-", &number.to_string()].concat(),
                arrived: now,
                delay: Duration::from_millis(delay),
                minimum: Duration::from_millis(minimum),
                answered: None,
                shown: None,
            });
        }
    }

    /// The turn got an answer, or failed for good.
    pub(super) fn turn_answered(&mut self, now: Timestamp) {
        for due in &mut self.due {
            due.answered.get_or_insert(now);
        }
    }

    /// Whether a latency message of the turn is due or in view.
    pub(super) fn is_due(&self) -> bool {
        self.due.last().is_some_and(|due| due.answered.is_none())
    }

    /// What seemed to be an answer was none: another attempt follows.
    pub(super) fn turn_goes_on(&mut self) {
        if let Some(due) = self.due.last_mut() {
            due.answered = None;
        }
    }

    /// The turn is given up: nothing is owed any more.
    pub(super) fn forget_turn(&mut self) {
        self.due.clear();
    }

    /// The page is told something, and the visitor with it.
    pub(super) fn told(&mut self, event: &HostEvent, now: Timestamp) {
        match event {
            HostEvent::Message(entry) if entry.kind == EntryKind::Latency => {
                self.latency_shown(entry, now);
            }
            HostEvent::Message(entry) if entry.from == Author::User => {}
            HostEvent::Message(entry) if entry.kind == EntryKind::Divider => {}
            // Sessions begin and end whatever is shown.
            HostEvent::Session { .. } => {}
            _ => {
                for due in &self.due {
                    let over = due
                        .shown
                        .is_none_or(|shown| now.since(shown) >= due.minimum);
                    assert!(over, "{} gave way too early to {event:?}", due.text);
                }
            }
        }
    }

    fn latency_shown(&mut self, entry: &EntrySnapshot, now: Timestamp) {
        let before = self.due.iter().filter(|due| due.text != entry.text);
        for due in before {
            let over = due
                .shown
                .is_none_or(|shown| now.since(shown) >= due.minimum);
            assert!(over, "{} gave way too early to {}", due.text, entry.text);
        }
        let Some(due) = self.due.iter_mut().find(|due| due.text == entry.text) else {
            panic!("{} was not due", entry.text);
        };
        assert!(now.since(due.arrived) >= due.delay, "{} is early", due.text);
        assert_eq!(due.answered, None, "{} comes after its answer", due.text);
        assert_eq!(due.shown, None, "{} comes twice", due.text);
        due.shown = Some(now);
    }

    /// Every latency message that should be in view by now is, where no timer slept.
    pub(super) fn check_due(&self, now: Timestamp) {
        let mut free = None::<Timestamp>;
        for due in &self.due {
            let begins = due
                .arrived
                .after(due.delay)
                .max(free.unwrap_or(due.arrived));
            if due.answered.is_none() && now >= begins {
                assert!(due.shown.is_some(), "{} is late", due.text);
            }
            if let Some(shown) = due.shown {
                free = free.max(Some(shown.after(due.minimum)));
            }
        }
    }
}
