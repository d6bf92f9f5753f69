//! Where sessions are kept. The only primitive that changes a session is "replace it if it is still the version I
//! read", because that is what a store shared by several machines can offer too.

use std::fmt::Debug;
use std::time::Duration;

use bavard_dialog::SessionState;
use jiff::Timestamp;

use super::SessionId;
use crate::project::{ProjectTag, ProjectVersion};

/// A session between two calls.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The project that it runs.
    pub tag: ProjectTag,
    /// The version of the project that it began with.
    pub project_version: ProjectVersion,
    /// Where the conversation is.
    pub state: SessionState,
    /// Life without calls.
    pub timeout: Duration,
    /// When it ends unless a call comes.
    pub expires_at: Timestamp,
    /// Until when the turn that holds the session may hold it; none: no turn is running.
    pub turn_until: Option<Timestamp>,
}

/// Grows with every change of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub(super) u64);

/// A session as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The session.
    pub session: Session,
    /// What it has to be still when it is replaced.
    pub version: Version,
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
}

/// Keeps sessions until they expire.
#[tonic::async_trait]
pub trait SessionStore: Debug + Send + Sync + 'static {
    /// Puts a new session in.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`], [`StoreError::Full`].
    async fn create(&self, id: SessionId, session: Session) -> Result<(), StoreError>;

    /// Reads a session.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`].
    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError>;

    /// Replaces a session, if it is still the version that was read.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Conflict`].
    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        session: Session,
    ) -> Result<Version, StoreError>;

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`].
    async fn remove(&self, id: &SessionId) -> Result<(), StoreError>;
}
