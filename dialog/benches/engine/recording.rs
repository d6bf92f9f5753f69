//! Turns of conversation files, each with the session as it was before.

use std::collections::BTreeMap;
use std::error::Error;

use bavard_dialog::{
    DialogEvent, EventKind, Input, Project, SessionStart, SessionState, Step, TurnError,
};

use crate::conversation::{self, Conversation, ConversationFile};
use crate::sample::NOW;

/// One turn, to be taken again and again.
pub(crate) struct Turn {
    pub(crate) state: SessionState,
    pub(crate) input: Input,
}

impl Turn {
    /// Whether the turn has something to understand.
    pub(crate) fn has_text(&self) -> bool {
        matches!(self.input, Input::Text(_))
    }
}

/// Plays all conversations and keeps their turns.
pub(crate) fn record(
    project: &Project,
    file: &ConversationFile,
) -> Result<Vec<Turn>, Box<dyn Error>> {
    let mut turns = Vec::new();
    for conversation in &file.conversations {
        let mut state = project.start(&SessionStart {
            channel: file.channel.clone(),
            language: file.language.clone(),
            data: conversation.start_data.clone(),
            seed: 7,
        })?;
        let mut calls = BTreeMap::new();
        for turn in &conversation.turns {
            let mut input = input(turn);
            loop {
                turns.push(Turn {
                    state: state.clone(),
                    input: input.clone(),
                });
                match project.execute(&state, input, NOW) {
                    Ok(Step::Fetch {
                        request,
                        state: waiting,
                        ..
                    }) => {
                        state = waiting;
                        input =
                            Input::BackendReply(Ok(reply(conversation, &request.node, &mut calls)));
                    }
                    Ok(Step::Answer { state: next, .. }) => {
                        state = next;
                        break;
                    }
                    // A conversation may go on after its end, to see that the session is gone.
                    Err(TurnError::Ended) => {
                        turns.pop();
                        break;
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }
    Ok(turns)
}

fn reply(
    conversation: &Conversation,
    node: &str,
    calls: &mut BTreeMap<String, usize>,
) -> serde_json::Value {
    let call = calls.entry(node.to_owned()).or_default();
    let scripted = conversation.backend.get(node).map(|backend| &backend.reply);
    let reply = match scripted {
        Some(serde_json::Value::Array(replies)) => replies.get(*call),
        other => other,
    };
    *call += 1;
    reply.cloned().unwrap_or_default()
}

fn input(turn: &conversation::Turn) -> Input {
    if let Some(text) = &turn.text {
        return Input::Text(text.clone());
    }
    if let Some(pick) = &turn.select {
        return Input::Selected {
            id: pick.id.clone(),
            value: pick.value.clone(),
        };
    }
    if let Some(data) = &turn.data {
        return Input::RequestedData {
            id: data.id.clone(),
            data: data.data.clone(),
        };
    }
    match &turn.event {
        Some(event) => Input::Event(DialogEvent {
            kind: match event.kind.as_str() {
                "ERROR" => EventKind::Error,
                "NO_INPUT" => EventKind::NoInput,
                "NO_MATCH" => EventKind::NoMatch,
                "HANGUP" => EventKind::Hangup,
                "CUSTOM" => EventKind::Custom,
                _ => EventKind::Success,
            },
            name: event.name.clone(),
            message: String::new(),
        }),
        None => Input::Empty,
    }
}
