//! Plays a conversation through the engine.

use std::time::{Duration, Instant};

use bavard_dialog::{
    Action, BackendRequest, Coverage, Flow, Input, Project, Reply, SessionStart, SessionState,
    Step, Trace, TurnError,
};
use jiff::civil::DateTime;

use super::Mismatch;
use super::backend::ScriptedBackend;
use super::comparison::compare;
use super::format::{Conversation, ConversationFile};
use super::turn::Turn;
use crate::turn::MAX_FETCHES;

/// What came of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationResult {
    /// Id of the conversation.
    pub id: String,
    /// The turns that went as expected, up to the first that did not.
    pub played: Vec<PlayedTurn>,
    /// The first turn that differed; what comes after it says nothing.
    pub failed: Option<FailedTurn>,
    /// What it ran through, the turn that differed included.
    pub coverage: Coverage,
    /// How long it took.
    pub took: Duration,
}

/// A turn as it went.
#[derive(Debug, Clone, PartialEq)]
pub struct PlayedTurn {
    /// What was sent.
    pub input: String,
    /// What it gave.
    pub outcome: Outcome,
}

/// What a turn gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A reply.
    Reply(Box<Reply>),
    /// The session was over before the turn.
    Ended,
    /// The engine refused; its words.
    Refused(String),
}

/// A turn that gave something else than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct FailedTurn {
    /// Number of the turn, from 1; 0 is the Start.
    pub number: usize,
    /// The line of the file that it begins in, from 1; 0 for the Start.
    pub line: u64,
    /// What was sent.
    pub input: String,
    /// What it gave, unless the file could not answer a backend.
    pub outcome: Option<Outcome>,
    /// Every difference.
    pub mismatches: Vec<Mismatch>,
}

/// Plays one conversation of a file, with `now` as the time of every turn.
pub fn play(
    project: &Project,
    flow: &Flow,
    file: &ConversationFile,
    conversation: &Conversation,
    now: DateTime,
) -> ConversationResult {
    let begin = Instant::now();
    let mut player = Player {
        project,
        backend: ScriptedBackend::new(&conversation.backend),
        coverage: Coverage::new(flow),
        now,
    };
    let mut played = Vec::new();
    let failed = player.play(file, conversation, &mut played).err();
    ConversationResult {
        id: conversation.id.clone(),
        played,
        failed,
        coverage: player.coverage,
        took: begin.elapsed(),
    }
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
    coverage: Coverage,
    now: DateTime,
}

impl Player<'_> {
    fn play(
        &mut self,
        file: &ConversationFile,
        conversation: &Conversation,
        played: &mut Vec<PlayedTurn>,
    ) -> Result<(), FailedTurn> {
        let start = session_start(self.project, file, conversation);
        let mut state = self.project.start(&start).map_err(|error| FailedTurn {
            number: 0,
            line: 0,
            input: "start".to_owned(),
            outcome: None,
            mismatches: vec![Mismatch::NotStarted {
                reason: error.to_string(),
            }],
        })?;
        for (number, turn) in (1..).zip(&conversation.turns) {
            let failed = |outcome, mismatches| FailedTurn {
                number,
                line: turn.line,
                input: turn.input.to_string(),
                outcome,
                mismatches,
            };
            let (outcome, next, mismatches) = self
                .take(&state, turn)
                .map_err(|mismatch| failed(None, vec![mismatch]))?;
            if !mismatches.is_empty() {
                return Err(failed(Some(outcome), mismatches));
            }
            played.push(PlayedTurn {
                input: turn.input.to_string(),
                outcome,
            });
            state = next;
        }
        Ok(())
    }

    /// What the turn gave, the state after it, and where it differs.
    fn take(
        &mut self,
        state: &SessionState,
        turn: &Turn,
    ) -> Result<(Outcome, SessionState, Vec<Mismatch>), Mismatch> {
        let mut requests = Vec::new();
        let (outcome, next) = self.run(state, turn.input.to_engine(), &mut requests)?;
        if turn.expect.request.is_some() {
            requests.extend(self.request_to_come(&outcome, &next));
        }
        let mismatches = compare(&turn.expect, &outcome, &requests);
        Ok((outcome, next, mismatches))
    }

    fn run(
        &mut self,
        state: &SessionState,
        mut input: Input,
        requests: &mut Vec<BackendRequest>,
    ) -> Result<(Outcome, SessionState), Mismatch> {
        let mut current = state.clone();
        loop {
            let step = self.project.execute(&current, input, self.now);
            if let Some(trace) = step.as_ref().ok().map(trace_of) {
                self.coverage.record(trace);
            }
            match step {
                Ok(Step::Answer { reply, state, .. }) => {
                    return Ok((Outcome::Reply(reply), state));
                }
                Ok(Step::Fetch { request, .. }) if requests.len() == MAX_FETCHES => {
                    let reason = format!("node {} fetches in a circle", request.node);
                    return Ok((Outcome::Refused(reason), state.clone()));
                }
                Ok(Step::Fetch { request, state, .. }) => {
                    input = Input::BackendReply(self.backend.answer(&request)?);
                    requests.push(*request);
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
            Ok(Step::Fetch { request, .. }) => Some(*request),
            _ => None,
        }
    }
}

fn trace_of(step: &Step) -> &Trace {
    match step {
        Step::Answer { trace, .. } | Step::Fetch { trace, .. } => trace,
    }
}
