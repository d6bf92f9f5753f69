//! A loaded project, and what can be done with it.

use std::collections::HashMap;

use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::training::Training;
use super::{Finding, LoadError, ProjectFiles};
use crate::check::{self, Design};
use crate::flow::Flow;
use crate::input::Input;
use crate::load::{self, Places};
use crate::model::Model;
use crate::session::{self, SessionStart, SessionState, SessionView, StartError};
use crate::turn::{self, Step, TurnError};
use crate::understanding::{NO_INTENT, Understanding};

/// A loaded project: immutable, to be shared in an `Arc`.
#[derive(Debug)]
pub struct Project {
    model: Model,
    understandings: HashMap<String, Understanding>,
    findings: Vec<Finding>,
}

/// A project with what it was made from.
struct Source {
    project: Project,
    training: Training,
    places: Places,
}

fn read(files: &ProjectFiles) -> Result<Source, LoadError> {
    let mut unreadable = Vec::new();
    let training = Training::parse(&files.locales, &mut unreadable);
    let sound = unreadable.is_empty();
    let document = load::load(&files.dialog, &|entity| training.is_sensitive(entity));
    let mut findings = document.findings;
    findings.append(&mut unreadable);
    let Some((model, places)) = document.model.filter(|_| sound) else {
        return Err(LoadError { findings });
    };
    let understandings = training.train(&model, &places, &mut findings);
    Ok(Source {
        project: Project {
            model,
            understandings,
            findings,
        },
        training,
        places,
    })
}

impl Project {
    /// Reads and trains a project. What has to be understood to load it is checked on the way; [`Project::check`] looks
    /// at the whole design.
    ///
    /// # Errors
    ///
    /// Every problem that was found, if one of them keeps the project from running.
    pub fn load(files: &ProjectFiles) -> Result<Project, LoadError> {
        Ok(read(files)?.project)
    }

    /// Every problem of a project: what loading finds, then what would fail at run time. The latter takes the design
    /// as a whole, so that a project that does not load gets the former only.
    ///
    /// Loading leaves it out because it takes several times as long and serves designers, not sessions.
    pub fn check(files: &ProjectFiles) -> Vec<Finding> {
        match read(files) {
            Err(error) => error.findings,
            Ok(source) => {
                let design = Design::new(
                    &source.project.model,
                    &source.places,
                    &source.training.0,
                    &source.project.understandings,
                );
                let mut findings = source.project.findings;
                findings.extend(check::run(&design));
                findings
            }
        }
    }

    /// What loading found. An error among it breaks conversations that get there, but not the project.
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
        session::entity_data(&self.model, state).collect()
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

    /// A session by the designer's names, for people to look at. Values of sensitive entities and masked variables are
    /// left out.
    pub fn view(&self, state: &SessionState) -> SessionView {
        session::view(&self.model, state)
    }

    /// Whether this is the name of an intent of the design, or `NO_INTENT`. The active intent of a session need not be
    /// one: designs can assign it any text.
    pub fn has_intent(&self, name: &str) -> bool {
        name == NO_INTENT || self.model.intent_names.contains(name)
    }

    /// Whether the entity or variable of this name holds what only the visitor may see.
    pub fn is_sensitive(&self, name: &str) -> bool {
        session::is_sensitive(&self.model, name)
    }

    /// Whether a visitor's text may be written down outside of the session: it answered no question for something
    /// sensitive, gave nothing sensitive, and repeats no sensitive value of the session. `before` and `after` are the
    /// session around the turn that the text was said in.
    pub fn may_be_disclosed(
        &self,
        before: &SessionState,
        after: &SessionState,
        text: &str,
    ) -> bool {
        session::may_be_disclosed(&self.model, before, after, text)
    }

    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// What understands the texts of a language; none if it has no training data.
    pub(crate) fn understanding(&self, language: &str) -> Option<&Understanding> {
        self.understandings.get(language)
    }
}
