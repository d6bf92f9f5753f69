//! Sessions: their names, where they are kept, when they end, and how a turn holds one.

mod id;
mod memory;
mod store;
mod timeout;
mod turn_claim;

pub use id::{InvalidSessionId, SessionId};
pub use memory::MemoryStore;
pub use store::{Session, SessionStore, StoreError, Stored, Version};
pub use timeout::{TimeoutOutOfRange, session_timeout};
pub(crate) use turn_claim::after;
pub use turn_claim::{ClaimError, TurnClaim};
