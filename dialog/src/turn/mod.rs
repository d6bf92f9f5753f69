//! One turn: input in, nodes run until one needs the client, reply out.

mod error;
mod step;

pub use error::{EventCause, InputKind, TurnError};
pub use step::{BackendRequest, Method, Step};
