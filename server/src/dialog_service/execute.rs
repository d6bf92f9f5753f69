//! One Execute, from the session as it was read to its new state.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bavard_dialog::{Input, SessionState};
use bytes::Bytes;
use http::Extensions;
use prost::Message;
use tonic::{Code, Status};

use super::service::{Parts, known_form, session_facts};
use crate::event_log::{EndReason, TurnFacts, TurnTrail, action_name, input_name, input_text};
use crate::project::HostedProject;
use crate::protocol::dlg::v1::common::Selector;
use crate::protocol::dlg::v1::{ExecuteRequest, ExecuteResponse};
use crate::session::{
    Answer, Change, ENDED_LIFE, Entry, HoldFailure, Readied, Session, SessionId, StoreError,
    TurnHold, TurnKey, Version,
};
use crate::turn::{PendingFetch, TURN_LIMIT, TurnBegun, TurnFailure, TurnOutcome};
use crate::wire::{
    execute_input, execute_response, invalid_request_status, refusal_status, start_status,
    store_status, turn_status,
};

/// The turn that a client asks for.
#[derive(Debug)]
struct Turn {
    id: SessionId,
    key: Option<TurnKey>,
    hosted: Arc<HostedProject>,
    readied: Readied,
    asked: Asked,
}

/// What the event log is told of the client's part of a turn.
#[derive(Debug)]
struct Asked {
    began: Instant,
    user_id: String,
    input: &'static str,
    text: Option<String>,
}

/// What a turn leaves behind.
struct TurnEnd {
    response: ExecuteResponse,
    /// Whether the conversation is over.
    is_over: bool,
    state: Arc<SessionState>,
    action: &'static str,
    /// What is kept of the session, and for how long; none: nothing.
    kept: Option<(Entry, Duration)>,
}

impl Parts {
    /// Takes a turn, or gives the answer again that it got the first time.
    pub(super) async fn execute(
        self: &Arc<Self>,
        caller: &Extensions,
        request: ExecuteRequest,
        key: Option<TurnKey>,
    ) -> Result<ExecuteResponse, Status> {
        let began = Instant::now();
        let input =
            execute_input(request.payload).map_err(|error| invalid_request_status(&error))?;
        let id = known_form(&request.session_id)?;
        let stored = self.load_for(caller, &id).await?;
        if let Some(answer) = key.as_ref().and_then(|key| stored.entry.answer_to(key)) {
            return self.answered_before(answer);
        }
        let readied =
            Readied::of(stored).map_err(|refusal| refusal_status(refusal, id.as_str()))?;
        let hosted = self.hosted(&readied.session)?;
        let turn = Turn {
            id,
            key,
            hosted,
            readied,
            asked: Asked {
                began,
                user_id: request.user_id,
                input: input_name(&input),
                text: self.text_for_log(&input),
            },
        };
        let session = &turn.readied.session;
        let selected = selected(&turn.hosted, &session.state, request.selector)?;
        let state = selected.as_ref().unwrap_or(&session.state);
        let mut trail = TurnTrail::default();
        let taker = &self.turn_taker;
        match taker.begin(&turn.hosted, state, input, &mut trail).await {
            Ok(TurnBegun::Done(outcome)) => self.commit(&turn, *outcome, &trail).await,
            // Boxed, so that turns without a fetch do not carry the room for one.
            Ok(TurnBegun::Fetch(fetch)) => Box::pin(self.fetch_in_a_task(turn, fetch, trail)).await,
            Err(failure) => Err(self.refused(&turn, &trail, turn.failure_status(&failure))),
        }
    }

    fn text_for_log(&self, input: &Input) -> Option<String> {
        let text = self.event_log.is_on().then(|| input_text(input));
        text.flatten().map(str::to_owned)
    }

    /// Puts the outcome of a turn in that only computed, if the session is still what it was.
    async fn commit(
        &self,
        turn: &Turn,
        outcome: TurnOutcome,
        trail: &TurnTrail,
    ) -> Result<ExecuteResponse, Status> {
        let mut end = turn.end(outcome);
        let version = turn.readied.version;
        let changed = match end.kept.take() {
            None => self.sessions.remove(&turn.id, Some(version)).await,
            Some((entry, life)) => {
                let change = Change {
                    entry,
                    version: Version::fresh(),
                    life,
                    held: None,
                };
                self.sessions.replace(&turn.id, version, change).await
            }
        };
        match changed {
            Ok(()) => Ok(self.answered(turn, trail, end)),
            Err(error) => Box::pin(self.lost(turn, trail, error)).await,
        }
    }

    /// Takes a turn that fetches in a task of its own. It runs to its end even when the client hangs up, or else a
    /// backend would have been called for a session that knows nothing of it.
    async fn fetch_in_a_task(
        self: &Arc<Self>,
        turn: Turn,
        fetch: Box<PendingFetch>,
        trail: TurnTrail,
    ) -> Result<ExecuteResponse, Status> {
        let parts = Arc::clone(self);
        let task = async move { parts.fetch_holding(&turn, fetch, trail).await };
        self.running_turns
            .spawn(task)
            .await
            .map_err(|_| Status::internal("the turn broke off"))?
    }

    async fn fetch_holding(
        &self,
        turn: &Turn,
        fetch: Box<PendingFetch>,
        mut trail: TurnTrail,
    ) -> Result<ExecuteResponse, Status> {
        let sessions = Arc::clone(&self.sessions);
        let readied = turn.readied.clone();
        let hold = match TurnHold::begin(sessions, turn.id.clone(), readied, TURN_LIMIT).await {
            Ok(hold) => hold,
            Err(HoldFailure::Refused(error)) => return self.lost(turn, &trail, error).await,
            Err(HoldFailure::Unknown(hold)) => {
                self.running_turns.spawn(hold.take_back());
                let status = store_status(StoreError::Unavailable, turn.id.as_str());
                return Err(self.refused(turn, &trail, status));
            }
        };
        let taker = &self.turn_taker;
        match taker.go_on(&turn.hosted, fetch, &mut trail).await {
            Ok(outcome) => {
                let mut end = turn.end(outcome);
                match hold.finish(end.kept.take()).await {
                    Ok(()) => Ok(self.answered(turn, &trail, end)),
                    Err(error) => {
                        let status = store_status(error, turn.id.as_str());
                        Err(self.refused(turn, &trail, status))
                    }
                }
            }
            Err(failure) => {
                hold.release().await;
                Err(self.refused(turn, &trail, turn.failure_status(&failure)))
            }
        }
    }

    /// The answer to a turn whose session another call has changed: if that was the same turn, asked for twice at the
    /// same time, what it got.
    async fn lost(
        &self,
        turn: &Turn,
        trail: &TurnTrail,
        error: StoreError,
    ) -> Result<ExecuteResponse, Status> {
        let mut status = store_status(error, turn.id.as_str());
        if let (StoreError::Conflict, Some(key)) = (error, &turn.key) {
            match self.load(&turn.id).await.map(|stored| stored.entry) {
                // A session of another project has taken the id.
                Ok(entry) if *entry.tag() != turn.hosted.tag => {}
                Ok(entry) => {
                    if let Some(answer) = entry.answer_to(key) {
                        return self.answered_before(answer);
                    }
                }
                Err(unknown) => status = unknown,
            }
        }
        Err(self.refused(turn, trail, status))
    }

    /// The first answer to a turn that is asked for again.
    fn answered_before(&self, answer: &Answer) -> Result<ExecuteResponse, Status> {
        self.turn_numbers.answered_again();
        ExecuteResponse::decode(answer.response.clone())
            .map_err(|_| Status::internal("the first answer to this turn cannot be read"))
    }

    /// The answer to a turn that is kept.
    fn answered(&self, turn: &Turn, trail: &TurnTrail, end: TurnEnd) -> ExecuteResponse {
        self.note(turn, trail, Some((&end.state, end.action)), Code::Ok);
        if end.is_over {
            self.quota.end(&turn.id);
            tracing::debug!(project = %turn.hosted.tag, "session ended");
        }
        end.response
    }

    /// The status of a turn that was not taken.
    fn refused(&self, turn: &Turn, trail: &TurnTrail, status: Status) -> Status {
        self.note(turn, trail, None, status.code());
        status
    }

    fn note(
        &self,
        turn: &Turn,
        trail: &TurnTrail,
        after: Option<(&SessionState, &'static str)>,
        code: Code,
    ) {
        let session = &turn.readied.session;
        let mut facts = session_facts(&turn.hosted, &turn.id, &turn.asked.user_id, session);
        if let Some((state, _)) = after {
            facts.channel = state.channel();
            facts.language = state.language();
        }
        let taken = TurnFacts {
            input: turn.asked.input,
            text: turn.asked.text.as_deref(),
            before: &session.state,
            after,
            code,
            took: turn.asked.began.elapsed(),
        };
        self.event_log.took_turn(facts, &taken, trail);
        if after.is_some_and(|(state, _)| state.is_ended()) {
            self.event_log.ended(facts, EndReason::EndNode);
        }
    }
}

impl Turn {
    /// What the client gets and what is kept of the session after a turn. Its time-out starts anew.
    fn end(&self, outcome: TurnOutcome) -> TurnEnd {
        let session = &self.readied.session;
        let action = action_name(&outcome.reply);
        let response = execute_response(outcome.reply);
        let state = Arc::new(outcome.state);
        let answer = self.key.clone().map(|key| {
            Arc::new(Answer {
                key,
                response: Bytes::from(response.encode_to_vec()),
            })
        });
        let is_over = state.is_ended();
        let kept = if is_over {
            answer.map(|answer| {
                let tag = session.tag.clone();
                (Entry::Ended { tag, answer }, ENDED_LIFE)
            })
        } else {
            let after = Session {
                tag: session.tag.clone(),
                project_version: session.project_version.clone(),
                timeout: session.timeout,
                suppress_log_user_data: session.suppress_log_user_data,
                state: Arc::clone(&state),
                last_answer: answer.or_else(|| session.last_answer.clone()),
            };
            Some((Entry::Live(Arc::new(after)), session.timeout))
        };
        TurnEnd {
            response,
            is_over,
            state,
            action,
            kept,
        }
    }

    fn failure_status(&self, failure: &TurnFailure) -> Status {
        let status = match failure {
            TurnFailure::Engine(error) => turn_status(error, self.id.as_str()),
            TurnFailure::Understanding(failure) => Status::unavailable(failure.to_string()),
            TurnFailure::TooManyFetches { .. } => Status::internal(failure.to_string()),
            TurnFailure::TimedOut => Status::deadline_exceeded(failure.to_string()),
        };
        if status.code() == Code::Internal {
            tracing::error!(project = %self.hosted.tag, %failure, "the project cannot go on");
        }
        status
    }
}

/// The session in the channel and language that the selector asks for, which may be others than those of the Start;
/// none where it asks for nothing.
fn selected(
    hosted: &HostedProject,
    state: &SessionState,
    selector: Option<Selector>,
) -> Result<Option<SessionState>, Status> {
    let Selector {
        channel, language, ..
    } = selector.unwrap_or_default();
    if channel.is_empty() && language.is_empty() {
        return Ok(None);
    }
    hosted
        .project
        .select(state, &channel, &language)
        .map(Some)
        .map_err(|error| start_status(&error))
}
