//! Question and answer nodes (model.md section 5).

mod answer;
mod ask;
mod captured;
mod command;
mod recovery;
mod selectables;
mod understand;

pub(super) use answer::{answer, process};
pub(super) use ask::ask;
pub(super) use captured::Captured;
pub(super) use recovery::fail;
pub(super) use understand::understand;
