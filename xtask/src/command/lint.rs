//! `cargo xtask lint`.

use super::test::run_suites;
use crate::failure::Failure;
use crate::suites::Suite;
use crate::workspace::Workspace;

/// Format check and clippy.
///
/// # Errors
///
/// When one of them complains.
pub(crate) fn lint(workspace: &Workspace) -> Result<(), Failure> {
    run_suites(workspace, &[Suite::Lint])
}
