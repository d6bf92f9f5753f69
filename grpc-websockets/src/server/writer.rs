//! The half of a call that asks the service and writes what it answers.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures::SinkExt;
use futures::stream::SplitSink;
use http::header::{CONNECTION, TRAILER, TRANSFER_ENCODING};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::BodyExt;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Utf8Bytes;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tonic::body::Body;
use tower::{Service, ServiceExt};

use super::activity::{Activity, elapsed};
use super::call::Socket;
use super::settings::{Ping, Settings};
use super::status::{
    BoxError, GRPC_STATUS, status_of_error, status_of_http, trailers_of, with_status,
};
use super::stop::{Interruption, Stop};
use crate::framing::{FrameBoundaries, metadata_frame, pieces};

/// Bytes of one socket message of a response, at most: longer frames go in several.
pub(super) const PIECE_LEN: usize = 16 * 1024;

const MIN_PING_INTERVAL: Duration = Duration::from_millis(10);

/// Writes one response. What it has begun to write it ends before it looks at anything else, so that a call that is
/// stopped still has whole socket messages behind it.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    socket: SplitSink<Socket, Message>,
    activity: &'a Activity,
    stop: watch::Receiver<Option<Stop>>,
    ping_interval: Option<Duration>,
    pinged: Instant,
    write_timeout: Duration,
    /// Of the frames written so far.
    boundaries: FrameBoundaries,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        socket: SplitSink<Socket, Message>,
        activity: &'a Activity,
        stop: watch::Receiver<Option<Stop>>,
        settings: &Settings,
    ) -> Writer<'a> {
        Writer {
            socket,
            activity,
            stop,
            ping_interval: settings
                .ping
                .map(|Ping { interval, .. }| interval.max(MIN_PING_INTERVAL)),
            pinged: Instant::now(),
            write_timeout: settings.write_timeout,
            boundaries: FrameBoundaries::default(),
        }
    }

    /// Calls `service` and writes its response up to the trailers, which are returned.
    pub(super) async fn answer<S, ResBody>(
        &mut self,
        service: S,
        request: Request<Body>,
    ) -> Result<HeaderMap, Interruption>
    where
        S: Service<Request<Body>, Response = Response<ResBody>>,
        S::Error: Into<BoxError>,
        ResBody: http_body::Body<Data = Bytes>,
        ResBody::Error: Into<BoxError>,
    {
        let response = match self.meanwhile(service.oneshot(request)).await? {
            Ok(response) => response,
            Err(error) => return Ok(trailers_of(&status_of_error(error.into()))),
        };
        let (head, body) = response.into_parts();
        let mut headers = head.headers;
        for name in [CONNECTION, TRAILER, TRANSFER_ENCODING] {
            headers.remove(name);
        }
        if headers.contains_key(GRPC_STATUS) {
            return Ok(headers);
        }
        if head.status != StatusCode::OK {
            return Ok(trailers_of(&status_of_http(head.status)));
        }
        self.write_metadata(&headers).await?;
        let mut body = pin!(body.map_err(|error| status_of_error(error.into())));
        while let Some(frame) = self.meanwhile(body.frame()).await? {
            match frame.map(http_body::Frame::into_data) {
                Ok(Ok(data)) => self.write_frames(data).await?,
                Ok(Err(frame)) => {
                    return Ok(with_status(frame.into_trailers().unwrap_or_default()));
                }
                Err(status) => return Ok(trailers_of(&status)),
            }
        }
        Ok(with_status(HeaderMap::new()))
    }

    /// Writes the trailer frame, if the call has trailers, and the close frame.
    pub(super) async fn end(
        &mut self,
        trailers: Option<&HeaderMap>,
        code: CloseCode,
    ) -> Result<(), Interruption> {
        let mut code = code;
        match trailers {
            Some(trailers) if self.boundaries.is_at_boundary() => {
                self.write_metadata(trailers).await?;
            }
            // Within a frame of the service the trailers would be read as part of that frame.
            Some(_) if code == CloseCode::Normal => code = CloseCode::Error,
            _ => {}
        }
        let reason = Utf8Bytes::default();
        self.write(Message::Close(Some(CloseFrame { code, reason })))
            .await
    }

    pub(super) fn into_socket(self) -> SplitSink<Socket, Message> {
        self.socket
    }

    /// What `event` gives, with pings while it takes its time, unless the call is stopped before.
    async fn meanwhile<F: Future>(&mut self, event: F) -> Result<F::Output, Interruption> {
        let mut event = pin!(event);
        loop {
            tokio::select! {
                biased;
                stop = stopped(&mut self.stop) => return Err(Interruption::Stop(stop)),
                // Before the event, as a service that always has something to say would leave no time for a ping.
                () = elapsed(self.pinged, self.ping_interval) => {}
                output = &mut event => return Ok(output),
            }
            self.pinged = Instant::now();
            self.write(Message::Ping(Bytes::new())).await?;
        }
    }

    async fn write_metadata(&mut self, headers: &HeaderMap) -> Result<(), Interruption> {
        match metadata_frame(headers) {
            Some(frame) => self.write_frames(frame).await,
            None => Err(Interruption::Gone),
        }
    }

    async fn write_frames(&mut self, bytes: Bytes) -> Result<(), Interruption> {
        for piece in pieces(bytes, PIECE_LEN) {
            self.boundaries.advance(&piece);
            self.write(Message::Binary(piece)).await?;
            self.activity.written();
        }
        Ok(())
    }

    async fn write(&mut self, message: Message) -> Result<(), Interruption> {
        match timeout(self.write_timeout, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Interruption::Gone),
        }
    }
}

async fn stopped(stop: &mut watch::Receiver<Option<Stop>>) -> Stop {
    if let Ok(stop) = stop.wait_for(Option::is_some).await
        && let Some(stop) = *stop
    {
        return stop;
    }
    // Whoever could stop the call has gone, and drops this as well.
    std::future::pending().await
}
