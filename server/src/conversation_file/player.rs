//! Plays a conversation through the engine.

use bavard_dialog::{
    Action, BackendRequest, DialogEvent, EventKind, Input, Project, SessionStart, SessionState,
    Step, TurnError,
};
use jiff::civil::DateTime;

use super::Mismatch;
use super::backend::ScriptedBackend;
use super::comparison::{Outcome, compare};
use super::format::{Conversation, ConversationFile, EventType, Turn, TurnInput};

/// How often a turn may call backends before it counts as a loop.
const MAX_FETCHES: usize = 20;

/// What came of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationResult {
    /// Id of the conversation.
    pub id: String,
    /// The first turn that differed; what comes after it says nothing.
    pub failed: Option<FailedTurn>,
}

/// A turn that gave something else than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct FailedTurn {
    /// Number of the turn, from 1; 0 is the Start.
    pub number: usize,
    /// What was sent.
    pub input: String,
    /// Every difference.
    pub mismatches: Vec<Mismatch>,
}

/// Plays one conversation of a file, with `now` as the time of every turn.
pub fn play(
    project: &Project,
    file: &ConversationFile,
    conversation: &Conversation,
    now: DateTime,
) -> ConversationResult {
    ConversationResult {
        id: conversation.id.clone(),
        failed: first_failure(project, file, conversation, now),
    }
}

fn first_failure(
    project: &Project,
    file: &ConversationFile,
    conversation: &Conversation,
    now: DateTime,
) -> Option<FailedTurn> {
    let mut state = match project.start(&session_start(project, file, conversation)) {
        Ok(state) => state,
        Err(error) => {
            return Some(FailedTurn {
                number: 0,
                input: "start".to_owned(),
                mismatches: vec![Mismatch::NotStarted {
                    reason: error.to_string(),
                }],
            });
        }
    };
    let mut player = Player {
        project,
        backend: ScriptedBackend::new(&conversation.backend),
        now,
    };
    for (index, turn) in conversation.turns.iter().enumerate() {
        match player.take(&state, turn) {
            Ok(next) => state = next,
            Err(mismatches) => {
                return Some(FailedTurn {
                    number: index + 1,
                    input: describe(&turn.input),
                    mismatches,
                });
            }
        }
    }
    None
}

/// The seed is always the same, so that a conversation plays out the same each time.
fn session_start(
    project: &Project,
    file: &ConversationFile,
    conversation: &Conversation,
) -> SessionStart {
    let first_language = project.languages().first().copied().unwrap_or_default();
    SessionStart {
        channel: file.channel.as_deref().unwrap_or("default").to_owned(),
        language: file
            .language
            .as_deref()
            .unwrap_or(first_language)
            .to_owned(),
        data: conversation.start_data.clone(),
        seed: 0,
    }
}

struct Player<'a> {
    project: &'a Project,
    backend: ScriptedBackend<'a>,
    now: DateTime,
}

impl Player<'_> {
    fn take(&mut self, state: &SessionState, turn: &Turn) -> Result<SessionState, Vec<Mismatch>> {
        let mut requests = Vec::new();
        let (outcome, next) = self
            .run(state, input_of(&turn.input), &mut requests)
            .map_err(|mismatch| vec![mismatch])?;
        if turn.expect.request.is_some() {
            requests.extend(self.request_to_come(&outcome, &next));
        }
        let mismatches = compare(&turn.expect, &outcome, &requests);
        if mismatches.is_empty() {
            Ok(next)
        } else {
            Err(mismatches)
        }
    }

    fn run(
        &mut self,
        state: &SessionState,
        mut input: Input,
        requests: &mut Vec<BackendRequest>,
    ) -> Result<(Outcome, SessionState), Mismatch> {
        let mut current = state.clone();
        loop {
            match self.project.execute(&current, input, self.now) {
                Ok(Step::Answer { reply, state, .. }) => {
                    return Ok((Outcome::Reply(Box::new(reply)), state));
                }
                Ok(Step::Fetch { request, .. }) if requests.len() == MAX_FETCHES => {
                    let reason = format!("node {} fetches in a circle", request.node);
                    return Ok((Outcome::Refused(reason), state.clone()));
                }
                Ok(Step::Fetch { request, state, .. }) => {
                    input = Input::BackendReply(self.backend.answer(&request)?);
                    requests.push(request);
                    current = state;
                }
                Err(TurnError::Ended) => return Ok((Outcome::Ended, state.clone())),
                Err(error) => return Ok((Outcome::Refused(error.to_string()), state.clone())),
            }
        }
    }

    /// After a continue action the backend is called in the next turn only; the engine is asked what that call will
    /// be, without taking the turn.
    fn request_to_come(&self, outcome: &Outcome, state: &SessionState) -> Option<BackendRequest> {
        match outcome {
            Outcome::Reply(reply) if matches!(reply.action, Action::Continue(_)) => {}
            _ => return None,
        }
        match self.project.execute(state, Input::Empty, self.now) {
            Ok(Step::Fetch { request, .. }) => Some(request),
            _ => None,
        }
    }
}

fn input_of(input: &TurnInput) -> Input {
    match input {
        TurnInput::Kick | TurnInput::Continue => Input::Empty,
        TurnInput::Text(text) => Input::Text(text.clone()),
        TurnInput::Select(pick) => Input::Selected {
            id: pick.id.clone(),
            value: pick.value.clone(),
        },
        TurnInput::Data(requested) => Input::RequestedData {
            id: requested.id.clone(),
            data: requested.data.clone(),
        },
        TurnInput::Event(event) => Input::Event(DialogEvent {
            kind: match event.kind {
                EventType::Success => EventKind::Success,
                EventType::Error => EventKind::Error,
                EventType::NoInput => EventKind::NoInput,
                EventType::NoMatch => EventKind::NoMatch,
                EventType::Hangup => EventKind::Hangup,
                EventType::Custom => EventKind::Custom,
            },
            name: event.name.clone(),
            message: String::new(),
        }),
    }
}

fn describe(input: &TurnInput) -> String {
    match input {
        TurnInput::Kick => "kick".to_owned(),
        TurnInput::Text(text) => format!("text \"{text}\""),
        TurnInput::Select(pick) => format!("select {}={}", pick.id, pick.value),
        TurnInput::Data(requested) => format!("data of {}", requested.id),
        TurnInput::Event(event) => format!("event {:?} {}", event.kind, event.name)
            .trim_end()
            .to_owned(),
        TurnInput::Continue => "continue".to_owned(),
    }
}
