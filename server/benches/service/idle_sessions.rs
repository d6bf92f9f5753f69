//! What sessions cost that only wait: memory of the server for each session that was started and greeted.

use std::error::Error;
use std::sync::Arc;

use bavard_server::protocol::dlg::v1::ExecuteRequest;
use serde::Serialize;
use tokio::task::JoinSet;
use tonic::Status;

use crate::arguments::Arguments;
use crate::clients::{Clients, DialogClient, Transport};
use crate::load::count;
use crate::sample::Sample;
use crate::server_process::ServerProcess;

/// Visitors at a time.
const VISITORS: usize = 64;

/// Sessions before the first look, so that buffers of connections are not taken for sessions.
const FIRST_SESSIONS: usize = 500;

/// Memory of the server with so many sessions.
#[derive(Debug, Serialize)]
pub(crate) struct IdleSessions {
    pub(crate) sessions: usize,
    pub(crate) resident_bytes: usize,
    /// More than with none, for each.
    pub(crate) bytes_per_session: f64,
}

pub(crate) async fn measure(
    arguments: &Arguments,
    sample: &Arc<Sample>,
) -> Result<Vec<IdleSessions>, Box<dyn Error>> {
    let server = ServerProcess::bavard(arguments, sample, "")?;
    let clients = Clients::connect(Transport::Grpc, server.address).await?;
    greet(&clients, sample, FIRST_SESSIONS).await?;
    let before = server.resident_bytes()?;
    let mut greeted = 0;
    let mut steps = Vec::new();
    for &sessions in arguments.idle_sessions() {
        greet(&clients, sample, sessions - greeted).await?;
        greeted = sessions;
        let resident_bytes = server.resident_bytes()?;
        steps.push(IdleSessions {
            sessions,
            resident_bytes,
            bytes_per_session: count(resident_bytes.saturating_sub(before)) / count(sessions),
        });
    }
    Ok(steps)
}

/// Starts sessions and takes the first turn of each.
pub(crate) async fn greet(
    clients: &Clients,
    sample: &Arc<Sample>,
    sessions: usize,
) -> Result<(), Box<dyn Error>> {
    let mut at_work = JoinSet::new();
    for (number, client) in clients.for_visitors(VISITORS).enumerate() {
        let mine = sessions / VISITORS + usize::from(number < sessions % VISITORS);
        let sample = Arc::clone(sample);
        at_work.spawn(async move { greet_some(client, &sample, number, mine).await });
    }
    while let Some(greeted) = at_work.join_next().await {
        greeted??;
    }
    Ok(())
}

async fn greet_some(
    mut client: DialogClient,
    sample: &Sample,
    number: usize,
    sessions: usize,
) -> Result<(), Status> {
    for script in sample.scripts_from(number).take(sessions) {
        let started = client.start(script.start.clone()).await?.into_inner();
        let greeting = ExecuteRequest {
            session_id: started.payload.unwrap_or_default().session_id,
            payload: script.turns.first().map(|turn| turn.payload.clone()),
            ..ExecuteRequest::default()
        };
        client.execute(greeting).await?;
    }
    Ok(())
}
