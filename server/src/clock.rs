//! Time, passed in so that tests need not wait for it.

use std::fmt::Debug;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Tells the time.
pub trait Clock: Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Now, on the wall: what dialogs mean by "tomorrow".
    fn local(&self) -> DateTime;
}

/// The machine's clock and time zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn local(&self) -> DateTime {
        self.now().to_zoned(TimeZone::system()).datetime()
    }
}
