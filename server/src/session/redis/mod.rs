//! Sessions in Redis, or a store that speaks its protocol and runs its scripts, such as Valkey: any node takes any turn.
//!
//! Redis keeps the time: a session's life is the time to live of its key, and the mark of a turn that fetches ends by
//! the clock of Redis. The clocks of the nodes do not matter.
//!
//! A command that gets no answer may have been carried out, or may be yet. Every change names the version that it makes,
//! so repeating it is harmless, and this store repeats it for [`PATIENCE`](connection::PATIENCE). After that the caller is told that the store
//! is unavailable. A client that asks for its turn again with the same `x-bavard-turn` then finds the turn's answer if
//! the change came through, and takes the turn if it did not: the late change would not fit the new version any more. A
//! client without a key cannot tell the two apart, and may take a turn twice.

mod connection;
mod scripts;

use std::sync::Arc;
use std::time::Duration;

use redis::{RedisResult, Script};

use self::connection::Connection;
use self::scripts::{HEADER, Scripts, answer};
use super::encoding::Encoding;
use super::{Change, Entry, Session, SessionId, SessionStore, StoreError, Stored, Version};
use crate::config::RedisUrl;

/// What the keys of sessions begin with.
const KEY_PREFIX: &str = "bavard:session:";

/// Keeps sessions in Redis.
#[derive(Debug)]
pub struct RedisStore {
    connection: Connection,
    scripts: Scripts,
    encoding: Encoding,
}

impl RedisStore {
    /// A store that connects when it is first used.
    ///
    /// # Errors
    ///
    /// When no connection can be prepared; a server that cannot be reached is no error.
    pub(super) fn open(url: &RedisUrl, encoding: Encoding) -> RedisResult<RedisStore> {
        Ok(RedisStore {
            connection: Connection::prepare(url)?,
            scripts: Scripts::new(),
            encoding,
        })
    }

    /// Runs a script that answers with one of [`answer`].
    async fn change(
        &self,
        script: &Script,
        id: &SessionId,
        arguments: &[&[u8]],
    ) -> Result<Outcome, StoreError> {
        let (said, is_repeated) = self
            .connection
            .run::<String>(script, &key(id), arguments)
            .await?;
        let result = match said.as_str() {
            answer::OK => Ok(()),
            answer::MISSING => Err(StoreError::NotFound),
            answer::CONFLICT => Err(StoreError::Conflict),
            answer::TAKEN => Err(StoreError::Taken),
            _ => Err(StoreError::Unavailable),
        };
        Ok(Outcome {
            result,
            is_repeated,
        })
    }
}

/// How a change went.
struct Outcome {
    result: Result<(), StoreError>,
    /// Whether it was sent before without an answer.
    is_repeated: bool,
}

fn key(id: &SessionId) -> String {
    format!("{KEY_PREFIX}{}", id.as_str())
}

/// Times to live are whole milliseconds, at least one.
fn milliseconds(time: Duration) -> String {
    time.as_millis().max(1).to_string()
}

#[tonic::async_trait]
impl SessionStore for RedisStore {
    async fn create(
        &self,
        id: &SessionId,
        session: Arc<Session>,
        life: Duration,
    ) -> Result<(), StoreError> {
        let encoded = self.encoding.encode(id, &Entry::Live(session))?;
        let version = Version::fresh().to_bytes();
        let life = milliseconds(life);
        let arguments = [&version[..], &encoded, life.as_bytes()];
        self.change(&self.scripts.create, id, &arguments)
            .await?
            .result
    }

    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError> {
        let found: (Option<(Vec<u8>, i64, u64)>, bool) = self
            .connection
            .run(&self.scripts.load, &key(id), &[])
            .await?;
        let (value, remaining_ms, now_ms) = found.0.ok_or(StoreError::NotFound)?;
        let (header, encoded) = value
            .split_first_chunk::<HEADER>()
            .ok_or(StoreError::Corrupt)?;
        let (version, rest) = header.split_first_chunk::<8>().ok_or(StoreError::Corrupt)?;
        let held_until_ms: u64 = rest
            .get(1..)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| digits.parse().ok())
            .ok_or(StoreError::Corrupt)?;
        Ok(Stored {
            entry: self.encoding.decode(id, encoded)?,
            version: Version::from_bytes(*version),
            remaining: Duration::from_millis(u64::try_from(remaining_ms).unwrap_or_default()),
            is_held: held_until_ms > now_ms,
        })
    }

    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        change: Change,
    ) -> Result<(), StoreError> {
        let encoded = self.encoding.encode(id, &change.entry)?;
        let (expected, version) = (expected.to_bytes(), change.version.to_bytes());
        let kind: &[u8] = match change.entry {
            Entry::Live(_) => b"L",
            Entry::Ended { .. } => b"E",
        };
        let life = milliseconds(change.life);
        let held = change.held.map_or_else(|| "0".to_owned(), milliseconds);
        let arguments = [
            &expected[..],
            &version,
            kind,
            &encoded,
            life.as_bytes(),
            held.as_bytes(),
        ];
        self.change(&self.scripts.replace, id, &arguments)
            .await
            .map_err(|error| match error {
                // Without memory there is no room for a new session, and none for the next state of an old one. That
                // one is there all the same, and can go on when there is memory again.
                StoreError::Full => StoreError::Unavailable,
                error => error,
            })?
            .result
    }

    async fn remove(&self, id: &SessionId, expected: Option<Version>) -> Result<(), StoreError> {
        let expected = expected.map(Version::to_bytes);
        let version = expected.as_ref().map_or(&[][..], |version| version);
        let outcome = self.change(&self.scripts.remove, id, &[version]).await?;
        match outcome.result {
            // Gone since it was asked to go.
            Err(StoreError::NotFound) if outcome.is_repeated => Ok(()),
            result => result,
        }
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.connection.ping().await
    }

    fn session_count(&self) -> Option<usize> {
        None
    }
}
