//! Question and answer nodes (model.md section 5).

mod actions;
mod answer;
mod ask;
mod behavior;
mod captured;
mod command;
mod confirm;
mod confirmation_answer;
mod filling;
mod recognition;
mod recovery;
mod resources;
mod selectables;
mod settings;
mod understand;

pub(super) use actions::process;
pub(super) use answer::answer;
pub(super) use ask::ask;
pub(super) use captured::Captured;
pub(super) use confirm::{confirm, drop_answer, fail_to_confirm};
pub(super) use confirmation_answer::ConfirmationAnswer;
pub(super) use recovery::{fail, interrupted};
pub(crate) use settings::MAXIMUM_FAILURES;
pub(super) use settings::confidence_low;
pub(super) use understand::{understand, understand_speech};
