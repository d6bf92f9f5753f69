//! One turn as it is written: the key of its input says what is sent.

use serde::{Deserialize, Deserializer, Serialize};
use serde_saphyr::Spanned;

use super::expectation::Expectation;
use super::turn_input::{Event, RequestedData, Selected, TurnInput};

/// One turn: an input, and what has to come of it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "WrittenTurn", into = "WrittenTurn")]
pub struct Turn {
    /// What the client sends.
    pub input: TurnInput,
    /// What it has to get.
    pub expect: Expectation,
    /// The line of the file that it begins in, from 1; 0 for a turn that was not read from a file.
    pub line: u64,
}

/// Reads turns with the lines that they begin in.
pub(super) fn located<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Turn>, D::Error> {
    let turns = Vec::<Spanned<Turn>>::deserialize(deserializer)?;
    let located = turns.into_iter().map(|turn| Turn {
        line: turn.referenced.line(),
        ..turn.value
    });
    Ok(located.collect())
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenTurn {
    #[serde(skip_serializing_if = "Option::is_none")]
    kick: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    select: Option<Selected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<RequestedData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#continue: Option<bool>,
    expect: Expectation,
}

impl From<Turn> for WrittenTurn {
    fn from(turn: Turn) -> WrittenTurn {
        let mut written = WrittenTurn {
            expect: turn.expect,
            ..WrittenTurn::default()
        };
        match turn.input {
            TurnInput::Kick => written.kick = Some(true),
            TurnInput::Text(text) => written.text = Some(text),
            TurnInput::Select(pick) => written.select = Some(pick),
            TurnInput::Data(requested) => written.data = Some(requested),
            TurnInput::Event(event) => written.event = Some(event),
            TurnInput::Continue => written.r#continue = Some(true),
        }
        written
    }
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
                line: 0,
            }),
            _ => Err("a turn has exactly one of kick, text, select, data, event, continue"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::super::format::ConversationFile;
    use super::super::turn_input::EventType;
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

    #[test]
    fn a_turn_knows_the_line_that_it_begins_in() {
        let text = "conversations:\n- id: a\n  turns:\n  - kick: true\n    expect: {action: qa}\n  - text: hello\n";
        let file = ConversationFile::parse(text).unwrap();
        let lines: Vec<u64> = file.conversations[0]
            .turns
            .iter()
            .map(|turn| turn.line)
            .collect();
        assert_eq!(lines, [4, 6]);
    }
}
