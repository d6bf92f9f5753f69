//! When something ends, by a clock.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// The moment `time` after `now`; the end of time if there is none.
pub(super) fn after(now: Timestamp, time: Duration) -> Timestamp {
    SignedDuration::try_from(time)
        .ok()
        .and_then(|time| now.checked_add(time).ok())
        .unwrap_or(Timestamp::MAX)
}

/// The time from `now` until `end`; none left when it is past.
pub(super) fn until(end: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(end.duration_since(now)).unwrap_or_default()
}
