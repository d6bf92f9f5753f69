//! One visitor, who has one conversation after the other without a pause and notes what came of each call.

use std::future::Future;
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
    /// Start and Stop around the turns.
    pub(crate) other_calls: usize,
    pub(crate) errors: usize,
    pub(crate) first_error: Option<String>,
}

impl Tally {
    pub(crate) fn merge(&mut self, other: Tally) {
        self.measured.merge(other.measured);
        self.other_calls += other.other_calls;
        self.errors += other.errors;
        self.first_error = self.first_error.take().or(other.first_error);
    }

    fn fail(&mut self, error: impl FnOnce() -> String) {
        self.errors += 1;
        self.first_error.get_or_insert_with(error);
    }
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

    /// Has these conversations, each to its end. Sessions that the script leaves open are stopped.
    pub(crate) async fn talk(mut self, scripts: impl Iterator<Item = &Script>) -> Tally {
        for script in scripts {
            if self.window.is_over() {
                break;
            }
            self.hold(script).await;
        }
        self.tally
    }

    async fn hold(&mut self, script: &Script) {
        let mut client = self.client.clone();
        let start = script.start.clone();
        let started = self.noted(Kind::Other, async move { client.start(start).await });
        let Some(session_id) = started
            .await
            .and_then(|started| started.into_inner().payload)
            .map(|payload| payload.session_id)
        else {
            return;
        };
        for turn in &script.turns {
            match self.take(&session_id, turn).await {
                Some(After::Open) if !self.window.is_over() => {}
                Some(After::Open) | None => break,
                Some(After::Ended) => return,
            }
        }
        let mut client = self.client.clone();
        let stop = StopRequest {
            session_id,
            ..StopRequest::default()
        };
        self.noted(Kind::Other, async move { client.stop(stop).await })
            .await;
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

/// What became of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Open,
    Ended,
}
