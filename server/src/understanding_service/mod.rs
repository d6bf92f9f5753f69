//! Language understanding by a remote service (`nuance.nlu.v1.Runtime`) in place of the engine's own.
//!
//! A project keeps its own understanding for the languages that have no remote model, and for yes or no to "is that
//! right?". A service that cannot be reached fails the turn: the session stays as it was, so that the client may
//! try again, and nobody is misunderstood by a model that the designer did not choose.

mod client;
mod failure;

pub use client::UnderstandingService;
pub use failure::UnderstandingFailure;
