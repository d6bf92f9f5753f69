//! What a session remembers between two turns.

mod start;
mod state;

pub use start::{SessionStart, StartError};
pub use state::{SessionState, Waiting};
