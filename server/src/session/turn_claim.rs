//! How a turn holds a session: one turn at a time.
//!
//! A turn marks the session before it runs and puts the new state in when it is done. A second call that finds the mark
//! is refused at once rather than made to wait: the first may be waiting for a backend, and running both would order
//! the coffee twice. The mark runs out by itself, so that a turn that died does not lock the session for good.

use std::sync::Arc;
use std::time::Duration;

use bavard_dialog::SessionState;
use jiff::{SignedDuration, Timestamp};

use super::{Session, SessionId, SessionStore, StoreError, Version};
use crate::clock::Clock;

/// A session held by a turn. Whoever has it ends it with [`TurnClaim::finish`] or [`TurnClaim::abandon`]; dropped, the
/// session stays held until the time of [`TurnClaim::begin`] is over.
#[derive(Debug)]
pub struct TurnClaim {
    store: Arc<dyn SessionStore>,
    clock: Arc<dyn Clock>,
    id: SessionId,
    version: Version,
    before: Session,
}

/// Why a turn cannot begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// Another turn holds the session.
    #[error("another turn of the session is running")]
    TurnRunning,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TurnClaim {
    /// Takes hold of a session for at most `limit`.
    ///
    /// # Errors
    ///
    /// When there is no such session or another turn holds it.
    pub async fn begin(
        store: Arc<dyn SessionStore>,
        clock: Arc<dyn Clock>,
        id: SessionId,
        limit: Duration,
    ) -> Result<TurnClaim, ClaimError> {
        let stored = store.load(&id).await?;
        let now = clock.now();
        if stored.session.turn_until.is_some_and(|until| until > now) {
            return Err(ClaimError::TurnRunning);
        }
        let until = after(now, limit);
        let held = Session {
            turn_until: Some(until),
            expires_at: stored.session.expires_at.max(until),
            ..stored.session.clone()
        };
        let version = match store.replace(&id, stored.version, held).await {
            Ok(version) => version,
            Err(StoreError::Conflict) => return Err(ClaimError::TurnRunning),
            Err(error) => return Err(error.into()),
        };
        Ok(TurnClaim {
            store,
            clock,
            id,
            version,
            before: stored.session,
        })
    }

    /// The session as it was before the turn.
    pub fn session(&self) -> &Session {
        &self.before
    }

    /// Ends the turn: the session goes on from `state`, its time-out starts anew. An ended conversation is removed.
    ///
    /// # Errors
    ///
    /// When the session was stopped, or taken over by another turn, in the meantime.
    pub async fn finish(self, state: SessionState) -> Result<(), StoreError> {
        if state.is_ended() {
            return self.store.remove(&self.id).await;
        }
        let session = Session {
            state,
            expires_at: after(self.clock.now(), self.before.timeout),
            turn_until: None,
            ..self.before
        };
        self.store
            .replace(&self.id, self.version, session)
            .await
            .map(drop)
    }

    /// Ends the turn without a trace: the session is as it was before.
    pub async fn abandon(self) {
        // Nothing to put back if the session is gone or another turn has taken over.
        let _gone = self
            .store
            .replace(&self.id, self.version, self.before)
            .await;
    }
}

/// The moment `time` after `now`; the end of time if there is none.
pub(crate) fn after(now: Timestamp, time: Duration) -> Timestamp {
    SignedDuration::try_from(time)
        .ok()
        .and_then(|time| now.checked_add(time).ok())
        .unwrap_or(Timestamp::MAX)
}
