//! The server and the backends of the examples, built for the suites that run them.

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
    /// The backend of the showcase example.
    pub(crate) showcase_backend: PathBuf,
}

impl Programs {
    /// Builds them with the dev profile, which is fast to build and fast enough to serve one visitor.
    ///
    /// # Errors
    ///
    /// When they do not compile.
    pub(crate) fn build(workspace: &Workspace) -> Result<Self, Failure> {
        step(
            "Build the server and the backends of the examples",
            "The compiler's message above names the place.",
            || {
                Task::cargo()
                    .args([
                        "build",
                        "--package",
                        "bavard-server",
                        "--package",
                        "coffee-backend",
                        "--package",
                        "showcase-backend",
                        // It has no programs, but it shares crates with them: named here, their features are the same
                        // for both, and nothing is built twice.
                        "--package",
                        "bavard-e2e",
                        "--bins",
                    ])
                    .within(workspace.root())
                    .run()
            },
        )?;
        Ok(Self {
            bavard: workspace.dev_program("bavard"),
            coffee_backend: workspace.dev_program("coffee-backend"),
            showcase_backend: workspace.dev_program("showcase-backend"),
        })
    }
}
