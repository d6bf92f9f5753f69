//! `cargo xtask setup`.

use crate::console;
use crate::failure::Failure;
use crate::tools::{Need, install};
use crate::workspace::Workspace;

/// Installs every tool.
///
/// # Errors
///
/// When one cannot be installed.
pub(crate) fn setup(workspace: &Workspace) -> Result<(), Failure> {
    install(workspace, &Need::ALL)?;
    console::say("Everything that the other commands need is installed.");
    Ok(())
}
