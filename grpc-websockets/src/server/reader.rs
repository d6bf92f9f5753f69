//! The half of a call that reads the socket.

use bytes::Bytes;
use futures::stream::{SplitStream, StreamExt};
use http::HeaderMap;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::{self, Message};

use super::activity::Activity;
use super::call::Socket;
use super::input::Input;
use super::stop::{Interruption, Stop};
use crate::framing::{ClientMessage, HeaderBlockError, HeaderBlockLimits, parse_header_block};

/// The first message: the metadata of the request.
pub(super) async fn read_header(
    socket: &mut SplitStream<Socket>,
    limits: HeaderBlockLimits,
) -> Result<HeaderMap, Interruption> {
    loop {
        match next_message(socket).await? {
            Message::Binary(block) => return parse_header(&block, limits),
            Message::Text(_) => return Err(Interruption::Stop(Stop::TextHeader)),
            Message::Close(_) => return Err(Interruption::Gone),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
}

fn parse_header(block: &[u8], limits: HeaderBlockLimits) -> Result<HeaderMap, Interruption> {
    parse_header_block(block, limits).map_err(|error| {
        tracing::debug!(%error, "the metadata of a call over a WebSocket is refused");
        Interruption::Stop(match error {
            HeaderBlockError::TooLong { .. } | HeaderBlockError::TooManyLines { .. } => {
                Stop::HeaderTooLong
            }
            _ => Stop::BadHeader,
        })
    })
}

/// Hands the later messages to the service until the socket or a message ends that. After the end of the input, or
/// when the service wants no more of it, the socket is read only to notice that the client has gone.
pub(super) async fn read_input(
    socket: &mut SplitStream<Socket>,
    service: mpsc::Sender<Input>,
    activity: &Activity,
) -> Interruption {
    let mut service = Some(service);
    loop {
        let message = match next_message(socket).await {
            Ok(message) => message,
            Err(interruption) => return interruption,
        };
        activity.heard();
        match message {
            Message::Binary(message) => {
                service = hand_on(message, service, activity).await;
            }
            Message::Text(_) => return Interruption::Stop(Stop::Text),
            Message::Close(_) => return Interruption::Gone,
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
}

/// Returns whom the next message is for, if it is for anybody.
async fn hand_on(
    message: Bytes,
    service: Option<mpsc::Sender<Input>>,
    activity: &Activity,
) -> Option<mpsc::Sender<Input>> {
    let sender = service?;
    let (input, is_last) = match ClientMessage::decode(message) {
        ClientMessage::Data(bytes) => (Input::Data(bytes), false),
        ClientMessage::EndOfInput => (Input::End, true),
        ClientMessage::Empty => return Some(sender),
    };
    activity.moved();
    activity.stopped_listening();
    let is_taken = sender.send(input).await.is_ok();
    activity.heard();
    (is_taken && !is_last).then_some(sender)
}

async fn next_message(socket: &mut SplitStream<Socket>) -> Result<Message, Interruption> {
    match socket.next().await {
        Some(Ok(message)) => Ok(message),
        Some(Err(error)) => Err(interruption(&error)),
        None => Err(Interruption::Gone),
    }
}

fn interruption(error: &tungstenite::Error) -> Interruption {
    use tungstenite::Error;
    use tungstenite::error::ProtocolError;
    match error {
        Error::Capacity(_) => Interruption::Stop(Stop::MessageTooLong),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Interruption::Gone,
        Error::Protocol(_) | Error::Utf8(_) => Interruption::Stop(Stop::NoWebSocket),
        _ => Interruption::Gone,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::FutureExt;

    use super::*;
    use crate::server::input::input;

    #[tokio::test]
    async fn a_client_is_not_taken_for_gone_while_its_message_waits_for_the_service() {
        let (sender, body) = input();
        let activity = Activity::starting_now();
        let message = Bytes::from_static(&[0, 7]);
        let sender = hand_on(message.clone(), Some(sender), &activity).await;
        let is_gone = || activity.unheard_for(Some(Duration::ZERO)).now_or_never();
        assert!(is_gone().is_some());

        let mut waiting = Box::pin(hand_on(message, sender, &activity));
        assert!(waiting.as_mut().now_or_never().is_none());
        assert!(is_gone().is_none());

        drop(body);
        assert!(waiting.await.is_none());
        assert!(is_gone().is_some());
    }
}
