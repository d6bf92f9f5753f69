//! Turns beside empty calls.

use std::error::Error;
use std::sync::Arc;

use serde::Serialize;

use crate::arguments::Arguments;
use crate::clients::{Clients, Transport};
use crate::load::{Figures, Outcome, Workload, round};
use crate::sample::Sample;
use crate::server_process::ServerProcess;

/// Visitors at a time.
const VISITORS: [usize; 3] = [1, 64, 1_000];

/// How often each of the two takes its turn.
const ROUNDS: usize = 2;

/// Turns and empty calls under the same load.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) transport: Transport,
    pub(crate) visitors: usize,
    pub(crate) turns: Figures,
    pub(crate) empty_calls: Figures,
    /// Turns a second by empty calls a second.
    pub(crate) throughput_ratio: f64,
    /// The same with Start and Stop among the turns.
    pub(crate) throughput_ratio_of_calls: f64,
    /// Processor time of the server for a turn, its share of Start and Stop included, by that for an empty call.
    pub(crate) server_time_ratio: f64,
}

/// Under every load, in turn.
pub(crate) async fn measure(
    arguments: &Arguments,
    sample: &Arc<Sample>,
) -> Result<Vec<Comparison>, Box<dyn Error>> {
    let bavard = ServerProcess::bavard(arguments, sample, "")?;
    let empty = ServerProcess::empty()?;
    let timing = arguments.timing();
    let mut comparisons = Vec::new();
    for transport in [Transport::Grpc, Transport::GrpcWeb] {
        let bavard_clients = Clients::connect(transport, bavard.address).await?;
        let empty_clients = Clients::connect(transport, empty.address).await?;
        for visitors in VISITORS {
            let mut turns = Outcome::default();
            let mut empty_calls = Outcome::default();
            for _ in 0..ROUNDS {
                let work = Workload::Turns(sample);
                turns.merge(round(timing, work, visitors, &bavard_clients, &bavard).await?);
                let work = Workload::EmptyCalls;
                empty_calls.merge(round(timing, work, visitors, &empty_clients, &empty).await?);
            }
            comparisons.push(compare(transport, visitors, turns, empty_calls));
        }
    }
    Ok(comparisons)
}

fn compare(
    transport: Transport,
    visitors: usize,
    turns: Outcome,
    empty_calls: Outcome,
) -> Comparison {
    let turns = turns.figures();
    let empty_calls = empty_calls.figures();
    let calls = turns.per_second + turns.other_calls_per_second;
    Comparison {
        transport,
        visitors,
        throughput_ratio: turns.per_second / empty_calls.per_second,
        throughput_ratio_of_calls: calls / empty_calls.per_second,
        server_time_ratio: turns.server_microseconds / empty_calls.server_microseconds,
        turns,
        empty_calls,
    }
}
