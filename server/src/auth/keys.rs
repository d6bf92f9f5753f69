//! The keys that are in force.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::time::MissedTickBehavior;
use tokio_util::task::AbortOnDropHandle;

use super::key_file::KeyFile;
use super::{InvalidSigningKeys, SigningKeys};

/// Time between two looks at the file of keys.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The keys that are in force, for all who sign and verify. Whoever reads the file again ends with the last of them.
#[derive(Debug, Clone)]
pub struct Keys {
    current: Arc<ArcSwap<SigningKeys>>,
    _reader: Option<Arc<AbortOnDropHandle<()>>>,
}

/// Why there are no keys to sign with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeysError {
    /// The file cannot be read.
    #[error("cannot read the signing keys (`auth.keys`) of {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file has no keys.
    #[error("the signing keys (`auth.keys`) of {} are not valid: {source}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        source: InvalidSigningKeys,
    },
    /// A key has to be made up, and cannot be.
    #[error("the system gives no random numbers to make a signing key of")]
    Random,
}

impl Keys {
    /// Keys that stay as they are.
    pub fn fixed(keys: SigningKeys) -> Keys {
        Keys {
            current: Arc::new(ArcSwap::from_pointee(keys)),
            _reader: None,
        }
    }

    /// A key for this run of this server alone.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub fn random() -> Result<Keys, KeysError> {
        SigningKeys::random()
            .map(Keys::fixed)
            .ok_or(KeysError::Random)
    }

    /// The keys of a file, read again when it changes. A file that cannot be used keeps the keys that there were.
    ///
    /// # Errors
    ///
    /// When the file cannot be used now.
    pub fn of_file(path: &Path) -> Result<Keys, KeysError> {
        let mut file = KeyFile::new(path.to_owned());
        let current = Arc::new(ArcSwap::from_pointee(file.read()?));
        let reader = tokio::spawn(reread(file, Arc::clone(&current)));
        Ok(Keys {
            current,
            _reader: Some(Arc::new(AbortOnDropHandle::new(reader))),
        })
    }

    /// The keys of this moment.
    pub(super) fn current(&self) -> Arc<SigningKeys> {
        self.current.load_full()
    }
}

async fn reread(mut file: KeyFile, current: Arc<ArcSwap<SigningKeys>>) {
    let mut looks = tokio::time::interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        // A network file system may take its time.
        let look = tokio::task::spawn_blocking(move || {
            let change = file.changed();
            (file, change)
        });
        let change;
        (file, change) = match look.await {
            Ok(looked) => looked,
            Err(_) => return,
        };
        match change {
            None => {}
            Some(Ok(keys)) => {
                tracing::info!(kids = ?keys, "signing keys changed");
                current.store(Arc::new(keys));
            }
            Some(Err(error)) => {
                tracing::error!(%error, "the signing keys stay as they were");
            }
        }
    }
}
