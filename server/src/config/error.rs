//! Why a configuration was refused.

use std::path::{Path, PathBuf};

use super::{SyntaxError, Variables};
use crate::data_access::PolicyRefusal;

/// Why a configuration was refused. Every variant names the key to change.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("the configuration is not valid: {0}")]
    Syntax(#[from] SyntaxError),
    /// The same of a file.
    #[error("the configuration {} is not valid: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        source: SyntaxError,
    },
    /// What an environment variable says cannot be; the text never holds its value.
    #[error("{name}: {problem}")]
    Variable {
        /// The variable, such as `BAVARD__SERVER__LISTEN`.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A value cannot be printed.
    #[error("the configuration cannot be printed: {0}")]
    Print(Box<dyn std::error::Error + Send + Sync>),
    /// A value that the type of its key cannot rule out.
    #[error("`{key}`: {problem}")]
    Value {
        /// The key, dotted, as in `server.listen`.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A data host that the server would refuse to connect to.
    #[error(
        "`projects.{tag}.hosts`: the server would not connect to the host of \"{alias}\": {refusal}; \
         if that is meant, add it to `data_access.trusted_hosts`"
    )]
    UntrustedHost {
        /// Tag of the project.
        tag: String,
        /// Alias of the data host.
        alias: String,
        /// Why it would be refused.
        refusal: PolicyRefusal,
    },
}

impl ConfigError {
    /// A value that cannot be; `key` is dotted, as in `server.listen`.
    pub(super) fn value(key: impl Into<String>, problem: &dyn std::fmt::Display) -> ConfigError {
        ConfigError::Value {
            key: key.into(),
            problem: problem.to_string(),
        }
    }

    /// The same, of the file whose text it is about.
    pub(super) fn of_file(self, file: Option<&Path>) -> ConfigError {
        match (file, self) {
            (Some(path), ConfigError::Syntax(source)) => ConfigError::File {
                path: path.to_owned(),
                source,
            },
            (_, error) => error,
        }
    }

    /// The same, of the variable that gave the value, if one did.
    pub(super) fn of_variable(self, variables: &Variables) -> ConfigError {
        let source = match &self {
            ConfigError::Value { key, .. } => variables.source(&key.split('.').collect::<Vec<_>>()),
            _ => None,
        };
        match (source.map(str::to_owned), self) {
            (Some(name), ConfigError::Value { problem, .. }) => {
                ConfigError::Variable { name, problem }
            }
            (_, error) => error,
        }
    }

    /// A value that cannot be printed.
    pub(super) fn print(error: impl std::error::Error + Send + Sync + 'static) -> ConfigError {
        ConfigError::Print(Box::new(error))
    }
}
