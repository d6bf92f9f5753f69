//! The conversation file as it is written. Unknown keys are refused: a misspelt expectation would always hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::backend_replies::Backend;
use super::turn::{Turn, located};

/// A file of scripted conversations.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ConversationFile {
    /// Name of the project, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Language of every session; none: the project's first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Channel of every session, blanks as underscores; none: the default channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The conversations, each in a session of its own.
    pub conversations: Vec<Conversation>,
}

/// One conversation.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// Its name in the report.
    pub id: String,
    /// What it is about, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it covers, for readers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// How sure the author is, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// Session data of the Start.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub start_data: Map<String, Value>,
    /// What answers server-side data access nodes, by node name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub backend: BTreeMap<String, Backend>,
    /// The turns, in order.
    #[serde(deserialize_with = "located")]
    pub turns: Vec<Turn>,
}

/// Why a conversation file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConversationFileError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Not YAML, an unknown key, or a value of the wrong type; the text names line, column and key, and shows the
    /// place.
    #[error("{} is not a valid conversation file: {error}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where. No source of this error: its own cause is the same again without the place.
        error: Box<serde_saphyr::Error>,
    },
    /// A file without conversations tests nothing.
    #[error("{} holds no conversations", .0.display())]
    Empty(PathBuf),
}

impl ConversationFile {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, does not follow the format, or has no conversations.
    pub fn read(path: &Path) -> Result<ConversationFile, ConversationFileError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConversationFileError::Read {
            path: path.to_owned(),
            source,
        })?;
        let file =
            ConversationFile::parse(&text).map_err(|error| ConversationFileError::Syntax {
                path: path.to_owned(),
                error: Box::new(error),
            })?;
        if file.conversations.is_empty() {
            return Err(ConversationFileError::Empty(path.to_owned()));
        }
        Ok(file)
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    ///
    /// When it does not follow the format.
    pub fn parse(text: &str) -> Result<ConversationFile, serde_saphyr::Error> {
        serde_saphyr::from_str(text)
    }

    /// The text of the file.
    ///
    /// # Errors
    ///
    /// When a value of it cannot be written as YAML.
    pub fn to_yaml(&self) -> Result<String, serde_saphyr::SerializeError> {
        serde_saphyr::to_string(self)
    }
}
