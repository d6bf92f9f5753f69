//! How trunk is called.

use crate::process::Task;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// `trunk COMMAND` on the demo page. `--offline` makes it take the tools on `PATH` instead of downloading its own, and
/// `--release` has it build what visitors would load.
pub(crate) fn trunk(workspace: &Workspace, tools: &Toolbox, command: &str) -> Task {
    Task::new("trunk")
        .args([command, "--release", "--offline"])
        // trunk takes `NO_COLOR=1`, which many terminals set, for a value it does not know.
        .without_env("NO_COLOR")
        .with(tools)
        .within(workspace.root())
}
