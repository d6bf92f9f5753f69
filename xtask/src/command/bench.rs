//! `cargo xtask bench`.

use crate::arguments::Subject;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// Measures the engine or the server. `quick` takes much less time, for figures that are good enough to see a mistake.
///
/// # Errors
///
/// When the benchmark does not build or run.
pub(crate) fn bench(workspace: &Workspace, subject: Subject, quick: bool) -> Result<(), Failure> {
    let (what, hint, package, target) = match subject {
        Subject::Engine => (
            "Benchmarks of the dialog engine",
            "`cargo bench --package bavard-dialog` runs them alone.",
            "bavard-dialog",
            "engine",
        ),
        Subject::Server => (
            "Benchmarks of the server",
            "`cargo bench --package bavard-server --bench service -- --help` shows how to run a part of them.",
            "bavard-server",
            "service",
        ),
    };
    step(what, hint, || {
        Task::cargo()
            .args(["bench", "--package", package, "--bench", target])
            .args(if quick {
                &["--", "--quick"][..]
            } else {
                &[][..]
            })
            .within(workspace.root())
            .run()
    })
}
