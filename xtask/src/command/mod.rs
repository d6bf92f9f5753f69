//! One function for each command.

mod bench;
mod demo;
mod dist;
mod lint;
mod setup;
mod test;

pub(crate) use bench::bench;
pub(crate) use demo::demo;
pub(crate) use dist::dist;
pub(crate) use lint::lint;
pub(crate) use setup::setup;
pub(crate) use test::test;
