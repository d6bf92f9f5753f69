//! The test suites, in the order in which they run: what fails fastest comes first.

mod browser;
mod clients;
mod conversations;
mod counts;
mod dist;
mod end_to_end;
mod examples;
mod lint;
mod native;
mod page;
mod programs;
mod suite;
mod summary;
mod tally;

pub(crate) use programs::Programs;
pub(crate) use suite::Suite;
pub(crate) use summary::Summary;
