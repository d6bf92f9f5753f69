//! What the loader has to say about a project.

use std::fmt;

use super::{FindingCode, JsonPath};

/// One problem of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it does to conversations.
    pub severity: Severity,
    /// Kind of problem, stable over versions.
    pub code: FindingCode,
    /// Where it is in `dialog.json`; `$` for the file as a whole and for training data.
    pub path: JsonPath,
    /// The designer's name of the component that it is in.
    pub component: Option<String>,
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

/// How bad a problem is: worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The project is refused, or a conversation that gets there breaks.
    Error,
    /// Conversations go on, but something that the designer meant to happen does not.
    Warning,
    /// Nothing fails; worth a look.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// Why a project was refused: every problem that was found, warnings included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the project does not load: {} problems", findings.len())]
pub struct LoadError {
    /// In the order of the file; at least one is an error.
    pub findings: Vec<Finding>,
}
