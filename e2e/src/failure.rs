//! Why a scenario could not be played.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bavard_server::conversation_file::ConversationFileError;
use thirtyfour::error::WebDriverError;

/// Why a scenario could not be played to its end.
#[derive(thiserror::Error)]
pub enum Failure {
    /// The tests were started without what `cargo xtask test` prepares.
    #[error("{variable} is not set: run the end-to-end tests with `cargo xtask test --suite e2e`")]
    NotPrepared {
        /// The missing environment variable.
        variable: &'static str,
    },
    /// A program could not be started or read.
    #[error("{}: {source}", program.display())]
    Program {
        /// Which one.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended before it said where it listens.
    #[error("{} ended without saying where it listens; it said:\n{said}", program.display())]
    NotListening {
        /// Which one.
        program: PathBuf,
        /// What it wrote to standard output.
        said: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The example's configuration has another form than expected.
    #[error("bavard.toml of the example: {0}")]
    Config(String),
    /// A network address could not be used.
    #[error("network: {0}")]
    Network(io::Error),
    /// The browser refused a command.
    #[error("browser: {0}")]
    Browser(#[from] WebDriverError),
    /// Something did not come in time.
    #[error("{what} did not come within {limit:?}; last seen: {last_seen}")]
    TooLate {
        /// What was waited for.
        what: String,
        /// How long.
        limit: Duration,
        /// What was there instead.
        last_seen: String,
    },
    /// A conversation file cannot be read.
    #[error(transparent)]
    Conversations(#[from] ConversationFileError),
    /// What was seen is not what should be seen.
    #[error("{0}")]
    Unexpected(String),
    /// Some of many scenarios of one browser failed.
    #[error("{} failed:\n{}", .0.len(), listed(.0))]
    Several(Vec<(String, Failure)>),
    /// A picture cannot be read or written.
    #[error("picture: {0}")]
    Picture(#[from] image::ImageError),
    /// A picture cannot be written.
    #[error("picture: {0}")]
    Png(#[from] png::EncodingError),
    /// What the page told about itself cannot be read.
    #[error("the page's own account cannot be read: {0}")]
    Account(#[from] serde_json::Error),
}

impl Failure {
    /// For `map_err` on file operations.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    /// For `map_err` on operations of a program.
    pub(crate) fn of(program: &Path) -> impl FnOnce(io::Error) -> Self {
        let program = program.to_owned();
        move |source| Self::Program { program, source }
    }
}

fn listed(failures: &[(String, Failure)]) -> String {
    let lines: Vec<String> = failures
        .iter()
        .map(|(name, failure)| format!("- {name}: {failure}"))
        .collect();
    lines.join("\n")
}

/// The test runner prints what a test returns with `{:?}`; a person reads it.
impl fmt::Debug for Failure {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, text)
    }
}
