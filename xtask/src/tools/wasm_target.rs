//! The standard library for `wasm32-unknown-unknown`.

use std::path::Path;

use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// The target of the widget.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target, and the source of its standard library, unless the compiler in use has it.
///
/// # Errors
///
/// When rustup is missing or cannot fetch it.
pub(crate) fn install(workspace: &Workspace) -> Result<(), Failure> {
    if !has_source(workspace) {
        // Without it the widget is larger and does the same, so that a compiler from elsewhere will do.
        let _ = step(
            "Add the source of Rust's standard library",
            "It makes the widget smaller; `rustup component add rust-src` adds it.",
            || {
                Task::new("rustup")
                    .args(["component", "add", "rust-src"])
                    .within(workspace.root())
                    .run()
            },
        );
    }
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

/// Whether the compiler's source is there, for a standard library made with the widget.
pub(crate) fn has_source(workspace: &Workspace) -> bool {
    Task::new("rustc")
        .args(["--print", "sysroot"])
        .within(workspace.root())
        .output()
        .is_ok_and(|sysroot| {
            let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
            library.join("Cargo.lock").is_file()
        })
}

/// Asks the compiler and not rustup, so that a Rust from elsewhere will do.
fn is_there(workspace: &Workspace) -> bool {
    Task::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .within(workspace.root())
        .output()
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}
