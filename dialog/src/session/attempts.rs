//! How often a question was tried (model.md section 5).

use serde::{Deserialize, Serialize};

/// Attempts at a question since its answer was accepted last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Attempts {
    /// Failed answers to the question itself.
    #[serde(skip_serializing_if = "is_default")]
    pub collection: Failures,
    /// Failed answers to "is that right?".
    #[serde(skip_serializing_if = "is_default")]
    pub confirmation: Failures,
    /// How often what was understood was denied.
    #[serde(skip_serializing_if = "is_default")]
    pub denials: u32,
    /// How often something came between the question and its answer: a command, another intent that may not interrupt.
    #[serde(skip_serializing_if = "is_default")]
    pub repeats: u32,
    /// All of these together.
    #[serde(skip_serializing_if = "is_default")]
    pub turns: u32,
}

/// Failed answers by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failures {
    pub nomatch: u32,
    pub noinput: u32,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
