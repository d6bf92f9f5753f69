//! `cargo xtask demo`.

use crate::demo;
use crate::failure::Failure;
use crate::tools::install;
use crate::workspace::Workspace;

/// Builds and runs the coffee example until Ctrl-C.
///
/// # Errors
///
/// When something does not build, does not come up, or ends by itself.
pub(crate) fn demo(workspace: &Workspace, port: u16) -> Result<(), Failure> {
    let tools = install(workspace, &demo::NEEDS)?;
    demo::run(workspace, &tools, port)
}
