//! An exported Mix.dialog project: what was read, what is wrong with it, and the checked model that turns run on.

mod files;
mod finding;
mod json_path;

use serde_json::{Map, Value};

use crate::session::{SessionStart, SessionState, StartError};
use crate::{Input, Step, TurnError};

pub use files::{LocaleFile, ProjectFiles};
pub use finding::{Finding, FindingCode, LoadError, Severity};
pub use json_path::JsonPath;

/// A loaded project: immutable, to be shared in an `Arc`.
#[derive(Debug)]
pub struct Project {
    findings: Vec<Finding>,
}

impl Project {
    /// Reads, checks and trains a project.
    ///
    /// # Errors
    ///
    /// Every problem that was found, if one of them keeps the project from running.
    pub fn load(_files: &ProjectFiles) -> Result<Project, LoadError> {
        Err(LoadError {
            findings: Vec::new(),
        })
    }

    /// Warnings of the project.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Display names of the channels that a session can choose.
    pub fn channels(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Locales of the project.
    pub fn languages(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Creates a session; nothing runs before its first [`Project::execute`].
    ///
    /// # Errors
    ///
    /// When the project lacks the channel or language.
    pub fn start(&self, start: &SessionStart) -> Result<SessionState, StartError> {
        Err(StartError::UnknownChannel {
            channel: start.channel.clone(),
            supported: Vec::new(),
        })
    }

    /// Takes one turn, or a part of it up to a server-side fetch. `now` is the visitor's local time.
    ///
    /// # Errors
    ///
    /// [`TurnError`]; the session goes on from `state` as if the call had not been made.
    pub fn execute(
        &self,
        _state: &SessionState,
        _input: Input,
        _now: jiff::civil::DateTime,
    ) -> Result<Step, TurnError> {
        Err(TurnError::Ended)
    }

    /// Sets session data in a running session: declared variables only, `language` only to a supported locale; the
    /// rest is ignored (model.md section 10).
    pub fn update(&self, state: &SessionState, _data: &Map<String, Value>) -> SessionState {
        state.clone()
    }
}
