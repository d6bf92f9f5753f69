//! rustfmt and clippy.

use super::tally::Tally;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::WASM_TARGET;
use crate::workspace::Workspace;

/// Three checks; one that complains does not keep the others from running.
pub(super) fn run(workspace: &Workspace, tally: &mut Tally) -> Result<(), Failure> {
    let cargo = |arguments: &[&str]| Task::cargo().args(arguments).within(workspace.root()).run();
    tally.check(step(
        "Check the format",
        "Run `cargo fmt --all`; if rustfmt is missing, `rustup component add rustfmt`.",
        || cargo(&["fmt", "--all", "--check"]),
    ));
    tally.check(step(
        "Clippy, native",
        "Clippy's message above names the place; if clippy is missing, `rustup component add clippy`.",
        || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
        },
    ));
    tally.check(step(
        "Clippy, the widget for wasm",
        "Clippy's message above names the place.",
        || {
            cargo(&[
                "clippy",
                "--package",
                "bavard",
                "--all-targets",
                "--target",
                WASM_TARGET,
                "--",
                "-D",
                "warnings",
            ])
        },
    ));
    Ok(())
}
