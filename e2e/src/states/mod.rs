//! The states of the chat that can be looked at: each is reached once and then shown in every look, so that a state costs
//! one conversation and not four.

mod gallery;
mod list;
mod state;

pub use gallery::{Gallery, Look};
pub use list::STATES;
pub use state::State;
