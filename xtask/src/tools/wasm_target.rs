//! The standard library for `wasm32-unknown-unknown`.

use std::path::Path;

use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// The target of the widget.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target unless the compiler in use has it.
///
/// # Errors
///
/// When rustup is missing or cannot fetch it.
pub(crate) fn install(workspace: &Workspace) -> Result<(), Failure> {
    if is_there(workspace) {
        return Ok(());
    }
    step(
        &format!("Add the Rust target {WASM_TARGET}"),
        "Install Rust with rustup (https://rustup.rs), or add the target with the tool that installed Rust.",
        || {
            Task::new("rustup")
                .args(["target", "add", WASM_TARGET])
                .within(workspace.root())
                .run()
        },
    )
}

/// Asks the compiler and not rustup, so that a Rust from elsewhere will do.
fn is_there(workspace: &Workspace) -> bool {
    Task::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .within(workspace.root())
        .output()
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}
