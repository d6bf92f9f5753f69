//! Which sessions of the file expire next, so that finding them takes no walk over the file.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::record::Header;
use crate::session::SessionId;

/// Every session of the file by the time it expires.
#[derive(Debug, Default)]
pub(super) struct Expiries {
    live: BTreeSet<(Timestamp, SessionId)>,
    ended: BTreeSet<(Timestamp, SessionId)>,
}

impl Expiries {
    pub(super) fn insert(&mut self, id: &SessionId, header: &Header) {
        self.side(header).insert((header.expires_at, id.clone()));
    }

    pub(super) fn remove(&mut self, id: &SessionId, header: &Header) {
        self.side(header).remove(&(header.expires_at, id.clone()));
    }

    /// Takes out a session that has expired.
    pub(super) fn pop_expired(&mut self, now: Timestamp) -> Option<SessionId> {
        [&mut self.live, &mut self.ended]
            .into_iter()
            .find_map(|side| {
                side.first()
                    .is_some_and(|(expires_at, _)| *expires_at <= now)
                    .then(|| side.pop_first())
                    .flatten()
            })
            .map(|(_, id)| id)
    }

    /// Takes out the ended session that is next to expire.
    pub(super) fn pop_ended(&mut self) -> Option<SessionId> {
        self.ended.pop_first().map(|(_, id)| id)
    }

    pub(super) fn len(&self) -> usize {
        self.live.len() + self.ended.len()
    }

    fn side(&mut self, header: &Header) -> &mut BTreeSet<(Timestamp, SessionId)> {
        if header.is_live {
            &mut self.live
        } else {
            &mut self.ended
        }
    }
}
