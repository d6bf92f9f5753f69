//! Events and who handles them (model.md section 14).

use super::{Key, Transition};

/// Names of the events that the engine itself throws.
pub(crate) mod event_name {
    pub(crate) const ERROR: &str = "error";
    /// Catches whatever has no handler of its own.
    pub(crate) const ANY: &str = "event";
    pub(crate) const HANGUP: &str = "event.nuance.hangup";
    pub(crate) const MAX_NOMATCHES: &str = "event.nuance.dialog.odm.maxnomatches";
    pub(crate) const MAX_NOINPUTS: &str = "event.nuance.dialog.odm.maxnoinputs";
    /// The question was repeated too often without an answer.
    pub(crate) const MAX_REPEATS: &str = "event.nuance.dialog.odm.maxrepeats";
    /// The same information was tried for too often.
    pub(crate) const MAX_TURNS: &str = "event.nuance.dialog.odm.maxturns";
    /// What was understood was denied too often.
    pub(crate) const MAX_NO_TO_CONFIRM: &str = "event.nuance.dialog.odm.maxnotoconfirms";
    /// Whether it was right what was understood could not be found out.
    pub(crate) const MAX_INVALID_ANSWERS: &str = "event.nuance.dialog.odm.maxinvalidanswers";
    pub(crate) const CUSTOM_PREFIX: &str = "event.custom.";
}

/// An event of the project.
#[derive(Debug)]
pub(crate) struct Event {
    /// `eventString`, by which it is known everywhere.
    pub name: String,
    /// `uiString`, by which clients may name a custom event.
    pub label: String,
}

/// What a node, component or project does about an event.
#[derive(Debug)]
pub(crate) struct Handler {
    pub event: Key<Event>,
    pub transition: Transition,
}
