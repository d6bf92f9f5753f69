//! The store that the configuration names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::zeroize::Zeroizing;

use super::encoding::Encoding;
use super::encryption::{EncryptionKeys, InvalidKeys};
use super::file::{FileStore, FileStoreError};
use super::redis::RedisStore;
use super::{MemoryStore, SessionStore};
use crate::clock::Clock;
use crate::config::{SessionStoreConfig, StoreLocation};

/// Why the store of sessions cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenStoreError {
    /// The file of keys cannot be read.
    #[error("cannot read the keys for stored sessions {}: {source}", path.display())]
    ReadKeys {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file of keys is not one.
    #[error("the keys for stored sessions {}: {source}", path.display())]
    Keys {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: InvalidKeys,
    },
    /// The file of sessions cannot be opened.
    #[error(transparent)]
    File(#[from] FileStoreError),
    /// No connection to Redis can be prepared.
    #[error("cannot prepare a connection to Redis: {0}")]
    Redis(redis::RedisError),
}

/// Opens the store. One on another machine is connected to when it is first used.
///
/// # Errors
///
/// When a file cannot be opened or read.
pub fn open_store(
    config: &SessionStoreConfig,
    clock: Arc<dyn Clock>,
    max_sessions: usize,
) -> Result<Arc<dyn SessionStore>, OpenStoreError> {
    let keys = config.encryption_keys.as_deref().map(read_keys);
    let encoding = Encoding::new(keys.transpose()?);
    Ok(match &config.location {
        StoreLocation::Memory => Arc::new(MemoryStore::new(clock, max_sessions)),
        StoreLocation::File(path) => {
            Arc::new(FileStore::open(path, clock, max_sessions, encoding)?)
        }
        StoreLocation::Redis(url) => {
            Arc::new(RedisStore::open(url, encoding).map_err(OpenStoreError::Redis)?)
        }
    })
}

fn read_keys(path: &Path) -> Result<EncryptionKeys, OpenStoreError> {
    let text = fs::read_to_string(path).map_err(|source| OpenStoreError::ReadKeys {
        path: path.to_owned(),
        source,
    })?;
    EncryptionKeys::parse(&Zeroizing::new(text)).map_err(|source| OpenStoreError::Keys {
        path: path.to_owned(),
        source,
    })
}
