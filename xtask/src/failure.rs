//! Why a command stopped.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use crate::console;
use crate::step::elapsed_words;

/// Why a command stopped; what to do about it is said by the step that failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line has a word that means nothing.
    #[error("{0}; `cargo xtask help` lists the commands")]
    Usage(String),
    /// A step failed.
    #[error("{title}: {cause}\n  what to do: {advice}")]
    Step {
        /// What was being done.
        title: String,
        /// What went wrong.
        cause: Box<Failure>,
        /// What the user can do.
        advice: String,
    },
    /// A program is not on `PATH`.
    #[error("`{program}` was not found")]
    NoSuchProgram {
        /// Its name.
        program: String,
    },
    /// A program could not be started or read.
    #[error("`{command}` could not be run: {source}")]
    Unstartable {
        /// As one would type it.
        command: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ran and failed.
    #[error("`{command}` failed ({status})")]
    Ended {
        /// As one would type it.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// An installed tool says that it is another version.
    #[error("{tool} was installed but does not say that it is version {version}")]
    WrongVersion {
        /// Name of the tool.
        tool: String,
        /// The version asked for.
        version: String,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// `Cargo.lock` does not name a package.
    #[error("{package} is not in Cargo.lock")]
    NotLocked {
        /// The package.
        package: String,
    },
    /// Neither `XDG_CACHE_HOME` nor `HOME` is set.
    #[error("the cache directory is unknown: neither XDG_CACHE_HOME nor HOME is set")]
    NoCacheDirectory,
    /// Programs that only the system's package manager can bring are missing.
    #[error("missing on this machine: {}", programs.join(", "))]
    MissingPrograms {
        /// Their names.
        programs: Vec<String>,
    },
    /// An expected output of a build is not there.
    #[error("{} was not made", path.display())]
    NotMade {
        /// The file.
        path: PathBuf,
    },
    /// The embedded files grew too large.
    #[error("over budget: {}", budgets.join(", "))]
    OverBudget {
        /// Which budgets.
        budgets: Vec<String>,
    },
    /// Another program listens where the demo wants to.
    #[error("{address}, wanted for the {service}, is taken by another program")]
    AddressTaken {
        /// Which part of the demo wants it.
        service: &'static str,
        /// The address.
        address: SocketAddr,
    },
    /// A part of the demo did not come up in time.
    #[error("the {service} did not answer on {address} within {}", elapsed_words(*waited))]
    NotReady {
        /// Which part.
        service: &'static str,
        /// Where it should listen.
        address: SocketAddr,
        /// How long it was given.
        waited: Duration,
    },
    /// A part of the demo ended by itself.
    #[error("the {service} ended ({status}); its last words:\n{last_words}")]
    ServiceEnded {
        /// Which part.
        service: &'static str,
        /// How it ended.
        status: ExitStatus,
        /// The end of its output.
        last_words: String,
    },
    /// Ctrl-C could not be watched for.
    #[error("signals cannot be watched: {0}")]
    Signals(#[from] ctrlc::Error),
    /// Tests failed; the summary above says which.
    #[error("{0} failed")]
    TestsFailed(usize),
}

impl Failure {
    /// For `map_err` on file operations.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    /// Says what happened, for a command that goes on.
    pub(crate) fn report(&self) {
        console::complain(self);
    }
}

impl From<pico_args::Error> for Failure {
    fn from(error: pico_args::Error) -> Self {
        Self::Usage(error.to_string())
    }
}
