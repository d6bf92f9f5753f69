//! What an input means, by what the session waits for (model.md section 10).

use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::node::data_access;
use super::node::external_action;
use super::question::{self, Captured};
use super::run::{Entry, Flow, Turn};
use super::{EventCause, InputKind, Step, TurnError};
use crate::input::{DialogEvent, EventKind, Input};
use crate::model::{Failure, Key, Node, event_name};
use crate::project::Project;
use crate::session::{SessionState, Waiting};

/// Longest utterance, in bytes. People do not type more; what is longer is an attack or an accident.
const MAX_TEXT: usize = 16 * 1024;

/// Takes one turn.
pub(crate) fn execute(
    project: &Project,
    state: &SessionState,
    input: Input,
    now: DateTime,
) -> Result<Step, TurnError> {
    if let Input::Text(text) = &input
        && text.len() > MAX_TEXT
    {
        return Err(TurnError::TextTooLong {
            length: text.len(),
            limit: MAX_TEXT,
        });
    }
    let mut turn = Turn::new(project, state.clone(), now)?;
    let flow = first_flow(&mut turn, input)?;
    turn.run(flow)
}

fn first_flow(turn: &mut Turn<'_>, input: Input) -> Result<Flow, TurnError> {
    let waiting = turn.state.waiting.clone();
    let unexpected = |given: InputKind| {
        Err(TurnError::UnexpectedInput {
            waiting: waiting.clone(),
            given,
        })
    };
    let given = kind(&input);
    match &waiting {
        Waiting::Ended => Err(TurnError::Ended),
        // Whatever the visitor or client says before the conversation is open is dropped.
        Waiting::Kickoff => match given {
            InputKind::RequestedData | InputKind::BackendReply => unexpected(given),
            InputKind::Empty | InputKind::User | InputKind::Event => Ok(turn.open()),
        },
        Waiting::Answer(id) => {
            let node = turn.node(id)?;
            match input {
                Input::RequestedData { .. } | Input::BackendReply(_) => unexpected(given),
                Input::Empty => Ok(question::fail(turn, node, Failure::NoInput)),
                Input::Event(event) => Ok(question_event(turn, node, &event)),
                Input::Text(text) => {
                    let captured = question::understand(turn, node, &text);
                    Ok(question::answer(turn, node, captured))
                }
                Input::Selected { id, value } => {
                    let captured = Captured::from_selected(turn.model, &id, &value);
                    Ok(question::answer(turn, node, captured))
                }
                Input::Interpretation(interpretation) => {
                    let captured = Captured::from_interpretation(turn.model, &interpretation);
                    Ok(question::answer(turn, node, captured))
                }
            }
        }
        Waiting::ClientData(id) | Waiting::Escalation(id) => {
            let node = turn.node(id)?;
            match input {
                Input::RequestedData { id, data } => {
                    check_requested_data(turn.model.nodes.get(node), &id, &data)?;
                    if matches!(waiting, Waiting::ClientData(_)) {
                        Ok(data_access::finish(turn, node, Ok(Value::Object(data))))
                    } else {
                        Ok(external_action::finish(turn, node, &data))
                    }
                }
                Input::Event(event) => match thrown(turn, node, &event) {
                    Some(flow) => Ok(flow),
                    None => unexpected(given),
                },
                _ => unexpected(given),
            }
        }
        // The client was told to come back; whatever it brings along is ignored.
        Waiting::Continue(id) => match given {
            InputKind::BackendReply => unexpected(given),
            _ => {
                let node = turn.node(id)?;
                Ok(data_access::fetch(turn, node))
            }
        },
        Waiting::Backend(id) => match input {
            Input::BackendReply(reply) => {
                let node = turn.node(id)?;
                Ok(data_access::finish(turn, node, reply))
            }
            _ => unexpected(given),
        },
    }
}

/// The requested data has to be that of the waiting node, and to say how it went.
fn check_requested_data(node: &Node, id: &str, data: &Map<String, Value>) -> Result<(), TurnError> {
    if id != node.name {
        return Err(TurnError::UnknownDataNode {
            expected: node.name.clone(),
            given: id.to_owned(),
        });
    }
    if data.get("returnCode").is_none_or(Value::is_null) {
        return Err(TurnError::MissingReturnCode {
            node: node.name.clone(),
        });
    }
    Ok(())
}

fn question_event(turn: &mut Turn<'_>, node: Key<Node>, event: &DialogEvent) -> Flow {
    match event.kind {
        // An event that says nothing, and no input beside it.
        EventKind::Success | EventKind::NoInput => question::fail(turn, node, Failure::NoInput),
        EventKind::NoMatch => question::fail(turn, node, Failure::NoMatch),
        EventKind::Error | EventKind::Hangup | EventKind::Custom => {
            thrown(turn, node, event).unwrap_or(Flow::Enter(node, Entry::Normal))
        }
    }
}

/// What an event of the client throws; none if it throws nothing.
fn thrown(turn: &Turn<'_>, at: Key<Node>, event: &DialogEvent) -> Option<Flow> {
    let (name, cause) = match event.kind {
        EventKind::Success | EventKind::NoInput | EventKind::NoMatch => return None,
        EventKind::Error => (event_name::ERROR.to_owned(), Some(EventCause::Client)),
        EventKind::Hangup => (event_name::HANGUP.to_owned(), None),
        EventKind::Custom => (custom_event(turn, &event.name), None),
    };
    Some(Flow::Throw {
        event: name,
        at,
        cause,
    })
}

/// Clients name a custom event by its label or in full.
fn custom_event(turn: &Turn<'_>, name: &str) -> String {
    let labelled = turn
        .model
        .events
        .iter()
        .find(|event| event.name == name || event.label == name);
    match labelled {
        Some(event) => event.name.clone(),
        None => format!("{}{name}", event_name::CUSTOM_PREFIX),
    }
}

fn kind(input: &Input) -> InputKind {
    match input {
        Input::Empty => InputKind::Empty,
        Input::Text(_) | Input::Selected { .. } | Input::Interpretation(_) => InputKind::User,
        Input::Event(_) => InputKind::Event,
        Input::RequestedData { .. } => InputKind::RequestedData,
        Input::BackendReply(_) => InputKind::BackendReply,
    }
}
