//! `cargo xtask bench`.

use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// Measures the engine. `quick` takes seconds instead of minutes, for figures that are good enough to see a mistake.
///
/// # Errors
///
/// When the benchmark does not build or run.
pub(crate) fn bench(workspace: &Workspace, quick: bool) -> Result<(), Failure> {
    step(
        "Benchmarks of the dialog engine",
        "`cargo bench --package bavard-dialog` runs them alone.",
        || {
            Task::cargo()
                .args(["bench", "--package", "bavard-dialog", "--bench", "engine"])
                .args(if quick {
                    &["--", "--quick"][..]
                } else {
                    &[][..]
                })
                .within(workspace.root())
                .run()
        },
    )
}
