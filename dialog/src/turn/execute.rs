//! What an input means, by what the session waits for (model.md section 10).

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::node::data_access;
use super::node::external_action;
use super::question::{self, Captured, ConfirmationAnswer};
use super::run::{Flow, Turn};
use super::{EventCause, InputKind, Step, TurnError};
use crate::expression::text_of;
use crate::input::{DialogEvent, EventKind, Input};
use crate::model::{Failure, Key, Node, NodeKind, event_name};
use crate::project::Project;
use crate::session::{SessionState, Waiting};

/// Longest utterance, in bytes, with all that a client says about it. People do not type more; what is longer is an
/// attack or an accident, and the session would keep it.
pub const MAX_UTTERANCE: usize = 16 * 1024;

/// Takes one turn.
pub(crate) fn execute(
    project: &Project,
    state: &SessionState,
    input: Input,
    now: DateTime,
) -> Result<Step, TurnError> {
    let length = said_length(&input);
    if length > MAX_UTTERANCE && !state.is_ended() {
        return Err(TurnError::TextTooLong {
            length,
            limit: MAX_UTTERANCE,
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
            let (key, node) = turn.kept(id, NodeKind::as_question)?;
            match input {
                Input::RequestedData { .. } | Input::BackendReply(_) => unexpected(given),
                Input::Empty => Ok(question::fail(turn, key, node, Failure::NoInput)),
                Input::Event(event) => Ok(match thrown(turn, key, &event) {
                    None => question::fail(turn, key, node, failure(&event)),
                    Some(flow) => {
                        question::interrupted(turn, key);
                        flow
                    }
                }),
                Input::Text(text) => {
                    let captured = question::understand(turn, key, node, &text);
                    Ok(question::answer(turn, key, node, captured))
                }
                Input::Speech { text, confidence } => {
                    let captured = question::understand_speech(turn, key, node, &text, confidence);
                    Ok(question::answer(turn, key, node, captured))
                }
                Input::Selected { id, value } => {
                    let captured = Captured::from_selected(turn.model, &id, &value);
                    Ok(question::answer(turn, key, node, captured))
                }
                Input::Interpretation(interpretation) => {
                    let low = question::confidence_low(turn, node);
                    let captured = Captured::from_interpretation(turn.model, &interpretation, low);
                    Ok(question::answer(turn, key, node, captured))
                }
            }
        }
        Waiting::Confirmation(id) => {
            let (key, node) = turn.kept(id, NodeKind::as_question)?;
            let answer = match input {
                Input::RequestedData { .. } | Input::BackendReply(_) => return unexpected(given),
                Input::Empty => {
                    return Ok(question::fail_to_confirm(turn, key, node, Failure::NoInput));
                }
                Input::Event(event) => {
                    return Ok(match thrown(turn, key, &event) {
                        None => question::fail_to_confirm(turn, key, node, failure(&event)),
                        Some(flow) => {
                            question::drop_answer(turn, node);
                            flow
                        }
                    });
                }
                Input::Text(text) | Input::Speech { text, .. } => {
                    ConfirmationAnswer::from_text(turn, key, node, &text)
                }
                Input::Selected { id, value } => {
                    ConfirmationAnswer::from_selected(turn, node, &id, &value)
                }
                Input::Interpretation(given) => {
                    ConfirmationAnswer::from_interpretation(turn, node, &given)
                }
            };
            Ok(question::confirm(turn, key, node, answer))
        }
        Waiting::ClientData(id) => {
            let (key, node) = turn.kept(id, NodeKind::as_data_access)?;
            match input {
                Input::RequestedData { id, data } => {
                    check_requested_data(turn.model.nodes.get(key), &id, &data)?;
                    Ok(data_access::finish(
                        turn,
                        key,
                        node,
                        Ok(Value::Object(data)),
                    ))
                }
                Input::Event(event) => {
                    thrown(turn, key, &event).map_or_else(|| unexpected(given), Ok)
                }
                _ => unexpected(given),
            }
        }
        Waiting::Escalation(id) => {
            let (key, node) = turn.kept(id, NodeKind::as_external_action)?;
            match input {
                Input::RequestedData { id, data } => {
                    check_requested_data(turn.model.nodes.get(key), &id, &data)?;
                    Ok(external_action::finish(turn, key, node, &data))
                }
                Input::Event(event) => {
                    thrown(turn, key, &event).map_or_else(|| unexpected(given), Ok)
                }
                _ => unexpected(given),
            }
        }
        // The client was told to come back; whatever it brings along is ignored.
        Waiting::Continue(id) => match given {
            InputKind::BackendReply => unexpected(given),
            _ => {
                let (key, node) = turn.kept(id, NodeKind::as_data_access)?;
                Ok(data_access::fetch(turn, key, node))
            }
        },
        Waiting::Backend(id) => match input {
            Input::BackendReply(reply) => {
                let (key, node) = turn.kept(id, NodeKind::as_data_access)?;
                Ok(data_access::finish(turn, key, node, reply))
            }
            _ => unexpected(given),
        },
    }
}

/// Length of what the visitor said, or is said to have said.
fn said_length(input: &Input) -> usize {
    let texts = |texts: &BTreeMap<String, String>| texts.values().map(String::len).sum::<usize>();
    match input {
        Input::Text(text) | Input::Speech { text, .. } => text.len(),
        Input::Selected { id, value } => id.len() + value.len(),
        Input::Interpretation(given) => {
            let values = given.data.values().map(|value| text_of(value).len());
            given.utterance.len()
                + values.sum::<usize>()
                + texts(&given.slot_literals)
                + texts(&given.slot_formatted_literals)
        }
        Input::Empty | Input::Event(_) | Input::RequestedData { .. } | Input::BackendReply(_) => 0,
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

/// How an attempt to answer failed by an event that throws nothing. One that says nothing, with no input beside it, is
/// silence too.
fn failure(event: &DialogEvent) -> Failure {
    match event.kind {
        EventKind::NoMatch => Failure::NoMatch,
        _ => Failure::NoInput,
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
        Input::Text(_)
        | Input::Speech { .. }
        | Input::Selected { .. }
        | Input::Interpretation(_) => InputKind::User,
        Input::Event(_) => InputKind::Event,
        Input::RequestedData { .. } => InputKind::RequestedData,
        Input::BackendReply(_) => InputKind::BackendReply,
    }
}
