//! What a line means that the designer typed.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::given_data::{GivenDataError, given_data};
use crate::conversation_file::{Event, EventType};

/// What `:help` says.
pub(super) const HELP: &str = "\
Type what a visitor would. A number picks the choice with that number.
  :text TEXT           say this, even if it is a number or begins with a colon
  :data KEY=VALUE ...  answer a wait for data; or :data {\"key\": \"value\"}
                       returnCode is \"0\" unless given
  :event TYPE [NAME]   SUCCESS, ERROR, NO_INPUT, NO_MATCH, HANGUP, CUSTOM
  :state               what the session remembers
  :restart             a new session
  :save FILE           write the conversation so far as a conversation file
  :help, :quit";

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// Nothing but blanks.
    Blank,
    /// What the visitor says, or the number of a choice.
    Said(String),
    /// What begins with a colon.
    Command(Command),
}

/// A command.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// `:text`: what the visitor says, whatever it looks like.
    Text(String),
    /// `:data`: the answer to a wait for data.
    Data(Map<String, Value>),
    /// `:event`: something that happened at the client.
    Event(Event),
    /// `:state`.
    State,
    /// `:restart`.
    Restart,
    /// `:save`.
    Save(PathBuf),
    /// `:help`.
    Help,
    /// `:quit`.
    Quit,
}

/// Why a line cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// No such command.
    #[error(
        "there is no command `:{0}`; `:help` lists them, `:text` says what begins with a colon"
    )]
    UnknownCommand(String),
    /// No such event, or none at all.
    #[error(
        "`:event {0}` names no event; there are SUCCESS, ERROR, NO_INPUT, NO_MATCH, HANGUP and CUSTOM"
    )]
    UnknownEvent(String),
    /// A custom event without its name.
    #[error("a custom event needs its name: `:event CUSTOM NAME`")]
    UnnamedEvent,
    /// `:save` without a file.
    #[error("where to? `:save FILE`")]
    NoFile,
    /// The data cannot be read.
    #[error(transparent)]
    Data(#[from] GivenDataError),
}

impl Line {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// [`LineError`], which says how to write it.
    pub fn parse(line: &str) -> Result<Line, LineError> {
        let line = line.trim();
        let Some(command) = line.strip_prefix(':') else {
            return Ok(match line {
                "" => Line::Blank,
                said => Line::Said(said.to_owned()),
            });
        };
        let (name, rest) = command
            .split_once(char::is_whitespace)
            .unwrap_or((command, ""));
        let rest = rest.trim();
        Ok(Line::Command(match name {
            "text" => Command::Text(rest.to_owned()),
            "data" => Command::Data(given_data(rest)?),
            "event" => Command::Event(event(rest)?),
            "state" => Command::State,
            "restart" => Command::Restart,
            "save" if rest.is_empty() => return Err(LineError::NoFile),
            "save" => Command::Save(PathBuf::from(rest)),
            "help" => Command::Help,
            "quit" => Command::Quit,
            unknown => return Err(LineError::UnknownCommand(unknown.to_owned())),
        }))
    }
}

fn event(text: &str) -> Result<Event, LineError> {
    let (kind, name) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let kind = EventType::parse(&kind.to_ascii_uppercase())
        .ok_or_else(|| LineError::UnknownEvent(kind.to_owned()))?;
    let name = name.trim().to_owned();
    if kind == EventType::Custom && name.is_empty() {
        return Err(LineError::UnnamedEvent);
    }
    Ok(Event { kind, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_said_unless_they_begin_with_a_colon() {
        assert_eq!(
            Line::parse(" two teas "),
            Ok(Line::Said("two teas".to_owned()))
        );
        assert_eq!(Line::parse("  "), Ok(Line::Blank));
        assert_eq!(
            Line::parse(":text :-)"),
            Ok(Line::Command(Command::Text(":-)".to_owned())))
        );
    }

    #[test]
    fn events_have_their_names_of_the_protocol_in_any_case() {
        let custom = Event {
            kind: EventType::Custom,
            name: "basket full".to_owned(),
        };
        assert_eq!(
            Line::parse(":event custom basket full"),
            Ok(Line::Command(Command::Event(custom)))
        );
        assert_eq!(Line::parse(":event custom"), Err(LineError::UnnamedEvent));
        assert_eq!(
            Line::parse(":event rain"),
            Err(LineError::UnknownEvent("rain".to_owned()))
        );
    }

    #[test]
    fn an_unknown_command_is_not_said() {
        assert_eq!(
            Line::parse(":dta a=b"),
            Err(LineError::UnknownCommand("dta".to_owned()))
        );
    }
}
