//! Conversations and turns beside empty calls.

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

/// How often each of the three takes its turn.
const ROUNDS: usize = 2;

/// Sessions that are started for a round of turns, by those that a round of conversations had. Turns without Start and
/// Stop around them use up more.
const SPARE: usize = 2;

/// Conversations, turns alone and empty calls under the same load.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) transport: Transport,
    pub(crate) visitors: usize,
    pub(crate) conversations: Figures,
    pub(crate) turns: Figures,
    pub(crate) empty_calls: Figures,
    /// Turns a second, alone, by empty calls a second: what the target is set for.
    pub(crate) turns_ratio: f64,
    /// Calls of conversations a second, Start and Stop among them, by empty calls a second.
    pub(crate) calls_ratio: f64,
    /// Processor time of the server for a turn alone by that for an empty call.
    pub(crate) server_time_ratio: f64,
}

/// Under every load, one after the other.
pub(crate) async fn measure(
    arguments: &Arguments,
    sample: &Arc<Sample>,
) -> Result<Vec<Comparison>, Box<dyn Error>> {
    let bavard = ServerProcess::bavard(arguments, sample, "")?;
    let empty = ServerProcess::empty()?;
    let timing = arguments.timing();
    let mut comparisons = Vec::new();
    for transport in [Transport::Grpc, Transport::GrpcWeb] {
        let clients = Clients::connect(transport, bavard.address).await?;
        let empty_clients = Clients::connect(transport, empty.address).await?;
        for visitors in VISITORS {
            let mut conversations = Outcome::default();
            let mut turns = Outcome::default();
            let mut empty_calls = Outcome::default();
            for _ in 0..ROUNDS {
                let work = Workload::Conversations(sample);
                conversations.merge(round(timing, work, visitors, &clients, &bavard).await?);
                let sessions = SPARE * conversations.most_conversations();
                let work = Workload::Turns(sample, sessions);
                turns.merge(round(timing, work, visitors, &clients, &bavard).await?);
                let work = Workload::EmptyCalls;
                empty_calls.merge(round(timing, work, visitors, &empty_clients, &empty).await?);
            }
            comparisons.push(compare(
                transport,
                visitors,
                conversations.figures(),
                turns.figures(),
                empty_calls.figures(),
            ));
        }
    }
    Ok(comparisons)
}

fn compare(
    transport: Transport,
    visitors: usize,
    conversations: Figures,
    turns: Figures,
    empty_calls: Figures,
) -> Comparison {
    let empty = empty_calls.calls_per_second;
    let empty_time = empty_calls.server_microseconds_per_call;
    Comparison {
        transport,
        visitors,
        turns_ratio: turns.per_second / empty,
        calls_ratio: conversations.calls_per_second / empty,
        server_time_ratio: turns.server_microseconds_per_call / empty_time,
        conversations,
        turns,
        empty_calls,
    }
}
