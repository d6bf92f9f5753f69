//! One visitor, who calls without a pause and notes what came of each call.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;
use std::time::Instant;

use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use bavard_server::protocol::dlg::v1::{ExecuteRequest, StopRequest};
use tonic::Status;

use crate::clients::DialogClient;
use crate::latency::Latencies;
use crate::script::{Script, ScriptedTurn};

/// When a call counts: begun after the warm-up, ended before the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) from: Instant,
    pub(crate) until: Instant,
}

impl Window {
    fn is_over(self) -> bool {
        Instant::now() >= self.until
    }
}

/// What a visitor noted of the calls that count.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Of the calls that are measured: turns, or empty calls.
    pub(crate) measured: Latencies,
    /// Start and Stop.
    pub(crate) other_calls: usize,
    /// Conversations that were begun, those before and after the window as well.
    pub(crate) conversations: usize,
    pub(crate) errors: usize,
    pub(crate) first_error: Option<String>,
}

impl Tally {
    pub(crate) fn merge(&mut self, other: Tally) {
        self.measured.merge(other.measured);
        self.other_calls += other.other_calls;
        self.conversations += other.conversations;
        self.errors += other.errors;
        self.first_error = self.first_error.take().or(other.first_error);
    }

    fn fail(&mut self, error: impl FnOnce() -> String) {
        self.errors += 1;
        self.first_error.get_or_insert_with(error);
    }
}

/// A session that was started and waits for its first turn.
#[derive(Debug)]
pub(crate) struct ReadySession {
    id: String,
    script: Arc<Script>,
}

#[derive(Debug)]
pub(crate) struct Visitor {
    client: DialogClient,
    window: Window,
    tally: Tally,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Measured,
    Other,
}

impl Visitor {
    pub(crate) fn new(client: DialogClient, window: Window) -> Visitor {
        Visitor {
            client,
            window,
            tally: Tally::default(),
        }
    }

    /// Makes empty calls.
    pub(crate) async fn call_for_nothing(mut self) -> Tally {
        while !self.window.is_over() {
            let mut client = self.client.clone();
            let stop = async move { client.stop(StopRequest::default()).await };
            self.noted(Kind::Measured, stop).await;
        }
        self.tally
    }

    /// Has these conversations, each from its Start to its end. Sessions that the script leaves open are stopped.
    pub(crate) async fn talk(mut self, scripts: impl Iterator<Item = Arc<Script>>) -> Tally {
        for script in scripts {
            if self.window.is_over() {
                break;
            }
            if let Some(session) = self.start(script).await
                && self.take_turns(&session).await == After::Open
            {
                self.stop(session.id).await;
            }
        }
        self.tally
    }

    /// Takes the turns of sessions that were started before, and of new ones only when there are no more. Sessions
    /// that are open at the end are stopped when nothing counts any more.
    pub(crate) async fn take_turns_only(
        mut self,
        mut ready: VecDeque<ReadySession>,
        mut more: impl Iterator<Item = Arc<Script>>,
    ) -> Tally {
        let mut open = Vec::new();
        while !self.window.is_over() {
            let session = match ready.pop_front() {
                Some(session) => Some(session),
                None => match more.next() {
                    Some(script) => self.start(script).await,
                    None => break,
                },
            };
            if let Some(session) = session
                && self.take_turns(&session).await == After::Open
            {
                open.push(session.id);
            }
        }
        open.extend(ready.into_iter().map(|session| session.id));
        for id in open {
            self.stop(id).await;
        }
        self.tally
    }

    async fn start(&mut self, script: Arc<Script>) -> Option<ReadySession> {
        let mut client = self.client.clone();
        let request = script.start.clone();
        self.tally.conversations += 1;
        let started = self.noted(Kind::Other, async move { client.start(request).await });
        let payload = started.await?.into_inner().payload?;
        Some(ReadySession {
            id: payload.session_id,
            script,
        })
    }

    async fn stop(&mut self, session_id: String) {
        let mut client = self.client.clone();
        let stop = StopRequest {
            session_id,
            ..StopRequest::default()
        };
        self.noted(Kind::Other, async move { client.stop(stop).await })
            .await;
    }

    async fn take_turns(&mut self, session: &ReadySession) -> After {
        for turn in &session.script.turns {
            match self.take(&session.id, turn).await {
                Some(After::Ended) => return After::Ended,
                Some(After::Open) if !self.window.is_over() => {}
                Some(After::Open) | None => break,
            }
        }
        After::Open
    }

    async fn take(&mut self, session_id: &str, turn: &ScriptedTurn) -> Option<After> {
        let mut client = self.client.clone();
        let request = ExecuteRequest {
            session_id: session_id.to_owned(),
            payload: Some(turn.payload.clone()),
            ..ExecuteRequest::default()
        };
        let call = self.noted(Kind::Measured, async move { client.execute(request).await });
        let reply = call.await?.into_inner().payload.unwrap_or_default();
        if !turn.is_answered_by(&reply) {
            self.tally
                .fail(|| "a reply of another kind than the script expects".to_owned());
        }
        Some(match reply.action {
            Some(Action::EndAction(_)) => After::Ended,
            _ => After::Open,
        })
    }

    async fn noted<T>(
        &mut self,
        kind: Kind,
        call: impl Future<Output = Result<T, Status>>,
    ) -> Option<T> {
        let began = Instant::now();
        let outcome = call.await;
        let ended = Instant::now();
        let counts = began >= self.window.from && ended <= self.window.until;
        match outcome {
            Ok(answer) => {
                match kind {
                    Kind::Measured if counts => self.tally.measured.add(ended - began),
                    Kind::Other if counts => self.tally.other_calls += 1,
                    _ => {}
                }
                Some(answer)
            }
            Err(status) => {
                self.tally.fail(|| status.to_string());
                None
            }
        }
    }
}

/// Starts so many sessions of these scripts, to be talked to later.
///
/// # Errors
///
/// The first Start that fails.
pub(crate) async fn start_sessions(
    mut client: DialogClient,
    scripts: impl Iterator<Item = Arc<Script>>,
    count: usize,
) -> Result<VecDeque<ReadySession>, Status> {
    let mut ready = VecDeque::with_capacity(count);
    for script in scripts.take(count) {
        let started = client.start(script.start.clone()).await?.into_inner();
        ready.push_back(ReadySession {
            id: started.payload.unwrap_or_default().session_id,
            script,
        });
    }
    Ok(ready)
}

/// What became of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Open,
    Ended,
}
