//! What expressions can see.

use std::cell::Cell;

use crate::model::{Channel, Key, Model};
use crate::session::SessionState;

/// What expressions can see.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub model: &'a Model,
    pub state: &'a SessionState,
    pub channel: Key<Channel>,
    /// State of the random numbers. A cell, because drawing one is the only thing in an expression that changes
    /// anything.
    pub random: &'a Cell<u64>,
}
