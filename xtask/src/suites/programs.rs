//! The server and the coffee shop's backend, built for the suites that run them.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// Paths of the built programs.
#[derive(Debug)]
pub(crate) struct Programs {
    /// The server.
    pub(crate) bavard: PathBuf,
    /// The backend of the coffee example.
    pub(crate) coffee_backend: PathBuf,
}

impl Programs {
    /// Builds both with the dev profile, which is fast to build and fast enough to serve one visitor.
    ///
    /// # Errors
    ///
    /// When they do not compile.
    pub(crate) fn build(workspace: &Workspace) -> Result<Self, Failure> {
        step(
            "Build the server and the coffee shop's backend",
            "The compiler's message above names the place.",
            || {
                Task::cargo()
                    .args([
                        "build",
                        "--package",
                        "bavard-server",
                        "--package",
                        "coffee-backend",
                        "--bins",
                    ])
                    .within(workspace.root())
                    .run()
            },
        )?;
        Ok(Self {
            bavard: workspace.dev_program("bavard"),
            coffee_backend: workspace.dev_program("coffee-backend"),
        })
    }
}
