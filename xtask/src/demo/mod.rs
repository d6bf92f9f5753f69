//! An example with its page, for a person to try.

mod example;
mod interrupt;
mod page;
mod parts;
mod run;
mod service;

pub(crate) use example::Example;
pub(crate) use page::trunk;
pub(crate) use run::run;

use crate::tools::Need;

/// What the demo needs; browsers are the user's own.
pub(crate) const NEEDS: [Need; 4] = [
    Need::WasmTarget,
    Need::WasmBindgen,
    Need::NodeTools,
    Need::Trunk,
];
