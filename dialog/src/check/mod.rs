//! What would fail at run time, and what a designer would want to know besides.
//!
//! Each file is one kind of check: a function over the [`Design`] that returns findings. Loading has already found what
//! cannot be read; checks look at the design as a whole. They are made so that whatever they are not sure of is silent:
//! ways that depend on values count as ways, and an error means that a conversation breaks for certain.

mod backends;
mod choices;
mod commands;
mod contents;
mod dead_ends;
mod design;
mod events;
mod intents;
mod leads;
mod loops;
mod prompts;
mod questions;
mod reach;
mod recovery;
mod returns;
mod run;
mod training;
mod unreachable;
mod values;
mod vocabulary;
mod ways;

pub(crate) use design::Design;
pub(crate) use run::run;
