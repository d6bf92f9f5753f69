//! Where sessions are kept. The only primitive that changes a session is "put this in if it is still the version that I
//! read", because that is what a store shared by several machines can offer too.
//!
//! A store keeps the time: callers say how long something lives from now on, and are told how much of it is left. The
//! clocks of machines that share a store may therefore differ.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use super::{Entry, Session, SessionId, Version};

/// A session as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The session, or the answer that it ended with.
    pub entry: Entry,
    /// What it has to be still when it is changed.
    pub version: Version,
    /// How long it lives unless a call comes.
    pub remaining: Duration,
    /// Whether a turn holds it.
    pub is_held: bool,
}

/// A change of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is kept from now on.
    pub entry: Entry,
    /// The version that it becomes; a fresh one.
    pub version: Version,
    /// How long it lives unless a call comes.
    pub life: Duration,
    /// How long a turn holds it; none: no turn does.
    pub held: Option<Duration>,
}

/// Why a store did not do what it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such session, or it has expired.
    #[error("there is no such session")]
    NotFound,
    /// Somebody else changed the session since it was read.
    #[error("the session was changed by another call")]
    Conflict,
    /// There is a session with this id.
    #[error("there is a session with this id")]
    Taken,
    /// There are as many sessions as the store may hold.
    #[error("there are too many sessions")]
    Full,
    /// The store cannot be reached, or takes too long. Whether a change was made is not known.
    #[error("the store of sessions cannot be reached")]
    Unavailable,
    /// What is kept of the session cannot be read: it was damaged, written by a later version of this server, or
    /// encrypted with a key that this server does not have.
    #[error("what is kept of the session cannot be read")]
    Corrupt,
}

/// Keeps sessions until they expire.
#[tonic::async_trait]
pub trait SessionStore: Debug + Send + Sync + 'static {
    /// Puts a new session in. The answer of an ended session with the same id makes way.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`], [`StoreError::Full`], [`StoreError::Unavailable`].
    async fn create(
        &self,
        id: &SessionId,
        session: Arc<Session>,
        life: Duration,
    ) -> Result<(), StoreError>;

    /// Reads a session.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError>;

    /// Changes a session, if it is still the version that was read. A change that has been made already is made again
    /// without harm, so that one whose outcome is unknown can be repeated.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Conflict`], [`StoreError::Unavailable`].
    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        change: Change,
    ) -> Result<(), StoreError>;

    /// Removes a session that has not ended: if it is still `expected`, or whatever version it is.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Conflict`], [`StoreError::Unavailable`].
    async fn remove(&self, id: &SessionId, expected: Option<Version>) -> Result<(), StoreError>;

    /// Whether the store can be used now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`].
    async fn ready(&self) -> Result<(), StoreError>;

    /// How many sessions there are, with those that have expired unnoticed and the answers of ended ones; none where
    /// counting costs too much.
    fn session_count(&self) -> Option<usize>;
}
