//! The conversation file as it is written. Unknown keys are refused: a misspelt expectation would always hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::backend_replies::Backend;
use super::expectation::Expectation;

/// A file of scripted conversations.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversationFile {
    /// Name of the project, for readers.
    #[serde(default)]
    pub project: Option<String>,
    /// Language of every session; none: the project's first.
    #[serde(default)]
    pub language: Option<String>,
    /// Channel of every session, blanks as underscores; none: the default channel.
    #[serde(default)]
    pub channel: Option<String>,
    /// The conversations, each in a session of its own.
    pub conversations: Vec<Conversation>,
}

/// One conversation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// Its name in the report.
    pub id: String,
    /// What it is about, for readers.
    #[serde(default)]
    pub title: Option<String>,
    /// What it covers, for readers.
    #[serde(default)]
    pub covers: Vec<String>,
    /// How sure the author is, for readers.
    #[serde(default)]
    pub certainty: Option<String>,
    /// Session data of the Start.
    #[serde(default)]
    pub start_data: Map<String, Value>,
    /// What answers server-side data access nodes, by node name.
    #[serde(default)]
    pub backend: BTreeMap<String, Backend>,
    /// The turns, in order.
    pub turns: Vec<Turn>,
}

/// One turn: an input, and what has to come of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "WrittenTurn")]
pub struct Turn {
    /// What the client sends.
    pub input: TurnInput,
    /// What it has to get.
    pub expect: Expectation,
}

/// What the client of a scripted conversation sends.
#[derive(Debug, Clone, PartialEq)]
pub enum TurnInput {
    /// `kick`: the empty Execute that opens the conversation.
    Kick,
    /// `text`: what the visitor types.
    Text(String),
    /// `select`: what the visitor picks.
    Select(Selected),
    /// `data`: requested data.
    Data(RequestedData),
    /// `event`: a dialog event.
    Event(Event),
    /// `continue`: the empty Execute after a continue action.
    Continue,
}

/// A pick.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selected {
    /// Entity name, or `INTENT`.
    pub id: String,
    /// Value of the entity, or name of the intent.
    pub value: String,
}

/// Requested data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestedData {
    /// Name of the node that asked.
    pub id: String,
    /// The data.
    #[serde(default)]
    pub data: Map<String, Value>,
}

/// A dialog event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Name of a custom event.
    #[serde(default)]
    pub name: String,
}

/// Kinds of dialog events, as in the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EventType {
    /// Nothing happened.
    Success,
    /// Something went wrong at the client.
    Error,
    /// The visitor said nothing.
    NoInput,
    /// The client understood nothing.
    NoMatch,
    /// The visitor is gone.
    Hangup,
    /// An event of the project's own.
    Custom,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTurn {
    kick: Option<bool>,
    text: Option<String>,
    select: Option<Selected>,
    data: Option<RequestedData>,
    event: Option<Event>,
    r#continue: Option<bool>,
    #[serde(default)]
    expect: Expectation,
}

impl TryFrom<WrittenTurn> for Turn {
    type Error = &'static str;

    fn try_from(turn: WrittenTurn) -> Result<Turn, &'static str> {
        let inputs = [
            turn.kick.filter(|kick| *kick).map(|_| TurnInput::Kick),
            turn.text.map(TurnInput::Text),
            turn.select.map(TurnInput::Select),
            turn.data.map(TurnInput::Data),
            turn.event.map(TurnInput::Event),
            turn.r#continue
                .filter(|go_on| *go_on)
                .map(|_| TurnInput::Continue),
        ];
        let mut inputs = inputs.into_iter().flatten();
        match (inputs.next(), inputs.next()) {
            (Some(input), None) => Ok(Turn {
                input,
                expect: turn.expect,
            }),
            _ => Err("a turn has exactly one of kick, text, select, data, event, continue"),
        }
    }
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
    /// Not YAML, an unknown key, or a value of the wrong type; the text names line and key.
    #[error("the conversation file is not valid: {0}")]
    Syntax(Box<serde_saphyr::Error>),
}

impl ConversationFile {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or does not follow the format.
    pub fn read(path: &Path) -> Result<ConversationFile, ConversationFileError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConversationFileError::Read {
            path: path.to_owned(),
            source,
        })?;
        ConversationFile::parse(&text)
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    ///
    /// When it does not follow the format.
    pub fn parse(text: &str) -> Result<ConversationFile, ConversationFileError> {
        serde_saphyr::from_str(text).map_err(|error| ConversationFileError::Syntax(Box::new(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_turn(turn: &str) -> Result<Turn, String> {
        let text = format!("conversations: [{{id: a, turns: [{turn}]}}]");
        match ConversationFile::parse(&text) {
            Ok(mut file) => Ok(file.conversations.remove(0).turns.remove(0)),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn each_kind_of_input_is_read() {
        let inputs = [
            ("{kick: true}", TurnInput::Kick),
            ("{text: hello}", TurnInput::Text("hello".to_owned())),
            (
                "{select: {id: answer, value: 'yes'}}",
                TurnInput::Select(Selected {
                    id: "answer".to_owned(),
                    value: "yes".to_owned(),
                }),
            ),
            (
                "{data: {id: price}}",
                TurnInput::Data(RequestedData {
                    id: "price".to_owned(),
                    data: Map::new(),
                }),
            ),
            (
                "{event: {type: NO_MATCH}}",
                TurnInput::Event(Event {
                    kind: EventType::NoMatch,
                    name: String::new(),
                }),
            ),
            ("{continue: true}", TurnInput::Continue),
        ];
        for (text, input) in inputs {
            assert_eq!(parse_turn(text).unwrap().input, input, "{text}");
        }
    }

    #[test]
    fn a_turn_with_no_input_or_with_two_is_refused() {
        for turn in ["{expect: {}}", "{kick: false}", "{kick: true, text: hello}"] {
            assert!(
                parse_turn(turn).unwrap_err().contains("exactly one"),
                "{turn}"
            );
        }
    }

    #[test]
    fn a_misspelt_expectation_is_refused_by_name() {
        let error = parse_turn("{kick: true, expect: {txts: [a]}}").unwrap_err();
        assert!(error.contains("txts"), "{error}");
    }

    #[test]
    fn no_selectables_expected_is_not_the_same_as_nothing_expected_of_them() {
        assert_eq!(parse_turn("{kick: true}").unwrap().expect.selectables, None);
        assert_eq!(
            parse_turn("{kick: true, expect: {selectables: []}}")
                .unwrap()
                .expect
                .selectables,
            Some(Vec::new())
        );
    }
}
