//! One turn of a session: the engine runs until it needs the client, with the fetches that it asks for on the way.
//!
//! What happens before the first fetch only computes and can be thrown away; a fetch cannot be undone. So a turn stops
//! there until its caller says that it may go on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bavard_dialog::{
    BackendFailure, BackendRequest, Input, MAX_UTTERANCE, Reply, SessionState, Step, TurnError,
    Waiting,
};

use crate::clock::Clock;
use crate::data_access::DataAccess;
use crate::event_log::TurnTrail;
use crate::project::HostedProject;
use crate::understanding_service::UnderstandingFailure;

/// Longest time for the fetches of a turn. A session is held that long at most, and
/// [`STORE_PATIENCE`](crate::session::STORE_PATIENCE) for a store that cannot be reached.
pub const TURN_LIMIT: Duration = Duration::from_secs(120);

/// Fetches that one turn may make: a design that fetches in a circle would do so until the time is over.
pub const MAX_FETCHES: usize = 20;

/// Why a turn was not taken; the session is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnFailure {
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] TurnError),
    /// The remote service that understands the project's texts failed.
    #[error(transparent)]
    Understanding(#[from] UnderstandingFailure),
    /// The design fetches in a circle.
    #[error(
        "the design fetches more than {MAX_FETCHES} times in one turn, the last time at node `{node}`"
    )]
    TooManyFetches {
        /// The data access node at which the turn was given up.
        node: String,
    },
    /// The turn took too long.
    #[error("the turn took longer than {} s", TURN_LIMIT.as_secs())]
    TimedOut,
}

/// What a turn gave.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnOutcome {
    /// What the client gets.
    pub reply: Reply,
    /// The session afterwards.
    pub state: SessionState,
}

/// How far a turn gets by itself.
#[derive(Debug)]
pub enum TurnBegun {
    /// To its end.
    Done(Box<TurnOutcome>),
    /// To its first fetch.
    Fetch(Box<PendingFetch>),
}

/// A turn that waits for leave to fetch.
#[derive(Debug)]
pub struct PendingFetch {
    request: Box<BackendRequest>,
    waiting: SessionState,
}

/// Takes turns of sessions.
#[derive(Debug)]
pub struct TurnTaker {
    clock: Arc<dyn Clock>,
    data_access: DataAccess,
}

impl TurnTaker {
    /// Takes turns by this clock, with fetches made by `data_access`.
    pub fn new(clock: Arc<dyn Clock>, data_access: DataAccess) -> TurnTaker {
        TurnTaker { clock, data_access }
    }

    /// Takes a turn of a session that is at `state`, up to its end or its first fetch. Nothing has happened if the
    /// outcome is dropped. `trail` gets what it runs through.
    ///
    /// # Errors
    ///
    /// [`TurnFailure`]; the session goes on from `state`.
    pub async fn begin(
        &self,
        hosted: &HostedProject,
        state: &SessionState,
        input: Input,
        trail: &mut TurnTrail,
    ) -> Result<TurnBegun, TurnFailure> {
        let input = understood(hosted, state, input).await?;
        self.step(hosted, state, input, trail)
    }

    /// Takes the rest of a turn: its fetches and what comes after them. What `trail` has got stays in it when the turn
    /// is given up.
    ///
    /// # Errors
    ///
    /// [`TurnFailure`]; the session goes on from where it was before the turn.
    pub async fn go_on(
        &self,
        hosted: &HostedProject,
        fetch: Box<PendingFetch>,
        trail: &mut TurnTrail,
    ) -> Result<TurnOutcome, TurnFailure> {
        tokio::time::timeout(TURN_LIMIT, self.run(hosted, fetch, trail))
            .await
            .unwrap_or(Err(TurnFailure::TimedOut))
    }

    async fn run(
        &self,
        hosted: &HostedProject,
        mut fetch: Box<PendingFetch>,
        trail: &mut TurnTrail,
    ) -> Result<TurnOutcome, TurnFailure> {
        for _ in 0..MAX_FETCHES {
            let PendingFetch { request, waiting } = *fetch;
            let began = Instant::now();
            let fetched = self.data_access.fetch(hosted, &request).await;
            trail.fetched(&request, &fetched, began.elapsed());
            if let Err(failure) = &fetched {
                note_failure(hosted, &request, failure);
            }
            match self.step(hosted, &waiting, Input::BackendReply(fetched), trail)? {
                TurnBegun::Done(outcome) => return Ok(*outcome),
                TurnBegun::Fetch(next) => fetch = next,
            }
        }
        Err(TurnFailure::TooManyFetches {
            node: fetch.request.node,
        })
    }

    fn step(
        &self,
        hosted: &HostedProject,
        state: &SessionState,
        input: Input,
        trail: &mut TurnTrail,
    ) -> Result<TurnBegun, TurnFailure> {
        let step = hosted.project.execute(state, input, self.clock.local())?;
        Ok(match step {
            Step::Answer {
                reply,
                state,
                trace,
            } => {
                trail.add(trace);
                TurnBegun::Done(Box::new(TurnOutcome {
                    reply: *reply,
                    state,
                }))
            }
            Step::Fetch {
                request,
                state,
                trace,
            } => {
                trail.add(trace);
                TurnBegun::Fetch(Box::new(PendingFetch {
                    request,
                    waiting: state,
                }))
            }
        })
    }
}

/// An open breaker has been told of when it opened; every fetch that it holds back says nothing new, and there can be
/// thousands a second.
fn note_failure(hosted: &HostedProject, request: &BackendRequest, failure: &BackendFailure) {
    let (project, node) = (&hosted.tag, &request.node);
    match failure {
        BackendFailure::CircuitOpen => tracing::debug!(%project, node, "data access held back"),
        failure => tracing::warn!(%project, node, %failure, "data access failed"),
    }
}

/// The answer to a question as a remote service understands it, where the project has one for the session's language.
/// Everything else is left to the engine.
///
/// # Errors
///
/// When the service fails.
pub async fn understood(
    hosted: &HostedProject,
    state: &SessionState,
    input: Input,
) -> Result<Input, UnderstandingFailure> {
    let language = state.language();
    let service = hosted.understanding.as_ref();
    match (&input, state.waiting(), service) {
        (Input::Text(text), Waiting::Answer(_), Some(service))
            if service.speaks(language) && is_text(text) =>
        {
            let wordsets = hosted.project.wordsets(state);
            // Boxed, so that turns of projects that have no service do not carry the room for its call.
            let understood = Box::pin(service.interpret(text, language, &wordsets)).await;
            if let Err(failure) = &understood {
                tracing::warn!(project = %hosted.tag, %failure, "understanding failed");
            }
            Ok(Input::Interpretation(understood?))
        }
        _ => Ok(input),
    }
}

/// Whether there is something to understand; what is too long, the engine refuses.
fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= MAX_UTTERANCE
}
