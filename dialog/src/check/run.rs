//! All checks.

use super::Design;
use super::backends::backends;
use super::choices::choices;
use super::commands::commands;
use super::dead_ends::dead_ends;
use super::events::unhandled_events;
use super::intents::intents;
use super::loops::endless_loops;
use super::prompts::prompts;
use super::questions::questions;
use super::recovery::recovery;
use super::returns::{nothing_to_return_to, recursive_calls};
use super::training::training;
use super::unreachable::unreachable;
use super::values::values;
use crate::project::Finding;

/// A kind of check.
type Check = fn(&Design<'_>) -> Vec<Finding>;

/// In the order in which a designer would go about it: the flow, then what is asked and said, then the data behind it.
const CHECKS: &[Check] = &[
    unreachable,
    dead_ends,
    endless_loops,
    recursive_calls,
    nothing_to_return_to,
    unhandled_events,
    questions,
    values,
    choices,
    commands,
    prompts,
    recovery,
    intents,
    training,
    backends,
];

/// Runs every check.
pub(crate) fn run(design: &Design<'_>) -> Vec<Finding> {
    CHECKS.iter().flat_map(|check| check(design)).collect()
}
