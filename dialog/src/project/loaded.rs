//! A loaded project, and what can be done with it.

use std::collections::HashMap;

use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::training::Training;
use super::{Finding, LoadError, ProjectFiles, Severity};
use crate::flow::Flow;
use crate::input::Input;
use crate::load;
use crate::model::{Model, ValueType};
use crate::session::{self, SessionStart, SessionState, StartError};
use crate::turn::{self, Step, TurnError};
use crate::understanding::Understanding;

/// A loaded project: immutable, to be shared in an `Arc`.
#[derive(Debug)]
pub struct Project {
    model: Model,
    understandings: HashMap<String, Understanding>,
    findings: Vec<Finding>,
}

impl Project {
    /// Reads, checks and trains a project.
    ///
    /// # Errors
    ///
    /// Every problem that was found, if one of them keeps the project from running.
    pub fn load(files: &ProjectFiles) -> Result<Project, LoadError> {
        let mut findings = Vec::new();
        let training = Training::parse(&files.locales, &mut findings);
        let (model, of_dialog) = load::load(&files.dialog, &|entity| training.is_sensitive(entity));
        findings.splice(0..0, of_dialog);
        let sound = findings
            .iter()
            .all(|finding| finding.severity == Severity::Warning);
        let Some(model) = model.filter(|_| sound) else {
            return Err(LoadError { findings });
        };
        let understandings = training.train(&model, &mut findings);
        Ok(Project {
            model,
            understandings,
            findings,
        })
    }

    /// Warnings of the project.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Display names of the channels that a session can choose.
    pub fn channels(&self) -> Vec<&str> {
        session::enabled_channels(&self.model)
            .map(|(_, channel)| channel.name.as_str())
            .collect()
    }

    /// Locales of the project.
    pub fn languages(&self) -> Vec<&str> {
        self.model.languages.iter().map(String::as_str).collect()
    }

    /// The design as a graph.
    pub fn flow(&self) -> Flow {
        Flow::of(&self.model)
    }

    /// Creates a session; nothing runs before its first [`Project::execute`].
    ///
    /// # Errors
    ///
    /// When the project lacks the channel or language.
    pub fn start(&self, start: &SessionStart) -> Result<SessionState, StartError> {
        session::start(&self.model, start)
    }

    /// The dynamic entity data of a session, variable by variable: `{"ENTITY": [{canonical, literal, ..}]}` (model.md
    /// section 11). A caller that lets another service understand texts sends them along as word sets.
    pub fn wordsets<'a>(&self, state: &'a SessionState) -> Vec<&'a Value> {
        let variables = self.model.variables.iter();
        variables
            .filter(|variable| variable.value_type == ValueType::DynamicEntityData)
            .filter_map(|variable| state.variables.get(&variable.name))
            .collect()
    }

    /// Takes one turn, or a part of it up to a server-side fetch. `now` is the visitor's local time.
    ///
    /// # Errors
    ///
    /// [`TurnError`]; the session goes on from `state` as if the call had not been made.
    pub fn execute(
        &self,
        state: &SessionState,
        input: Input,
        now: DateTime,
    ) -> Result<Step, TurnError> {
        turn::execute(self, state, input, now)
    }

    /// Sets session data in a running session: declared variables only, `language` only to a supported locale; the
    /// rest is ignored (model.md section 10).
    pub fn update(&self, state: &SessionState, data: &Map<String, Value>) -> SessionState {
        let mut state = state.clone();
        session::set_data(&self.model, &mut state, data);
        state
    }

    /// The session in another channel or language, as the selector of an Execute chooses them (model.md section 10);
    /// empty texts leave them as they are.
    ///
    /// # Errors
    ///
    /// When the project lacks the channel or language; the session goes on from `state`.
    pub fn select(
        &self,
        state: &SessionState,
        channel: &str,
        language: &str,
    ) -> Result<SessionState, StartError> {
        session::select(&self.model, state, channel, language)
    }

    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// What understands the texts of a language; none if it has no training data.
    pub(crate) fn understanding(&self, language: &str) -> Option<&Understanding> {
        self.understandings.get(language)
    }
}
