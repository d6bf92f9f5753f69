//! The right to change the system, where it can be had without asking for a password.

use super::search::find_program;
use crate::failure::Failure;
use crate::process::Task;

/// How programs are run that change the system.
#[derive(Debug, Clone, Copy)]
pub(super) enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    pub(super) fn detect() -> Option<Self> {
        if nix::unistd::geteuid().is_root() {
            return Some(Self::Root);
        }
        find_program(&["sudo"])?;
        let may = Task::new("sudo").args(["-n", "true"]).output().is_ok();
        may.then_some(Self::Sudo)
    }

    /// Runs a program with it.
    pub(super) fn task(self, program: &str) -> Task {
        match self {
            Self::Root => Task::new(program),
            Self::Sudo => Task::new("sudo").args(["-n", program]),
        }
    }

    /// Installs packages with apt.
    pub(super) fn apt_install(
        self,
        packages: impl IntoIterator<Item = &'static str>,
    ) -> Result<(), Failure> {
        self.apt().arg("update").run()?;
        self.apt()
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages)
            .run()
    }

    /// Through `env`, because `sudo` passes no variables on.
    fn apt(self) -> Task {
        self.task("env")
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"])
    }
}
