//! `cargo xtask test`.

use crate::console;
use crate::failure::Failure;
use crate::suites::{Suite, Summary};
use crate::tools::{Need, install};
use crate::workspace::Workspace;

/// Installs what is missing, runs the suites and sums up. A failed suite does not keep the others from running.
///
/// # Errors
///
/// When a tool cannot be installed or a test failed.
pub(crate) fn test(workspace: &Workspace, suites: &[Suite]) -> Result<(), Failure> {
    run_suites(workspace, suites)
}

/// What `test` and `lint` share.
pub(super) fn run_suites(workspace: &Workspace, suites: &[Suite]) -> Result<(), Failure> {
    let needs: Vec<Need> = suites.iter().flat_map(|suite| suite.needs()).collect();
    let tools = install(workspace, &needs)?;
    let mut summary = Summary::default();
    for suite in suites {
        summary.add(suite.run(workspace, &tools));
    }
    console::say(&summary);
    match summary.total().failed {
        0 => Ok(()),
        failed => Err(Failure::TestsFailed(failed)),
    }
}
