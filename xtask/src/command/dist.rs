//! `cargo xtask dist`.

use crate::dist;
use crate::failure::Failure;
use crate::tools::install;
use crate::workspace::Workspace;

/// Builds `dist/`, prints the sizes and checks the budgets.
///
/// # Errors
///
/// When something does not build or is over budget.
pub(crate) fn dist(workspace: &Workspace) -> Result<(), Failure> {
    let tools = install(workspace, &dist::NEEDS)?;
    dist::build(workspace, &tools)?;
    dist::check_budgets(workspace)?.into_result()
}
