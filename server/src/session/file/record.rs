//! A session as it stands in the file: 8 bytes of version, `L` (live) or `E` (ended), when it expires and until when a
//! turn holds it (milliseconds since 1970, 8 bytes each, big-endian), and the encoded session.

use jiff::Timestamp;

use crate::session::{Entry, Version};

const LIVE: u8 = b'L';
const ENDED: u8 = b'E';

/// What stands before the encoded session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) version: Version,
    pub(super) is_live: bool,
    pub(super) expires_at: Timestamp,
    /// The beginning of time if no turn does.
    pub(super) held_until: Timestamp,
}

impl Header {
    const LENGTH: usize = 25;

    pub(super) fn new(
        version: Version,
        entry: &Entry,
        expires_at: Timestamp,
        held_until: Option<Timestamp>,
    ) -> Header {
        Header {
            version,
            is_live: entry.live().is_some(),
            expires_at: whole_milliseconds(expires_at),
            held_until: held_until.map_or(Timestamp::UNIX_EPOCH, whole_milliseconds),
        }
    }

    /// The record of header and encoded session.
    pub(super) fn record(&self, encoded: &[u8]) -> Vec<u8> {
        let mut record = Vec::with_capacity(Header::LENGTH + encoded.len());
        record.extend_from_slice(&self.version.to_bytes());
        record.push(if self.is_live { LIVE } else { ENDED });
        record.extend_from_slice(&self.expires_at.as_millisecond().to_be_bytes());
        record.extend_from_slice(&self.held_until.as_millisecond().to_be_bytes());
        record.extend_from_slice(encoded);
        record
    }

    /// Header and encoded session of a record; none if it is damaged.
    pub(super) fn read(record: &[u8]) -> Option<(Header, &[u8])> {
        let (version, rest) = record.split_first_chunk::<8>()?;
        let (kind, rest) = rest.split_first()?;
        let (expires_at, rest) = rest.split_first_chunk::<8>()?;
        let (held_until, encoded) = rest.split_first_chunk::<8>()?;
        let header = Header {
            version: Version::from_bytes(*version),
            is_live: match *kind {
                LIVE => true,
                ENDED => false,
                _ => return None,
            },
            expires_at: Timestamp::from_millisecond(i64::from_be_bytes(*expires_at)).ok()?,
            held_until: Timestamp::from_millisecond(i64::from_be_bytes(*held_until)).ok()?,
        };
        Some((header, encoded))
    }
}

fn whole_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written_and_a_damaged_one_is_not() {
        let header = Header {
            version: Version::fresh(),
            is_live: true,
            expires_at: Timestamp::from_millisecond(1_800_000_000_123).unwrap(),
            held_until: Timestamp::UNIX_EPOCH,
        };
        let record = header.record(b"session");
        assert_eq!(Header::read(&record), Some((header, &b"session"[..])));
        for length in 0..Header::LENGTH {
            assert_eq!(Header::read(&record[..length]), None);
        }
    }
}
