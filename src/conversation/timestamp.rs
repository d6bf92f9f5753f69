//! Points in time, as the driver reads them off its clock.

use std::time::Duration;

use serde::{Serialize, Serializer};

/// A point in time, counted from the Unix epoch. In JSON: whole milliseconds, as `Date.now()` counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(Duration);

impl Timestamp {
    /// The time that is `since_epoch` after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_epoch(since_epoch: Duration) -> Self {
        Self(since_epoch)
    }

    /// How long after the Unix epoch this is.
    #[must_use]
    pub const fn since_epoch(self) -> Duration {
        self.0
    }

    /// The time that has passed since `earlier`; zero when `earlier` is later, as after a clock was set back.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// The time `duration` after this one.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A double, because JavaScript would see a 64-bit integer as a BigInt.
        serializer.serialize_f64((self.0.as_secs_f64() * 1000.0).floor())
    }
}
