//! One turn: input in, nodes run until one needs the client, reply out.
//!
//! [`execute`] takes the input apart by what the session waits for and yields the first [`Flow`](run::Flow); the loop in
//! `run` follows it from node to node until there is an answer. `node` and `question` know what each kind of node
//! does; `items`, `frames` and `events` what they have in common.

mod action_data;
mod error;
mod events;
mod execute;
mod frames;
mod items;
mod node;
mod question;
mod run;
mod speech;
mod step;

pub use error::{EventCause, InputKind, TurnError};
pub use execute::MAX_UTTERANCE;
pub(crate) use execute::execute;
pub(crate) use question::MAXIMUM_FAILURES;
pub use step::{BackendRequest, Method, Step};
