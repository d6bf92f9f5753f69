//! The one thread that writes to the file.
//!
//! It takes whatever changes have come in the meantime together into one transaction, which goes to the disk once
//! (`fsync`): a disk that needs a millisecond for that takes thousands of turns a second all the same. A change is
//! answered when it is on the disk. What a client has been told is therefore still there after a crash of the process,
//! and after a power cut.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::Timestamp;
use redb::{ReadableTable, Table};
use tokio::sync::oneshot;

use super::database::SessionFile;
use super::expiries::Expiries;
use super::record::Header;
use super::table::SESSIONS;
use crate::clock::Clock;
use crate::session::{SessionId, StoreError, Version};

/// How often sessions that have expired are removed. They are not found in any case; removing them gives room.
const SWEEP_INTERVAL: Duration = Duration::from_secs(30);

/// Sessions that one transaction removes at most because they have expired: others wait meanwhile.
const MAX_SWEPT: usize = 1000;

/// Changes that one transaction takes at most.
const MAX_BATCH: usize = 1000;

/// A change that somebody waits for.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) id: SessionId,
    pub(super) action: Action,
    pub(super) done: oneshot::Sender<Result<(), StoreError>>,
}

/// What a change does.
#[derive(Debug)]
pub(super) enum Action {
    /// Puts in a new session.
    Create { header: Header, record: Vec<u8> },
    /// Puts in another version of a session.
    Replace {
        expected: Version,
        header: Header,
        record: Vec<u8>,
    },
    /// Removes a session; whatever version it is without one.
    Remove { expected: Option<Version> },
}

/// Writes to the file.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) file: Arc<SessionFile>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) max_sessions: usize,
    pub(super) expiries: Expiries,
    /// Sessions in the file, for others to see.
    pub(super) count: Arc<AtomicUsize>,
    /// What the log was last told.
    pub(super) is_failing: bool,
}

type Sessions<'a> = Table<'a, &'static str, &'static [u8]>;

impl Writer {
    /// Writes until no more changes can come.
    pub(super) fn run(mut self, writes: &Receiver<Write>) {
        loop {
            let batch = match writes.recv_timeout(SWEEP_INTERVAL) {
                Ok(first) => std::iter::once(first)
                    .chain(writes.try_iter().take(MAX_BATCH - 1))
                    .collect(),
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            self.write(batch);
        }
    }

    fn write(&mut self, batch: Vec<Write>) {
        let outcomes = self.commit(&batch);
        self.note(outcomes.as_ref().err());
        if outcomes.is_err() {
            // When this fails, the next batch tries again.
            let _still_closed = self.reopen();
        }
        self.count.store(self.expiries.len(), Ordering::Relaxed);
        let mut outcomes = outcomes.unwrap_or_default().into_iter();
        for write in batch {
            // Whoever has gone away does not wait for the outcome.
            let _gone = write
                .done
                .send(outcomes.next().unwrap_or(Err(StoreError::Unavailable)));
        }
    }

    /// Closes the file and opens it again. Takes back what the changes of a failed transaction have done to the times of
    /// expiry: one that is not true would remove a session that lives on.
    fn reopen(&mut self) -> Result<(), redb::Error> {
        self.expiries = self.file.reopen()?;
        Ok(())
    }

    /// Says once that writing began to fail, and that it works again.
    fn note(&mut self, error: Option<&redb::Error>) {
        match error {
            Some(error) if !self.is_failing => {
                tracing::error!(%error, "the file of sessions cannot be written");
            }
            None if self.is_failing => tracing::info!("the file of sessions can be written again"),
            _ => {}
        }
        self.is_failing = error.is_some();
    }

    fn commit(&mut self, batch: &[Write]) -> Result<Vec<Result<(), StoreError>>, redb::Error> {
        let now = self.clock.now();
        let database = match self.file.database() {
            Some(database) => database,
            None => {
                self.reopen()?;
                self.file.database().ok_or(redb::Error::DatabaseClosed)?
            }
        };
        let transaction = database.begin_write()?;
        let mut outcomes = Vec::with_capacity(batch.len());
        {
            let mut sessions = transaction.open_table(SESSIONS)?;
            for _ in 0..MAX_SWEPT {
                let Some(id) = self.expiries.pop_expired(now) else {
                    break;
                };
                sessions.remove(id.as_str())?;
            }
            for Write { id, action, .. } in batch {
                outcomes.push(self.apply(&mut sessions, id, action, now)?);
            }
        }
        transaction.commit()?;
        Ok(outcomes)
    }

    /// The outer error is the file's, the inner one the caller's.
    fn apply(
        &mut self,
        sessions: &mut Sessions<'_>,
        id: &SessionId,
        action: &Action,
        now: Timestamp,
    ) -> Result<Result<(), StoreError>, redb::Error> {
        let there = match sessions.get(id.as_str())? {
            // What cannot be read is not in the way.
            Some(record) => Header::read(record.value()).map(|(header, _)| header),
            None => None,
        };
        let kept = there.filter(|kept| kept.expires_at > now);
        let (header, record) = match (action, kept) {
            (Action::Create { .. }, Some(kept)) if kept.is_live => {
                return Ok(Err(StoreError::Taken));
            }
            (Action::Create { header, record }, _) => {
                if there.is_none() && !self.make_room(sessions)? {
                    return Ok(Err(StoreError::Full));
                }
                (header, record)
            }
            (Action::Replace { header, .. }, Some(kept)) if kept.version == header.version => {
                return Ok(Ok(()));
            }
            (
                Action::Replace {
                    expected,
                    header,
                    record,
                },
                Some(kept),
            ) => {
                if kept.version != *expected {
                    return Ok(Err(StoreError::Conflict));
                }
                (header, record)
            }
            (Action::Remove { expected }, Some(kept)) if kept.is_live => {
                if expected.is_some_and(|expected| expected != kept.version) {
                    return Ok(Err(StoreError::Conflict));
                }
                self.expiries.remove(id, &kept);
                sessions.remove(id.as_str())?;
                return Ok(Ok(()));
            }
            (Action::Replace { .. } | Action::Remove { .. }, _) => {
                return Ok(Err(StoreError::NotFound));
            }
        };
        if let Some(there) = there {
            self.expiries.remove(id, &there);
        }
        self.expiries.insert(id, header);
        sessions.insert(id.as_str(), record.as_slice())?;
        Ok(Ok(()))
    }

    /// Whether there is room for one more session; ended ones make way.
    fn make_room(&mut self, sessions: &mut Sessions<'_>) -> Result<bool, redb::Error> {
        if self.expiries.len() < self.max_sessions {
            return Ok(true);
        }
        let Some(id) = self.expiries.pop_ended() else {
            return Ok(false);
        };
        sessions.remove(id.as_str())?;
        Ok(true)
    }
}
