//! What understanding answers (nlu.md section 3).

use serde_json::Value;

/// What a text means.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It means something, if only [`NO_INTENT`](super::NO_INTENT).
    Match(Interpretation),
    /// It means nothing that the project knows.
    NoMatch,
}

/// One reading of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Interpretation {
    /// The text that was considered: without blanks at its ends, at most [`MAX_CONSIDERED`](super::MAX_CONSIDERED) long.
    pub literal: String,
    /// Name of the intent; `None` is the format's `NO_INTENT`: the text matches, but carries entities only.
    pub intent: Option<String>,
    /// How sure the reading is, 0 to 1; 1 for a literal or a sample word by word.
    pub confidence: f32,
    /// Entities in the order of the text, each name at most once.
    pub entities: Vec<SpottedEntity>,
}

/// An entity found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct SpottedEntity {
    /// Name of the entity; the outermost one where entities inherit from each other.
    pub name: String,
    /// Value by the kind of the entity (nlu.md section 3): mostly a string, an object for amounts.
    pub value: Value,
    /// The part of the text that carries it, as the visitor wrote it.
    pub literal: String,
    /// Where the literal starts in the query's text, in Unicode scalar values.
    pub start: usize,
    /// Where the literal ends in the query's text (exclusive), in Unicode scalar values.
    pub end: usize,
    /// How sure it is that the literal plays this role, 0 to 1.
    pub confidence: f32,
}
