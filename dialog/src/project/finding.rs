//! What the loader has to say about a project.

use std::fmt;

use super::JsonPath;

/// One problem of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether the project can run all the same.
    pub severity: Severity,
    /// Kind of problem, stable over versions.
    pub code: FindingCode,
    /// Where it is in `dialog.json`; `$` for the file as a whole and for training data.
    pub path: JsonPath,
    /// The designer's name of the node that it is in.
    pub node: Option<String>,
    /// One sentence on what is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {} at {}",
            self.severity, self.code, self.path
        )?;
        if let Some(node) = &self.node {
            write!(formatter, " (node {node})")?;
        }
        write!(formatter, ": {}", self.message)
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The project is refused.
    Error,
    /// The project runs; what the finding names is left out.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// Kinds of problems; each displays as its stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FindingCode {
    /// `invalid-json`: the file is not JSON, or is cut off.
    InvalidJson,
    /// `missing-project`: neither `data` nor `importProject` is there.
    MissingProject,
    /// `missing-key`: something needed is not there.
    MissingKey,
    /// `wrong-type`: a value has another JSON type than its key needs.
    WrongType,
    /// `unknown-value`: a word that is not among those of its key.
    UnknownValue,
    /// `unknown-node-type`: a node without a key that names a known type.
    UnknownNodeType,
    /// `duplicate-id`: two things of a kind share an id.
    DuplicateId,
    /// `missing-node`: a transition leads to a node that is not there.
    MissingNode,
    /// `missing-component`: a component is called that is not there.
    MissingComponent,
    /// `missing-variable`: a variable or field is used that is not there.
    MissingVariable,
    /// `missing-entity`: an entity is used that is not there.
    MissingEntity,
    /// `missing-event`: an event is thrown or handled that is not there.
    MissingEvent,
    /// `missing-channel`: something belongs to a channel that is not there.
    MissingChannel,
    /// `missing-backend`: a data access uses a backend or data host that is not there.
    MissingBackend,
    /// `missing-start`: a component without start node, or a project without component `Main`.
    MissingStart,
    /// `dangling-intent-mapping`: an intent is mapped to something that is not there.
    DanglingIntentMapping,
    /// `too-deep`: items or expressions are nested deeper than the engine follows.
    TooDeep,
    /// `missing-training-data`: a locale without training data.
    MissingTrainingData,
    /// `invalid-training-data`: training data that cannot be read.
    InvalidTrainingData,
    /// `training`: something in the training data is left out.
    Training,
}

impl FindingCode {
    /// The stable code.
    pub fn as_str(self) -> &'static str {
        match self {
            FindingCode::InvalidJson => "invalid-json",
            FindingCode::MissingProject => "missing-project",
            FindingCode::MissingKey => "missing-key",
            FindingCode::WrongType => "wrong-type",
            FindingCode::UnknownValue => "unknown-value",
            FindingCode::UnknownNodeType => "unknown-node-type",
            FindingCode::DuplicateId => "duplicate-id",
            FindingCode::MissingNode => "missing-node",
            FindingCode::MissingComponent => "missing-component",
            FindingCode::MissingVariable => "missing-variable",
            FindingCode::MissingEntity => "missing-entity",
            FindingCode::MissingEvent => "missing-event",
            FindingCode::MissingChannel => "missing-channel",
            FindingCode::MissingBackend => "missing-backend",
            FindingCode::MissingStart => "missing-start",
            FindingCode::DanglingIntentMapping => "dangling-intent-mapping",
            FindingCode::TooDeep => "too-deep",
            FindingCode::MissingTrainingData => "missing-training-data",
            FindingCode::InvalidTrainingData => "invalid-training-data",
            FindingCode::Training => "training",
        }
    }
}

impl fmt::Display for FindingCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Why a project was refused: every problem that was found, warnings included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the project does not load: {} problems", findings.len())]
pub struct LoadError {
    /// In the order of the file; at least one is an error.
    pub findings: Vec<Finding>,
}
