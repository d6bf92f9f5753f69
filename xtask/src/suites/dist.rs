//! The embedded files and their budgets.

use super::tally::Tally;
use crate::dist::{build, check_budgets};
use crate::failure::Failure;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// Each budget is a check.
pub(super) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    tally: &mut Tally,
) -> Result<(), Failure> {
    build(workspace, tools)?;
    let report = check_budgets(workspace)?;
    tally.passed(report.kept());
    tally.failed(report.broken());
    report.into_result()
}
