//! What conversations did, as JSON lines for analysis: [`Entry`] says what is in a line.
//!
//! The log is about designs, not about people. Its entries hold what the design's author wrote (names of nodes, intents,
//! hosts) and measurements; who talked is only there as a keyed hash ([`Pseudonyms`]), and what was said is left out
//! unless the operator asks for it, and then still where it is sensitive or the client forbade it ([`Said`]).
//! A session that expires makes no entry: stores of several machines forget sessions by themselves, and nobody is told.
//!
//! Turns never wait for the log: its lines go through a bounded queue to a thread of their own. When the disk is slower
//! than the visitors, entries are dropped, and an entry says how many.

mod entry;
mod log;
mod pseudonym;
mod turn;
mod writer;

pub use entry::{DataAccessEntry, EndReason, Entry, Event, Said, SessionEntry, TurnEntry};
pub use log::{EventLog, SessionFacts};
pub use pseudonym::{Pseudonym, Pseudonyms};
pub use turn::{Fetch, TurnFacts, TurnTrail, action_name, input_name, input_text};
pub use writer::EventLogError;
