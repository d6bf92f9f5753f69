//! Sessions: their names, what is kept of them and where, when they end, and how a turn changes one.

mod entry;
mod expiry;
mod id;
mod memory;
mod store;
mod timeout;
mod turn_hold;
mod turn_key;
mod version;

pub use entry::{Answer, Entry, Session};
pub use id::{InvalidSessionId, SessionId};
pub use memory::MemoryStore;
pub use store::{Change, SessionStore, StoreError, Stored};
pub use timeout::{TimeoutOutOfRange, session_timeout};
pub use turn_hold::{
    ENDED_LIFE, HoldFailure, Readied, STORE_PATIENCE, TurnHold, TurnRefusal, UnknownHold,
};
pub use turn_key::{InvalidTurnKey, TURN_KEY_HEADER, TurnKey};
pub use version::Version;
