//! A session and a clock for tests of what keeps sessions.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::json;

use super::Session;
use crate::clock::Clock;
use crate::project::ProjectTag;

/// Life of the session.
pub(super) const LIFE: Duration = Duration::from_secs(900);

/// A clock that shows what it is told.
#[derive(Debug)]
pub(super) struct SetClock(Mutex<Timestamp>);

impl SetClock {
    pub(super) fn new() -> Arc<SetClock> {
        Arc::new(SetClock(Mutex::new(Timestamp::UNIX_EPOCH)))
    }

    pub(super) fn advance(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }

    pub(super) fn set_back(&self, time: Duration) {
        *self.0.lock().unwrap() -= time;
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn local(&self) -> DateTime {
        DateTime::default()
    }
}

/// A session of the kiosk in which nothing has happened.
pub(super) fn session() -> Session {
    let state = json!({
        "channel": "Default", "language": "en-US", "waiting": "Kickoff", "variables": {"name": "Miranda"},
        "entities": {}, "recently_filled": [], "intent": null, "frames": [], "routers": {}, "asked": [],
        "attempts": {}, "messages": [], "random": 7
    });
    Session {
        tag: kiosk(),
        project_version: serde_json::from_value(json!("0123456789abcdef")).unwrap(),
        timeout: LIFE,
        suppress_log_user_data: false,
        state: Arc::new(serde_json::from_value(state).unwrap()),
        last_answer: None,
    }
}

pub(super) fn kiosk() -> ProjectTag {
    ProjectTag::parse("kiosk").unwrap()
}
