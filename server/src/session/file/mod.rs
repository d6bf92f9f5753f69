//! Sessions in a file of one machine: a restart loses none.
//!
//! The file is a [redb](https://www.redb.org) database: it is whole at any time, also after a crash in the middle of a
//! write. Readers do not wait for writers. One process can have it open.

mod database;
mod expiries;
mod record;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use std::fs::OpenOptions;
use std::io;
#[cfg(unix)]
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use redb::{Database, DatabaseError, ReadableDatabase};
use tokio::sync::oneshot;

use self::database::SessionFile;
use self::record::Header;
use self::table::SESSIONS;
use self::writer::{Action, Write, Writer};
use super::encoding::Encoding;
use super::expiry::{after, until};
use super::{Change, Entry, Session, SessionId, SessionStore, StoreError, Stored, Version};
use crate::clock::Clock;

/// Changes that wait to be written. A call that was given up leaves its change in the queue, so that running calls are no
/// bound for what a disk that hangs piles up.
const QUEUE_LENGTH: usize = 4096;

/// Keeps sessions in a file.
#[derive(Debug)]
pub struct FileStore {
    file: Arc<SessionFile>,
    clock: Arc<dyn Clock>,
    encoding: Encoding,
    count: Arc<AtomicUsize>,
    /// There until the store is dropped.
    writes: Option<SyncSender<Write>>,
    writer: Option<JoinHandle<()>>,
}

/// Why a file of sessions cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileStoreError {
    /// Another process has it.
    #[error(
        "the file of sessions {} is in use by another process; each server needs a file of its own, and servers that \
         share their sessions need Redis",
        path.display()
    )]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be opened or read, or is something else.
    #[error("the file of sessions {} cannot be opened: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<redb::Error>,
    },
    /// The thread that writes cannot be started.
    #[error("cannot start the thread that writes sessions: {0}")]
    Thread(io::Error),
}

/// Why a store cannot be opened, whatever its file is called.
enum OpenFailure {
    File(redb::Error),
    Thread(io::Error),
}

impl FileStoreError {
    fn open(path: &Path, error: redb::Error) -> FileStoreError {
        let path = path.to_owned();
        match error {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => {
                FileStoreError::InUse { path }
            }
            source => FileStoreError::Open {
                path,
                source: Box::new(source),
            },
        }
    }
}

impl FileStore {
    /// Opens the file, or creates it, for at most `max_sessions`. Takes time in proportion to the sessions in it.
    ///
    /// # Errors
    ///
    /// When another process has it open, it cannot be read, or it is something else.
    pub(super) fn open(
        path: &Path,
        clock: Arc<dyn Clock>,
        max_sessions: usize,
        encoding: Encoding,
    ) -> Result<FileStore, FileStoreError> {
        create_private(path).map_err(|error| FileStoreError::open(path, error.into()))?;
        let file = path.to_owned();
        FileStore::open_with(
            move || Database::create(&file),
            clock,
            max_sessions,
            encoding,
        )
        .map_err(|error| match error {
            OpenFailure::File(error) => FileStoreError::open(path, error),
            OpenFailure::Thread(error) => FileStoreError::Thread(error),
        })
    }

    fn open_with(
        open: impl Fn() -> Result<Database, DatabaseError> + Send + Sync + 'static,
        clock: Arc<dyn Clock>,
        max_sessions: usize,
        encoding: Encoding,
    ) -> Result<FileStore, OpenFailure> {
        let (file, expiries) = SessionFile::open(open).map_err(OpenFailure::File)?;
        let file = Arc::new(file);
        let count = Arc::new(AtomicUsize::new(expiries.len()));
        let writer = Writer {
            file: Arc::clone(&file),
            clock: Arc::clone(&clock),
            max_sessions,
            expiries,
            count: Arc::clone(&count),
            is_failing: false,
        };
        let (writes, received) = sync_channel(QUEUE_LENGTH);
        let writer = std::thread::Builder::new()
            .name("session-file".to_owned())
            .spawn(move || writer.run(&received))
            .map_err(OpenFailure::Thread)?;
        Ok(FileStore {
            file,
            clock,
            encoding,
            count,
            writes: Some(writes),
            writer: Some(writer),
        })
    }

    async fn write(&self, id: &SessionId, action: Action) -> Result<(), StoreError> {
        let (done, outcome) = oneshot::channel();
        let write = Write {
            id: id.clone(),
            action,
            done,
        };
        self.writes
            .as_ref()
            .and_then(|writes| writes.try_send(write).ok())
            .ok_or(StoreError::Unavailable)?;
        outcome.await.unwrap_or(Err(StoreError::Unavailable))
    }

    /// Reads off the threads that answer calls: the disk may have to be waited for.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Database) -> Result<T, redb::Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let database = self.file.database().ok_or(StoreError::Unavailable)?;
        match tokio::task::spawn_blocking(move || read(&database)).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => {
                tracing::error!(%error, "the file of sessions cannot be read");
                Err(StoreError::Unavailable)
            }
            Err(_) => Err(StoreError::Unavailable),
        }
    }
}

/// Creates an empty file, if there is none, that only this user may read: it will hold what visitors say.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).map(drop)
}

impl Drop for FileStore {
    /// Closes the file when what was asked for is written.
    fn drop(&mut self) {
        drop(self.writes.take());
        if let Some(writer) = self.writer.take() {
            let _panicked = writer.join();
        }
    }
}

#[tonic::async_trait]
impl SessionStore for FileStore {
    async fn create(
        &self,
        id: &SessionId,
        session: Arc<Session>,
        life: Duration,
    ) -> Result<(), StoreError> {
        let entry = Entry::Live(session);
        let expires_at = after(self.clock.now(), life);
        let header = Header::new(Version::fresh(), &entry, expires_at, None);
        let record = header.record(&self.encoding.encode(id, &entry)?);
        self.write(id, Action::Create { header, record }).await
    }

    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError> {
        let now = self.clock.now();
        let key = id.clone();
        let record = self
            .read(move |database| {
                let sessions = database.begin_read()?.open_table(SESSIONS)?;
                Ok(sessions
                    .get(key.as_str())?
                    .map(|record| record.value().to_vec()))
            })
            .await?
            .ok_or(StoreError::NotFound)?;
        let (header, encoded) = Header::read(&record).ok_or(StoreError::Corrupt)?;
        if header.expires_at <= now {
            return Err(StoreError::NotFound);
        }
        Ok(Stored {
            entry: self.encoding.decode(id, encoded)?,
            version: header.version,
            remaining: until(header.expires_at, now),
            is_held: header.held_until > now,
        })
    }

    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        change: Change,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let held_until = change.held.map(|held| after(now, held));
        let expires_at = after(now, change.life);
        let header = Header::new(change.version, &change.entry, expires_at, held_until);
        let record = header.record(&self.encoding.encode(id, &change.entry)?);
        let action = Action::Replace {
            expected,
            header,
            record,
        };
        self.write(id, action).await
    }

    async fn remove(&self, id: &SessionId, expected: Option<Version>) -> Result<(), StoreError> {
        self.write(id, Action::Remove { expected }).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.read(SessionFile::check).await
    }

    fn session_count(&self) -> Option<usize> {
        Some(self.count.load(Ordering::Relaxed))
    }
}
