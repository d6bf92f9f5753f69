//! Tests of every package that need no browser, with those in the documentation.

use super::tally::Tally;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, tally: &mut Tally) -> Result<(), Failure> {
    step(
        "Native tests",
        "`cargo test -p PACKAGE NAME` runs one of them.",
        || {
            Task::cargo()
                .args([
                    "test",
                    "--workspace",
                    "--exclude",
                    "bavard-e2e",
                    "--no-fail-fast",
                ])
                .within(workspace.root())
                .observed(|line| tally.read(line))
        },
    )
}
