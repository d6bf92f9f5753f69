//! Tools that `cargo install` builds.

use std::path::{Path, PathBuf};

use super::cache::{Probe, ToolFolder};
use crate::console;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;

/// A program from crates.io at one version.
#[derive(Debug, Clone)]
pub(crate) struct CargoTool {
    /// Name of the package.
    pub(crate) package: &'static str,
    /// Name of the program that is asked for its version.
    pub(crate) program: &'static str,
    /// Exactly this one.
    pub(crate) version: String,
    /// How long an installation takes on two cores.
    pub(crate) duration: &'static str,
}

impl CargoTool {
    /// Builds it unless it is there. Returns the folder of its programs.
    ///
    /// # Errors
    ///
    /// When cargo cannot build it.
    pub(crate) fn install(&self, cache: &Path) -> Result<PathBuf, Failure> {
        let probe = Probe {
            program: Path::new("bin").join(self.program),
            version: self.version.clone(),
        };
        let name = format!("{}-{}", self.package, self.version);
        let folder = ToolFolder::new(cache, &name, vec![probe]);
        if !folder.is_complete() {
            step(
                &format!(
                    "Install {} {} (about {})",
                    self.package, self.version, self.duration
                ),
                "Check that crates.io can be reached and a C compiler is installed, then run the command again.",
                || folder.fill(|root| self.build(root)),
            )?;
        }
        Ok(folder.path().join("bin"))
    }

    /// The versions in the tool's own lock file are the tested ones; where the registry's index lags behind them, cargo
    /// chooses others.
    fn build(&self, root: &Path) -> Result<(), Failure> {
        self.cargo_install(root)
            .arg("--locked")
            .run()
            .or_else(|failure| {
                console::say(format_args!(
                    "    {failure}; trying again without its lock file"
                ));
                self.cargo_install(root).run()
            })
    }

    fn cargo_install(&self, root: &Path) -> Task {
        Task::cargo()
            .args(["install", self.package, "--version", &self.version])
            .arg("--root")
            .arg(root)
            // The tool must not be built into the project's target folder.
            .without_env("CARGO_TARGET_DIR")
            .within(root)
    }
}
