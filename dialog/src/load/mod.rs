//! From `dialog.json` to the checked model.
//!
//! The file is read as plain JSON and walked by hand instead of through derived types: derived types stop at the first
//! mismatch and forget where it was, while a designer wants every problem with its path, and unknown keys, empty
//! strings and two spellings of most things are normal in real exports (model.md section 1). Ids are gathered first,
//! because everything refers to everything.

mod behaviors;
mod channels;
mod commands;
mod components;
mod data_access;
mod document;
mod events;
mod expressions;
mod index;
mod nodes;
mod ontology;
mod places;
mod processing;
mod prompts;
mod questions;
mod reader;
mod reserved;
mod routers;
mod settings;
mod variables;

pub(crate) use document::load;
pub(crate) use places::Places;
