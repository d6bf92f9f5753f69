//! One round: so many visitors at a time, for a fixed time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::task::JoinSet;

use crate::arguments::Timing;
use crate::clients::Clients;
use crate::latency::Percentiles;
use crate::sample::Sample;
use crate::server_process::{ProcessError, ServerProcess};
use crate::visitor::{Tally, Visitor, Window};

/// What visitors do.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Workload<'a> {
    /// Conversations; their Executes are measured.
    Turns(&'a Arc<Sample>),
    /// Calls that do nothing.
    EmptyCalls,
}

/// What came of one round or several.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    tally: Tally,
    time: Duration,
    server_time: Duration,
}

/// What is told of an outcome.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Figures {
    /// Turns, or empty calls.
    pub(crate) per_second: f64,
    /// Starts and Stops.
    pub(crate) other_calls_per_second: f64,
    pub(crate) microseconds: Percentiles,
    /// Processor time of the server for one turn, with its share of Start and Stop, or for one empty call.
    pub(crate) server_microseconds: f64,
    /// The same for one call of any kind.
    pub(crate) server_microseconds_per_call: f64,
    pub(crate) errors: usize,
    pub(crate) first_error: Option<String>,
}

impl Outcome {
    pub(crate) fn merge(&mut self, other: Outcome) {
        self.tally.merge(other.tally);
        self.time += other.time;
        self.server_time += other.server_time;
    }

    /// How many calls were measured.
    pub(crate) fn measured(&self) -> usize {
        self.tally.measured.count()
    }

    pub(crate) fn figures(self) -> Figures {
        let measured = count(self.tally.measured.count());
        let other = count(self.tally.other_calls);
        let seconds = self.time.as_secs_f64();
        let server_microseconds = self.server_time.as_secs_f64() * 1e6;
        Figures {
            per_second: measured / seconds,
            other_calls_per_second: other / seconds,
            microseconds: self.tally.measured.percentiles(),
            server_microseconds: server_microseconds / measured,
            server_microseconds_per_call: server_microseconds / (measured + other),
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
) -> Result<Outcome, ProcessError> {
    let from = Instant::now() + timing.warm_up;
    let until = from + timing.counted;
    let window = Window { from, until };
    let mut at_work = JoinSet::new();
    for (number, client) in clients.for_visitors(visitors).enumerate() {
        let visitor = Visitor::new(client, window);
        match workload {
            Workload::EmptyCalls => at_work.spawn(visitor.call_for_nothing()),
            Workload::Turns(sample) => {
                let sample = Arc::clone(sample);
                at_work.spawn(async move { visitor.talk(sample.scripts_from(number)).await })
            }
        };
    }
    tokio::time::sleep_until(from.into()).await;
    let before = server.processor_time()?;
    tokio::time::sleep_until(until.into()).await;
    let server_time = server.processor_time()?.saturating_sub(before);
    let mut tally = Tally::default();
    for visitor in at_work.join_all().await {
        tally.merge(visitor);
    }
    Ok(Outcome {
        tally,
        time: timing.counted,
        server_time,
    })
}
