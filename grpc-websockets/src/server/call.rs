//! One call on its socket, from the upgrade to the close.

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::{SplitSink, SplitStream};
use http::{Request, Response};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::io::{self, AsyncWriteExt, copy};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tonic::body::Body;
use tower::Service;

use super::activity::{Activity, elapsed};
use super::calls::Shutdown;
use super::input::{Input, input};
use super::reader::{read_header, read_input};
use super::request::UpgradeHead;
use super::settings::Settings;
use super::status::{BoxError, trailers_of};
use super::stop::{Interruption, Stop};
use super::writer::{PIECE_LEN, Writer};

pub(super) type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// Bytes read from the connection at once; every socket has such a buffer from the start.
const READ_BUFFER_LEN: usize = 4 * 1024;

/// Room beside a piece of the response for its WebSocket header and for an answer to a ping or close.
const CONTROL_LEN: usize = 1024;

/// Runs the call that `upgrade` was asked for, and closes its socket.
pub(super) async fn run<S, ResBody>(
    upgrade: OnUpgrade,
    head: UpgradeHead,
    service: S,
    settings: &Settings,
    shutdown: Shutdown,
) where
    S: Service<Request<Body>, Response = Response<ResBody>>,
    S::Error: Into<BoxError>,
    ResBody: http_body::Body<Data = Bytes>,
    ResBody::Error: Into<BoxError>,
{
    let Ok(Ok(connection)) = timeout(settings.header_timeout, upgrade).await else {
        tracing::debug!("a connection ended before it became a WebSocket");
        return;
    };
    let connection = TokioIo::new(connection);
    let socket =
        Socket::from_raw_socket(connection, Role::Server, Some(socket_config(settings))).await;
    let (sink, mut stream) = socket.split();
    let activity = Activity::starting_now();
    let (stop, stopped) = watch::channel(None);
    let mut writer = Writer::new(sink, &activity, stopped, settings);
    let outcome = match read_request(&mut stream, head, settings, &shutdown).await {
        Err(interruption) => Err(interruption),
        Ok((request, input)) => {
            activity.heard();
            activity.moved();
            let interrupted = async {
                let interruption = tokio::select! {
                    interruption = read_input(&mut stream, input, &activity) => interruption,
                    interruption = limit(&activity, settings, &shutdown) => interruption,
                };
                if let Interruption::Stop(reason) = interruption {
                    // The writer ends what it is writing, then returns.
                    stop.send_replace(Some(reason));
                    std::future::pending().await
                }
            };
            tokio::select! {
                () = interrupted => Err(Interruption::Gone),
                outcome = writer.answer(service, request) => outcome,
            }
        }
    };
    // The service's own part is dropped by now, and thereby cancelled if it was not over.
    let interruption = outcome.as_ref().err();
    tracing::debug!(?interruption, "a call over a WebSocket ended");
    let (trailers, code) = match outcome {
        Ok(trailers) => (Some(trailers), CloseCode::Normal),
        Err(Interruption::Stop(stop)) => (
            stop.status().map(|status| trailers_of(&status)),
            stop.close_code(),
        ),
        Err(Interruption::Gone) => return close(writer.into_socket(), stream, settings).await,
    };
    if writer.end(trailers.as_ref(), code).await.is_ok() {
        close(writer.into_socket(), stream, settings).await;
    }
}

fn socket_config(settings: &Settings) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_LEN)
        .write_buffer_size(0)
        .max_write_buffer_size(PIECE_LEN + CONTROL_LEN)
        .max_message_size(Some(settings.max_message_bytes))
        .max_frame_size(Some(settings.max_message_bytes))
}

async fn read_request(
    socket: &mut SplitStream<Socket>,
    head: UpgradeHead,
    settings: &Settings,
    shutdown: &Shutdown,
) -> Result<(Request<Body>, mpsc::Sender<Input>), Interruption> {
    let header = read_header(socket, settings.header_block);
    let metadata = tokio::select! {
        biased;
        () = shutdown.closing.cancelled() => return Err(Interruption::Stop(Stop::ServerStops)),
        header = timeout(settings.header_timeout, header) => {
            header.unwrap_or(Err(Interruption::Stop(Stop::HeaderTimeout)))?
        }
    };
    let (sender, body) = input();
    let request = head
        .into_request(metadata, Body::new(body))
        .map_err(|error| Interruption::Stop(Stop::Metadata(error)))?;
    Ok((request, sender))
}

/// Returns when a call has to end that neither its client nor its service ends.
async fn limit(activity: &Activity, settings: &Settings, shutdown: &Shutdown) -> Interruption {
    let unheard = settings
        .ping
        .and_then(|ping| ping.interval.checked_add(ping.timeout));
    tokio::select! {
        () = activity.unheard_for(unheard) => Interruption::Gone,
        () = activity.unmoved_for(settings.idle_timeout) => Interruption::Stop(Stop::Idle),
        () = elapsed(Instant::now(), settings.lifetime) => Interruption::Stop(Stop::Lifetime),
        () = shutdown.ending.cancelled() => Interruption::Stop(Stop::ServerStops),
    }
}

/// Waits until the client has closed as well, but not for long.
///
/// What it still sends is read and dropped: a connection that is closed with unread bytes is reset, and a client whose
/// connection is reset may lose the trailers that it has not read yet.
async fn close(sink: SplitSink<Socket, Message>, stream: SplitStream<Socket>, settings: &Settings) {
    let Ok(mut socket) = sink.reunite(stream) else {
        return;
    };
    let closed = timeout(settings.close_timeout, async {
        while let Some(Ok(_)) = socket.next().await {}
        let mut connection = socket.into_inner();
        connection.shutdown().await?;
        copy(&mut connection, &mut io::sink()).await
    });
    if !matches!(closed.await, Ok(Ok(_))) {
        tracing::debug!("a WebSocket was dropped before its client had closed it");
    }
}
