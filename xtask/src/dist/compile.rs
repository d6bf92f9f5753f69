//! Compiles the widget, with a standard library made for it where the compiler's source is there.
//!
//! The standard library that comes with the compiler is made for speed and says in words why a program panics. Made anew
//! with the widget's own profile, and with panics that end the program at once, it spares every visitor 14 KiB (brotli);
//! the loader's guard tells of such an end as of any other trap. The compiler calls the two options for that unstable, so
//! they are tried out first: a compiler that does not know them, or without its source (`rustup component add rust-src`),
//! builds the larger widget, which does the same.

use std::path::{Path, PathBuf};

use super::PROGRAM;
use crate::console;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::{WASM_TARGET, has_source};
use crate::workspace::Workspace;

/// The cargo profile of the widget.
const PROFILE: &str = "widget";

/// Lets a stable compiler take unstable options.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

const AT_ONCE: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/// Compiles the widget with the standard library of the compiler, and downloads the crates it is made of.
///
/// # Errors
///
/// When it does not compile.
pub(crate) fn compile_widget(workspace: &Workspace) -> Result<(), Failure> {
    compiled(|| build(workspace).run())
}

/// Compiles the widget as small as this compiler can, and says where it is.
///
/// # Errors
///
/// When it does not compile.
pub(super) fn compile_small(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let target = workspace.target();
    if !can_make_library(workspace) {
        console::say(format_args!(
            "    without the compiler's source the widget is some 14 KiB larger: `rustup component add rust-src`"
        ));
        compile_widget(workspace)?;
        return Ok(program_in(target));
    }
    // Beside the other builds, which would be made anew each time for the other options.
    let target = target.join("small");
    compiled(|| {
        build(workspace)
            .args(["-Zbuild-std=std,panic_abort", "--target-dir"])
            .arg(&target)
            .env(UNSTABLE.0, UNSTABLE.1)
            .env("RUSTFLAGS", AT_ONCE.join(" "))
            .run()
    })?;
    Ok(program_in(&target))
}

fn compiled(compile: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    step(
        &format!("Compile the widget (profile `{PROFILE}`)"),
        "The compiler's message above names the place.",
        compile,
    )
}

fn build(workspace: &Workspace) -> Task {
    Task::cargo()
        .args([
            "build",
            "--package",
            "bavard",
            "--bin",
            PROGRAM,
            "--no-default-features",
        ])
        .args(["--target", WASM_TARGET, "--profile", PROFILE])
        .within(workspace.root())
}

fn program_in(target: &Path) -> PathBuf {
    let folder = target.join(WASM_TARGET).join(PROFILE);
    folder.join(PROGRAM).with_extension("wasm")
}

/// Whether this compiler can make the standard library with the widget.
pub(super) fn can_make_library(workspace: &Workspace) -> bool {
    has_source(workspace)
        && Task::new("rustc")
            .args(AT_ONCE)
            .args(["--print", "cfg"])
            .env(UNSTABLE.0, UNSTABLE.1)
            .within(workspace.root())
            .output()
            .is_ok()
}
