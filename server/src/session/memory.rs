//! Sessions in memory, with a hard cap.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::{Session, SessionId, SessionStore, StoreError, Stored, Version};
use crate::clock::Clock;

/// How often a Start also looks for sessions that have expired unnoticed. A walk over all sessions is too much for
/// every Start, and an expired session only costs memory.
const SWEEP_INTERVAL: SignedDuration = SignedDuration::from_secs(30);

/// Keeps sessions in memory; they are lost when the process ends.
#[derive(Debug)]
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    max_sessions: usize,
    sessions: Mutex<Sessions>,
}

#[derive(Debug)]
struct Sessions {
    by_id: HashMap<SessionId, Stored>,
    swept_at: Timestamp,
}

impl MemoryStore {
    /// An empty store for at most `max_sessions`.
    pub fn new(clock: Arc<dyn Clock>, max_sessions: usize) -> MemoryStore {
        let sessions = Mutex::new(Sessions {
            by_id: HashMap::new(),
            swept_at: clock.now(),
        });
        MemoryStore {
            clock,
            max_sessions,
            sessions,
        }
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        // No code that can panic runs under the lock, so a poisoned map is still whole.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sessions {
    fn get_live(&mut self, id: &SessionId, now: Timestamp) -> Result<&mut Stored, StoreError> {
        if self
            .by_id
            .get(id)
            .is_some_and(|stored| stored.session.expires_at <= now)
        {
            self.by_id.remove(id);
        }
        self.by_id.get_mut(id).ok_or(StoreError::NotFound)
    }

    fn sweep(&mut self, now: Timestamp) {
        self.by_id
            .retain(|_, stored| stored.session.expires_at > now);
        self.swept_at = now;
    }
}

#[tonic::async_trait]
impl SessionStore for MemoryStore {
    async fn create(&self, id: SessionId, session: Session) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut sessions = self.sessions();
        let is_full = sessions.by_id.len() >= self.max_sessions;
        if is_full || now.duration_since(sessions.swept_at) >= SWEEP_INTERVAL {
            sessions.sweep(now);
        }
        if sessions.get_live(&id, now).is_ok() {
            return Err(StoreError::Taken);
        }
        if sessions.by_id.len() >= self.max_sessions {
            return Err(StoreError::Full);
        }
        let version = Version(0);
        sessions.by_id.insert(id, Stored { session, version });
        Ok(())
    }

    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError> {
        let now = self.clock.now();
        self.sessions().get_live(id, now).cloned()
    }

    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        session: Session,
    ) -> Result<Version, StoreError> {
        let now = self.clock.now();
        let mut sessions = self.sessions();
        let stored = sessions.get_live(id, now)?;
        if stored.version != expected {
            return Err(StoreError::Conflict);
        }
        let version = Version(expected.0 + 1);
        *stored = Stored { session, version };
        Ok(version)
    }

    async fn remove(&self, id: &SessionId) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut sessions = self.sessions();
        sessions.get_live(id, now)?;
        sessions.by_id.remove(id);
        Ok(())
    }
}
