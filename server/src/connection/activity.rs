//! What happens on one connection, and since when nothing does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use http::Version;
use tokio::time::Instant;

use crate::config::ServerLimits;

/// No time: what is asked about is not going on.
const NEVER: u64 = u64::MAX;

/// What happens on one connection. Times are milliseconds since it was opened. The numbers are read one by one without
/// order between them: a verdict that is late by one look does no harm.
#[derive(Debug)]
pub(super) struct Activity {
    opened: Instant,
    calls: AtomicUsize,
    idle_since: AtomicU64,
    /// Since when the head of a request is awaited; from the opening on for the first one.
    head_since: AtomicU64,
    is_http2: AtomicBool,
    /// Answers that have more to give than the client has taken.
    untaken: AtomicUsize,
    taken_at: AtomicU64,
}

/// What to do about a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Look again after this time.
    Fine(Duration),
    /// No call for `idle_timeout`: say goodbye.
    Idle,
    /// The head of a request did not come within `header_timeout`: cut it.
    SlowHead,
    /// The client took nothing of an answer for `write_timeout`: cut it.
    SlowReader,
}

impl Activity {
    pub(super) fn opened_now() -> Activity {
        Activity {
            opened: Instant::now(),
            calls: AtomicUsize::new(0),
            idle_since: AtomicU64::new(0),
            head_since: AtomicU64::new(0),
            is_http2: AtomicBool::new(false),
            untaken: AtomicUsize::new(0),
            taken_at: AtomicU64::new(0),
        }
    }

    /// The time on this connection's clock.
    pub(super) fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(NEVER - 1)
    }

    /// The socket gave the first bytes. An HTTP/2 connection has no head of its own to wait for.
    pub(super) fn first_bytes(&self, bytes: &[u8]) {
        if bytes.starts_with(b"PRI") {
            self.is_http2.store(true, Ordering::Relaxed);
            self.head_since.store(NEVER, Ordering::Relaxed);
        }
    }

    /// The socket gave bytes. Between the calls of an HTTP/1.1 connection they begin the head of the next request.
    pub(super) fn bytes_read(&self) {
        self.bytes_read_at(|| self.now());
    }

    fn bytes_read_at(&self, now: impl FnOnce() -> u64) {
        if self.calls.load(Ordering::Relaxed) == 0
            && self.head_since.load(Ordering::Relaxed) == NEVER
            && !self.is_http2.load(Ordering::Relaxed)
        {
            self.head_since.store(now(), Ordering::Relaxed);
        }
    }

    /// What to do about the connection at a time on its clock.
    pub(super) fn verdict(&self, now: u64, limits: &ServerLimits) -> Verdict {
        let since = |time: &AtomicU64| {
            Duration::from_millis(now.saturating_sub(time.load(Ordering::Relaxed)))
        };
        if self.untaken.load(Ordering::Relaxed) > 0 && since(&self.taken_at) >= limits.write_timeout
        {
            return Verdict::SlowReader;
        }
        let soon = look_interval(limits);
        if self.calls.load(Ordering::Relaxed) > 0 {
            return Verdict::Fine(soon);
        }
        if self.head_since.load(Ordering::Relaxed) != NEVER {
            let waited = since(&self.head_since);
            if waited >= limits.header_timeout {
                return Verdict::SlowHead;
            }
            return Verdict::Fine(limits.header_timeout.saturating_sub(waited).min(soon));
        }
        let idle = since(&self.idle_since);
        if idle >= limits.idle_timeout {
            return Verdict::Idle;
        }
        Verdict::Fine(limits.idle_timeout.saturating_sub(idle).min(soon))
    }
}

/// After which time something that was not going on at one look can be over its time at the next.
pub(super) fn look_interval(limits: &ServerLimits) -> Duration {
    limits
        .header_timeout
        .min(limits.idle_timeout)
        .min(limits.write_timeout)
}

/// A call on a connection, from its head to the end of its answer.
#[derive(Debug)]
pub(super) struct OngoingCall {
    activity: Arc<Activity>,
    untaken: bool,
}

impl OngoingCall {
    pub(super) fn begin(activity: &Arc<Activity>, version: Version) -> OngoingCall {
        if version == Version::HTTP_2 {
            activity.is_http2.store(true, Ordering::Relaxed);
        }
        activity.calls.fetch_add(1, Ordering::Relaxed);
        activity.head_since.store(NEVER, Ordering::Relaxed);
        OngoingCall {
            activity: Arc::clone(activity),
            untaken: false,
        }
    }

    /// The client can take something: the head of the answer, or a part of its body.
    pub(super) fn offers(&mut self) {
        self.activity
            .taken_at
            .store(self.activity.now(), Ordering::Relaxed);
        if !self.untaken {
            self.untaken = true;
            self.activity.untaken.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The client has everything that there is so far.
    pub(super) fn has_nothing_to_offer(&mut self) {
        if self.untaken {
            self.untaken = false;
            self.activity.untaken.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Drop for OngoingCall {
    fn drop(&mut self) {
        self.has_nothing_to_offer();
        // Before the count: a look between the two must not see an old time.
        self.activity
            .idle_since
            .store(self.activity.now(), Ordering::Relaxed);
        self.activity.calls.fetch_sub(1, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn limits() -> ServerLimits {
        let text = "[server.limits]\nheader_timeout = 10\nidle_timeout = 300\nwrite_timeout = 30";
        Config::parse(text, Path::new("")).unwrap().limits
    }

    /// The verdict so many seconds after the connection was opened; calls of these tests are all at its beginning.
    fn verdict(activity: &Activity, seconds: u64) -> Verdict {
        activity.verdict(seconds * 1000, &limits())
    }

    fn is_fine(activity: &Activity, seconds: u64) -> bool {
        matches!(verdict(activity, seconds), Verdict::Fine(_))
    }

    #[test]
    fn the_first_head_has_to_come_in_time() {
        let activity = Activity::opened_now();
        assert!(is_fine(&activity, 9));
        activity.first_bytes(b"GET / ");
        activity.bytes_read_at(|| 9000);
        assert_eq!(verdict(&activity, 10), Verdict::SlowHead);
    }

    #[test]
    fn a_head_begun_after_a_pause_has_its_time_from_its_first_byte() {
        let activity = Arc::new(Activity::opened_now());
        drop(OngoingCall::begin(&activity, Version::HTTP_11));
        assert!(is_fine(&activity, 200));
        activity.bytes_read_at(|| 200_000);
        activity.bytes_read_at(|| 205_000);
        assert!(is_fine(&activity, 209));
        assert_eq!(verdict(&activity, 210), Verdict::SlowHead);
    }

    #[test]
    fn an_http2_connection_without_a_call_is_idle_and_no_slow_head() {
        let activity = Activity::opened_now();
        activity.first_bytes(b"PRI * HTTP/2.0");
        activity.bytes_read();
        assert!(is_fine(&activity, 299));
        assert_eq!(verdict(&activity, 300), Verdict::Idle);
    }

    #[test]
    fn a_running_call_keeps_a_connection() {
        let activity = Arc::new(Activity::opened_now());
        let call = OngoingCall::begin(&activity, Version::HTTP_11);
        assert!(is_fine(&activity, 1000));
        drop(call);
        assert_eq!(verdict(&activity, 1000), Verdict::Idle);
    }

    #[test]
    fn an_answer_that_nobody_takes_is_a_slow_reader_and_a_silent_stream_is_not() {
        let activity = Arc::new(Activity::opened_now());
        let mut call = OngoingCall::begin(&activity, Version::HTTP_11);
        call.offers();
        assert!(is_fine(&activity, 29));
        assert_eq!(verdict(&activity, 31), Verdict::SlowReader);
        call.has_nothing_to_offer();
        assert!(is_fine(&activity, 1000));
    }
}
