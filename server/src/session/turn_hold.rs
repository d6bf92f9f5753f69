//! How a turn holds a session while it does what cannot be undone.
//!
//! Most turns only compute: they read the session, and put its new state in if it is still the version that was read.
//! Of two at once, one finds that it was too late, and nothing has happened. A turn that calls a backend cannot be tried
//! like that: running two would order the coffee twice. It marks the session first. A call that finds the mark is
//! refused at once rather than made to wait. The mark runs out by itself, so that a turn that died does not lock the
//! session for good.
//!
//! A store that is out of reach when the backend has answered would lose what the backend did. So the end of such a turn
//! is tried again until [`STORE_PATIENCE`] is over, and the mark lasts that much longer.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::{Change, Entry, Session, SessionId, SessionStore, StoreError, Stored, Version};

/// How long the end of a turn waits for a store that cannot be reached.
pub const STORE_PATIENCE: Duration = Duration::from_secs(30);

/// First pause before the store is tried again; each is twice the one before, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);

const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How long the answer of an ended session is kept for a client that did not get it.
pub const ENDED_LIFE: Duration = Duration::from_secs(120);

/// A session held by a turn. Whoever has it ends it with [`TurnHold::finish`] or [`TurnHold::release`]; dropped, the
/// session stays held until the time of [`TurnHold::begin`] is over.
#[derive(Debug)]
pub struct TurnHold {
    store: Arc<dyn SessionStore>,
    id: SessionId,
    session: Arc<Session>,
    /// Version before the mark.
    before: Version,
    /// Version of the marked session.
    marked: Version,
    began: Instant,
    /// Life that was left to the session when the turn began.
    remaining: Duration,
}

/// A session that a turn can be taken of.
#[derive(Debug, Clone)]
pub struct Readied {
    /// The session.
    pub session: Arc<Session>,
    /// What it has to be still when the turn ends.
    pub version: Version,
    /// How long it lives unless a call comes.
    pub remaining: Duration,
}

/// Why a turn cannot begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TurnRefusal {
    /// Another turn holds the session.
    #[error("another turn of the session is running")]
    TurnRunning,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a turn does not hold its session.
#[derive(Debug)]
pub enum HoldFailure {
    /// The store refused the mark.
    Refused(StoreError),
    /// The store could not be reached: the mark may be there, or come yet.
    Unknown(UnknownHold),
}

/// A mark of which nobody knows whether the store has it.
#[derive(Debug)]
pub struct UnknownHold(TurnHold);

impl UnknownHold {
    /// Makes sure that the mark is not there and does not come later: either it is there and is taken off, or the
    /// session gets another version, which a late mark does not fit. Takes as long as the store is out of reach, at
    /// most [`STORE_PATIENCE`].
    pub async fn take_back(self) {
        let UnknownHold(hold) = self;
        let restored = hold.restored();
        let marked = hold.persist_change(hold.marked, restored.clone()).await;
        if marked == Err(StoreError::Conflict) {
            // A conflict here as well: another turn has the session.
            let _gone = hold.persist_change(hold.before, restored).await;
        }
    }
}

impl Readied {
    /// The session of what was read, if it has not ended and no turn holds it.
    ///
    /// # Errors
    ///
    /// [`TurnRefusal::TurnRunning`], [`StoreError::NotFound`].
    pub fn of(stored: Stored) -> Result<Readied, TurnRefusal> {
        let Entry::Live(session) = stored.entry else {
            return Err(StoreError::NotFound.into());
        };
        if stored.is_held {
            return Err(TurnRefusal::TurnRunning);
        }
        Ok(Readied {
            session,
            version: stored.version,
            remaining: stored.remaining,
        })
    }
}

impl TurnHold {
    /// Takes hold of a session for at most `limit` and [`STORE_PATIENCE`].
    ///
    /// # Errors
    ///
    /// When another call has changed the session, it is gone, or the store cannot be reached.
    pub async fn begin(
        store: Arc<dyn SessionStore>,
        id: SessionId,
        readied: Readied,
        limit: Duration,
    ) -> Result<TurnHold, HoldFailure> {
        let hold = TurnHold {
            store,
            id,
            session: readied.session,
            before: readied.version,
            marked: Version::fresh(),
            began: Instant::now(),
            remaining: readied.remaining,
        };
        let held = limit + STORE_PATIENCE;
        let change = Change {
            entry: Entry::Live(Arc::clone(&hold.session)),
            version: hold.marked,
            life: hold.remaining.max(held),
            held: Some(held),
        };
        match hold.store.replace(&hold.id, hold.before, change).await {
            Ok(()) => Ok(hold),
            Err(StoreError::Unavailable) => Err(HoldFailure::Unknown(UnknownHold(hold))),
            Err(error) => Err(HoldFailure::Refused(error)),
        }
    }

    /// The session as it was before the turn.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// Ends the turn: what is kept of the session is `entry`, for `life`; nothing of it without an entry.
    ///
    /// # Errors
    ///
    /// When the session was stopped, or taken over by another turn, in the meantime, or the store could not be reached
    /// for [`STORE_PATIENCE`].
    pub async fn finish(self, outcome: Option<(Entry, Duration)>) -> Result<(), StoreError> {
        match outcome {
            None => match persist(|| self.store.remove(&self.id, Some(self.marked))).await {
                // Gone with an attempt whose outcome was unknown, or stopped: it is over either way.
                Err(StoreError::NotFound) => Ok(()),
                outcome => outcome,
            },
            Some((entry, life)) => {
                let change = Change {
                    entry,
                    version: Version::fresh(),
                    life,
                    held: None,
                };
                self.persist_change(self.marked, change).await
            }
        }
    }

    /// Ends the turn without a trace: the session is as it was before.
    pub async fn release(self) {
        // Nothing to put back if the session is gone or another turn has taken over.
        let _gone = self.persist_change(self.marked, self.restored()).await;
    }

    fn restored(&self) -> Change {
        Change {
            entry: Entry::Live(Arc::clone(&self.session)),
            version: Version::fresh(),
            life: self.remaining.saturating_sub(self.began.elapsed()),
            held: None,
        }
    }

    async fn persist_change(&self, expected: Version, change: Change) -> Result<(), StoreError> {
        persist(|| self.store.replace(&self.id, expected, change.clone())).await
    }
}

/// Repeats a change until the store says whether it was made, or [`STORE_PATIENCE`] is over.
async fn persist<F>(change: impl Fn() -> F) -> Result<(), StoreError>
where
    F: Future<Output = Result<(), StoreError>>,
{
    let began = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        let outcome = change().await;
        if outcome != Err(StoreError::Unavailable) || began.elapsed() + pause > STORE_PATIENCE {
            return outcome;
        }
        tokio::time::sleep(pause).await;
        pause = LONGEST_PAUSE.min(2 * pause);
    }
}
