//! How long the messages of a turn are, for the bandwidth that turns take.

use std::error::Error;

use bavard_server::protocol::dlg::v1::ExecuteRequest;
use prost::Message;
use serde::Serialize;

use crate::arguments::Arguments;
use crate::clients::{Clients, Transport};
use crate::load::count;
use crate::sample::Sample;
use crate::server_process::ServerProcess;

/// Bytes of a turn on average, without the headers around them.
#[derive(Debug, Serialize)]
pub(crate) struct MessageSizes {
    pub(crate) request: f64,
    pub(crate) response: f64,
}

/// Plays every conversation once.
pub(crate) async fn measure(
    arguments: &Arguments,
    sample: &Sample,
) -> Result<MessageSizes, Box<dyn Error>> {
    let server = ServerProcess::bavard(arguments, sample, "")?;
    let clients = Clients::connect(Transport::Grpc, server.address).await?;
    let (mut turns, mut requests, mut responses) = (0, 0, 0);
    for mut client in clients.for_visitors(1) {
        for script in sample.scripts() {
            let started = client.start(script.start.clone()).await?.into_inner();
            let session_id = started.payload.unwrap_or_default().session_id;
            for turn in &script.turns {
                let request = ExecuteRequest {
                    session_id: session_id.clone(),
                    payload: Some(turn.payload.clone()),
                    ..ExecuteRequest::default()
                };
                turns += 1;
                requests += request.encoded_len();
                responses += client.execute(request).await?.into_inner().encoded_len();
            }
        }
    }
    Ok(MessageSizes {
        request: count(requests) / count(turns),
        response: count(responses) / count(turns),
    })
}
