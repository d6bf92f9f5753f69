//! Sessions: their names, what is kept of them and where, when they end, and how a turn changes one.

mod address_quota;
mod encoding;
mod encryption;
mod entry;
mod expiry;
mod file;
#[cfg(test)]
mod fixture;
mod id;
mod measured;
mod memory;
mod open;
mod redis;
mod store;
mod timeout;
mod turn_hold;
mod turn_key;
mod version;

pub use address_quota::{AddressQuota, QuotaReached, Reservation};
pub use encryption::{EncryptionKeys, InvalidKeys};
pub use entry::{Answer, Entry, Session};
pub use file::{FileStore, FileStoreError};
pub use id::{InvalidSessionId, SessionId};
pub use measured::MeasuredStore;
pub use memory::MemoryStore;
pub use open::{OpenStoreError, open_store};
pub use redis::RedisStore;
pub use store::{Change, SessionStore, StoreError, Stored};
pub use timeout::{TimeoutOutOfRange, session_timeout};
pub use turn_hold::{
    ENDED_LIFE, HoldFailure, Readied, STORE_PATIENCE, TurnHold, TurnRefusal, UnknownHold,
};
pub use turn_key::{InvalidTurnKey, TURN_KEY_HEADER, TURNS_ARE_KEPT, TurnKey};
pub use version::Version;
