//! Sessions in memory, with a hard cap.
//!
//! Sessions are spread over many small maps with a lock each, so that calls of different sessions rarely wait for one
//! another. What a session is, is shared and not copied: a lock is held for the time of a look-up.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::expiry::{after, until};
use super::{Change, Entry, Session, SessionId, SessionStore, StoreError, Stored, Version};
use crate::clock::Clock;

/// Number of maps: many more than threads.
const SHARDS: usize = 64;

/// How often a Start also looks for sessions that have expired unnoticed. A walk is too much for every Start, and an
/// expired session only costs memory.
const SWEEP_INTERVAL: SignedDuration = SignedDuration::from_secs(30);

/// How often a Start that finds the store full walks over all sessions. Without it, refusing would be the most
/// expensive thing that the store does, just when there is most to do.
const FULL_SWEEP_INTERVAL: SignedDuration = SignedDuration::from_secs(1);

/// Keeps sessions in memory; they are lost when the process ends.
#[derive(Debug)]
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    max_sessions: usize,
    /// Sessions in all shards, and those that are about to be put in.
    count: AtomicUsize,
    hasher: RandomState,
    shards: Vec<Mutex<Shard>>,
    /// When a Start last found the store full and walked over all sessions.
    full_sweep: Mutex<Timestamp>,
}

#[derive(Debug)]
struct Shard {
    by_id: HashMap<SessionId, Slot>,
    swept_at: Timestamp,
}

#[derive(Debug)]
struct Slot {
    entry: Entry,
    version: Version,
    expires_at: Timestamp,
    held_until: Option<Timestamp>,
}

impl MemoryStore {
    /// An empty store for at most `max_sessions`.
    pub fn new(clock: Arc<dyn Clock>, max_sessions: usize) -> MemoryStore {
        let now = clock.now();
        let shard = || {
            Mutex::new(Shard {
                by_id: HashMap::new(),
                swept_at: now,
            })
        };
        MemoryStore {
            clock,
            max_sessions,
            count: AtomicUsize::new(0),
            hasher: RandomState::new(),
            shards: std::iter::repeat_with(shard).take(SHARDS).collect(),
            full_sweep: Mutex::new(Timestamp::MIN),
        }
    }

    fn shard(&self, id: &SessionId) -> Result<MutexGuard<'_, Shard>, StoreError> {
        let hash = usize::try_from(self.hasher.hash_one(id) % SHARDS as u64).unwrap_or_default();
        // There is a shard for every number below SHARDS.
        self.shards
            .get(hash)
            .map(lock)
            .ok_or(StoreError::Unavailable)
    }

    /// Room for one more session.
    fn reserve(&self, now: Timestamp) -> Result<(), StoreError> {
        if self.try_reserve() {
            return Ok(());
        }
        let mut swept_at = lock(&self.full_sweep);
        if is_due(now, *swept_at, FULL_SWEEP_INTERVAL) {
            *swept_at = now;
            for shard in &self.shards {
                // Ended sessions make way for new ones.
                let removed = lock(shard).sweep(now, |slot| slot.entry.live().is_some());
                self.release(removed);
            }
        }
        if self.try_reserve() {
            Ok(())
        } else {
            Err(StoreError::Full)
        }
    }

    fn try_reserve(&self) -> bool {
        let one_more = |count| (count < self.max_sessions).then_some(count + 1);
        self.count
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more)
            .is_ok()
    }

    fn release(&self, sessions: usize) {
        self.count.fetch_sub(sessions, Ordering::Relaxed);
    }
}

/// Whether something is to be done again that was last done at `before`; at once when the clock was set back.
fn is_due(now: Timestamp, before: Timestamp, interval: SignedDuration) -> bool {
    now < before || now.duration_since(before) >= interval
}

/// No code that can panic runs under a lock, so what a poisoned one guards is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shard {
    fn live(&mut self, id: &SessionId, now: Timestamp) -> Result<&mut Slot, StoreError> {
        self.by_id
            .get_mut(id)
            .filter(|slot| slot.expires_at > now)
            .ok_or(StoreError::NotFound)
    }

    /// Removes what has expired or is not worth keeping; says how much that was.
    fn sweep(&mut self, now: Timestamp, is_kept: impl Fn(&Slot) -> bool) -> usize {
        let before = self.by_id.len();
        self.by_id
            .retain(|_, slot| slot.expires_at > now && is_kept(slot));
        self.swept_at = now;
        before - self.by_id.len()
    }
}

#[tonic::async_trait]
impl SessionStore for MemoryStore {
    async fn create(
        &self,
        id: &SessionId,
        session: Arc<Session>,
        life: Duration,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.reserve(now)?;
        let mut shard = self.shard(id)?;
        if is_due(now, shard.swept_at, SWEEP_INTERVAL) {
            self.release(shard.sweep(now, |_| true));
        }
        if shard
            .live(id, now)
            .is_ok_and(|slot| slot.entry.live().is_some())
        {
            self.release(1);
            return Err(StoreError::Taken);
        }
        let slot = Slot {
            entry: Entry::Live(session),
            version: Version::fresh(),
            expires_at: after(now, life),
            held_until: None,
        };
        if shard.by_id.insert(id.clone(), slot).is_some() {
            self.release(1);
        }
        Ok(())
    }

    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError> {
        let now = self.clock.now();
        let mut shard = self.shard(id)?;
        let slot = shard.live(id, now)?;
        Ok(Stored {
            entry: slot.entry.clone(),
            version: slot.version,
            remaining: until(slot.expires_at, now),
            is_held: slot.held_until.is_some_and(|until| until > now),
        })
    }

    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        change: Change,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let slot = Slot {
            entry: change.entry,
            version: change.version,
            expires_at: after(now, change.life),
            held_until: change.held.map(|held| after(now, held)),
        };
        // What was there is dropped after the lock.
        let _before = {
            let mut shard = self.shard(id)?;
            let kept = shard.live(id, now)?;
            if kept.version == slot.version {
                return Ok(());
            }
            if kept.version != expected {
                return Err(StoreError::Conflict);
            }
            std::mem::replace(kept, slot)
        };
        Ok(())
    }

    async fn remove(&self, id: &SessionId, expected: Option<Version>) -> Result<(), StoreError> {
        let now = self.clock.now();
        let _before = {
            let mut shard = self.shard(id)?;
            let slot = shard.live(id, now)?;
            if slot.entry.live().is_none() {
                return Err(StoreError::NotFound);
            }
            if expected.is_some_and(|expected| expected != slot.version) {
                return Err(StoreError::Conflict);
            }
            shard.by_id.remove(id)
        };
        self.release(1);
        Ok(())
    }

    async fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn session_count(&self) -> Option<usize> {
        Some(self.count.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::{LIFE, SetClock, kiosk, session};
    use crate::session::{Answer, TurnKey};

    #[tokio::test]
    async fn a_clock_that_is_set_back_does_not_keep_ended_sessions_in_a_full_store() {
        let clock = SetClock::new();
        let store = MemoryStore::new(clock.clone(), 1);
        let (first, second) = (SessionId::random(), SessionId::random());
        store.create(&first, session().into(), LIFE).await.unwrap();
        let refused = store.create(&second, session().into(), LIFE).await;
        assert_eq!(refused, Err(StoreError::Full));

        clock.set_back(Duration::from_secs(3600));
        let ended = Change {
            entry: Entry::Ended {
                tag: kiosk(),
                answer: Arc::new(Answer {
                    key: TurnKey::parse(b"last").unwrap(),
                    response: bytes::Bytes::new(),
                }),
            },
            version: Version::fresh(),
            life: LIFE,
            held: None,
        };
        let version = store.load(&first).await.unwrap().version;
        store.replace(&first, version, ended).await.unwrap();

        let made_way = store.create(&second, session().into(), LIFE).await;
        assert_eq!(made_way, Ok(()));
    }
}
