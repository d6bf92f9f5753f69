//! What a session remembers between two turns.

mod data;
mod start;
mod state;

pub(crate) use data::{LANGUAGE, set_data, switch_language};
pub use start::{SessionStart, StartError};
pub(crate) use start::{enabled_channels, start};
pub(crate) use state::{ActiveIntent, Frame};
pub use state::{SessionState, Waiting};
