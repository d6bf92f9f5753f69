//! What a built-in finds.

use serde_json::Value;

/// What stands at the beginning of a run of words.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::understanding) struct Reading {
    /// How many words it takes, at least 1.
    pub(in crate::understanding) words: usize,
    /// Its value; `None` where the words themselves are the value.
    pub(in crate::understanding) value: Option<Value>,
}

impl Reading {
    pub(super) fn new(words: usize, value: impl Into<Value>) -> Reading {
        Reading {
            words,
            value: Some(value.into()),
        }
    }
}

/// Where a kind is looked for: some words are values only as answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// In a text that answers no question for it.
    Anywhere,
    /// In an answer to a question for it.
    Asked,
    /// As all of such an answer.
    Whole,
}

impl Wanted {
    /// Whether the question asks for it.
    pub(super) fn is_asked(self) -> bool {
        self != Wanted::Anywhere
    }
}
