//! `cargo xtask demo`.

use crate::demo::{self, Example};
use crate::failure::Failure;
use crate::tools::install;
use crate::workspace::Workspace;

/// Builds and runs an example until Ctrl-C.
///
/// # Errors
///
/// When something does not build, does not come up, or ends by itself.
pub(crate) fn demo(workspace: &Workspace, example: Example, port: u16) -> Result<(), Failure> {
    let tools = install(workspace, &demo::NEEDS)?;
    demo::run(workspace, &tools, example, port)
}
