//! One round: so many visitors at a time, for a fixed time.

use std::collections::VecDeque;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::try_join_all;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::arguments::Timing;
use crate::clients::Clients;
use crate::latency::Percentiles;
use crate::sample::Sample;
use crate::server_process::ServerProcess;
use crate::visitor::{ReadySession, Tally, Visitor, Window, start_sessions};

/// What visitors do.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Workload<'a> {
    /// Conversations, each from its Start to its Stop or end; Executes are measured.
    Conversations(&'a Arc<Sample>),
    /// Nothing but Executes, in sessions that were started before: so many for each visitor.
    Turns(&'a Arc<Sample>, usize),
    /// Calls that do nothing.
    EmptyCalls,
}

/// What came of one round or several.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    tally: Tally,
    time: Duration,
    server_time: Duration,
    /// Conversations of the visitor who had the most in one round.
    most_conversations: usize,
}

/// What is told of an outcome.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Figures {
    /// Calls of any kind.
    pub(crate) calls_per_second: f64,
    /// Executes, or empty calls.
    pub(crate) per_second: f64,
    /// How long an Execute took, or an empty call.
    pub(crate) microseconds: Percentiles,
    /// Processor time of the server for one call of any kind.
    pub(crate) server_microseconds_per_call: f64,
    /// The same for one turn, with its share of what calls there are around it.
    pub(crate) server_microseconds: f64,
    pub(crate) errors: usize,
    pub(crate) first_error: Option<String>,
}

impl Outcome {
    pub(crate) fn merge(&mut self, other: Outcome) {
        self.tally.merge(other.tally);
        self.time += other.time;
        self.server_time += other.server_time;
        self.most_conversations = self.most_conversations.max(other.most_conversations);
    }

    /// How many calls were measured.
    pub(crate) fn measured(&self) -> usize {
        self.tally.measured.count()
    }

    /// Conversations of the visitor who had the most in one round.
    pub(crate) fn most_conversations(&self) -> usize {
        self.most_conversations
    }

    pub(crate) fn figures(self) -> Figures {
        let measured = count(self.tally.measured.count());
        let calls = measured + count(self.tally.other_calls);
        let seconds = self.time.as_secs_f64();
        let server_microseconds = self.server_time.as_secs_f64() * 1e6;
        Figures {
            calls_per_second: calls / seconds,
            per_second: measured / seconds,
            microseconds: self.tally.measured.percentiles(),
            server_microseconds_per_call: server_microseconds / calls,
            server_microseconds: server_microseconds / measured,
            errors: self.tally.errors,
            first_error: self.tally.first_error,
        }
    }
}

/// A number of things, for figures of so much each.
pub(crate) fn count(things: usize) -> f64 {
    u32::try_from(things).map_or(f64::INFINITY, f64::from)
}

/// Lets `visitors` at a time do their work against `server`.
pub(crate) async fn round(
    timing: Timing,
    workload: Workload<'_>,
    visitors: usize,
    clients: &Clients,
    server: &ServerProcess,
) -> Result<Outcome, Box<dyn Error>> {
    let mut ready = match workload {
        Workload::Turns(sample, sessions) => {
            start_for_all(sample, sessions, visitors, clients).await?
        }
        Workload::Conversations(_) | Workload::EmptyCalls => Vec::new(),
    }
    .into_iter();
    let from = Instant::now() + timing.warm_up;
    let until = from + timing.counted;
    let window = Window { from, until };
    let mut at_work = JoinSet::new();
    for (number, client) in clients.for_visitors(visitors).enumerate() {
        let visitor = Visitor::new(client, window);
        match workload {
            Workload::EmptyCalls => at_work.spawn(visitor.call_for_nothing()),
            Workload::Conversations(sample) => {
                let sample = Arc::clone(sample);
                at_work.spawn(async move { visitor.talk(sample.scripts_from(number)).await })
            }
            Workload::Turns(sample, _) => {
                let sample = Arc::clone(sample);
                let ready = ready.next().unwrap_or_default();
                at_work.spawn(async move {
                    let more = sample.scripts_from(number);
                    visitor.take_turns_only(ready, more).await
                })
            }
        };
    }
    tokio::time::sleep_until(from.into()).await;
    let before = server.processor_time()?;
    tokio::time::sleep_until(until.into()).await;
    let server_time = server.processor_time()?.saturating_sub(before);
    let mut tally = Tally::default();
    let mut most_conversations = 0;
    for visitor in at_work.join_all().await {
        most_conversations = most_conversations.max(visitor.conversations);
        tally.merge(visitor);
    }
    Ok(Outcome {
        tally,
        time: timing.counted,
        server_time,
        most_conversations,
    })
}

async fn start_for_all(
    sample: &Arc<Sample>,
    sessions: usize,
    visitors: usize,
    clients: &Clients,
) -> Result<Vec<VecDeque<ReadySession>>, Box<dyn Error>> {
    let starting = clients
        .for_visitors(visitors)
        .enumerate()
        .map(|(number, client)| {
            let sample = Arc::clone(sample);
            tokio::spawn(async move {
                start_sessions(client, sample.scripts_from(number), sessions).await
            })
        });
    let mut ready = Vec::with_capacity(visitors);
    for started in try_join_all(starting).await? {
        ready.push(started?);
    }
    Ok(ready)
}
