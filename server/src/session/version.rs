//! Names of what a session was at one time.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

/// Names one content of a session, and no other: neither another change of the session, on this machine or another,
/// nor a later session with the same id. Whoever does not know whether a change arrived can therefore look for its
/// version, or make the change again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version(u64);

/// Every process counts from a place of its own. That the counts of two of them meet in one session, of some 2⁶⁴
/// places, does not happen in practice.
static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| {
    AtomicU64::new(Uuid::new_v4().as_u64_pair().1 ^ Uuid::new_v4().as_u64_pair().0)
});

impl Version {
    /// A version that nothing else has.
    pub fn fresh() -> Version {
        Version(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// As stores write it down.
    pub(super) fn to_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }

    /// As stores wrote it down.
    pub(super) fn from_bytes(bytes: [u8; 8]) -> Version {
        Version(u64::from_be_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_versions_are_the_same() {
        assert_ne!(Version::fresh(), Version::fresh());
    }

    #[test]
    fn a_version_survives_being_written_down() {
        let version = Version::fresh();
        assert_eq!(Version::from_bytes(version.to_bytes()), version);
    }
}
