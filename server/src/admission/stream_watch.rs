//! How long a call with streams may be silent, and how long it may last.
//!
//! A server that stops does not wait for silent streams: they would be silent until it stops to wait. Who is speaking may
//! end the sentence.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::Status;

use super::stream_count::OpenStream;

/// How long after the server was told to stop its calls may still run. It waits a little longer for them, so that each
/// call has an answer.
pub const TIME_AFTER_STOP: Duration = Duration::from_secs(25);

/// Longest silence of both directions once the server was told to stop.
const SILENCE_AFTER_STOP: Duration = Duration::from_secs(2);

/// How long a call with streams may be silent, and how long it may last.
#[derive(Debug, Clone, Copy)]
pub struct StreamLimits {
    /// Longest silence of both directions.
    pub idle: Duration,
    /// Longest life.
    pub lifetime: Duration,
}

/// Watches one call with streams, through its head and both of its bodies.
#[derive(Debug)]
pub struct StreamWatch {
    timer: Pin<Box<Sleep>>,
    limits: StreamLimits,
    stop: Stop,
    traffic: Arc<Traffic>,
    _open: OpenStream,
}

/// Whether the server was told to stop.
#[derive(Debug)]
enum Stop {
    NotYet(Pin<Box<WaitForCancellationFutureOwned>>),
    Since(Instant),
}

/// When something last moved, in milliseconds since the call began.
#[derive(Debug)]
struct Traffic {
    began: Instant,
    last: AtomicU64,
}

impl Traffic {
    fn moved(&self) {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }

    fn last(&self) -> Instant {
        self.began + Duration::from_millis(self.last.load(Ordering::Relaxed))
    }
}

impl StreamWatch {
    /// The call begins now, on a server that stops with `stopping`.
    pub fn begin(
        limits: StreamLimits,
        stopping: &CancellationToken,
        open: OpenStream,
    ) -> StreamWatch {
        let first_look = limits.idle.min(limits.lifetime);
        StreamWatch {
            timer: Box::pin(tokio::time::sleep(first_look)),
            limits,
            stop: Stop::NotYet(Box::pin(stopping.clone().cancelled_owned())),
            traffic: Arc::new(Traffic {
                began: Instant::now(),
                last: AtomicU64::new(0),
            }),
            _open: open,
        }
    }

    /// What the client sends, watched.
    pub fn input(&self, body: Body) -> Body {
        Body::new(WatchedInput {
            body,
            traffic: Arc::clone(&self.traffic),
        })
    }

    /// What the server sends, watched. It ends with a status when the call has used up its time.
    pub fn output(self, body: tonic::body::Body) -> Body {
        Body::new(WatchedOutput {
            sending: Some((body, self)),
        })
    }

    /// Waits for the head of the answer.
    ///
    /// # Errors
    ///
    /// The status for a call that has used up its time.
    pub async fn head<T>(&mut self, head: impl Future<Output = T>) -> Result<T, Status> {
        tokio::pin!(head);
        std::future::poll_fn(|context| {
            if let Poll::Ready(head) = head.as_mut().poll(context) {
                return Poll::Ready(Ok(head));
            }
            self.poll_over(context).map(Err)
        })
        .await
    }

    /// Ready when the time is used up.
    fn poll_over(&mut self, context: &mut Context<'_>) -> Poll<Status> {
        if let Stop::NotYet(stopping) = &mut self.stop
            && stopping.as_mut().poll(context).is_ready()
        {
            self.stop = Stop::Since(Instant::now());
            let (end, _) = self.end();
            self.timer.as_mut().reset(end);
        }
        loop {
            ready!(self.timer.as_mut().poll(context));
            let (end, reason) = self.end();
            if Instant::now() >= end {
                return Poll::Ready(reason.status());
            }
            self.timer.as_mut().reset(end);
        }
    }

    /// When the time is used up if nothing moves any more, and why.
    fn end(&self) -> (Instant, End) {
        let last = self.traffic.last();
        let lifetime = (self.traffic.began + self.limits.lifetime, End::Lifetime);
        let silence = (last + self.limits.idle, End::Silence);
        let first = if silence.0 < lifetime.0 {
            silence
        } else {
            lifetime
        };
        match self.stop {
            Stop::NotYet(_) => first,
            Stop::Since(stop) => {
                let end = (stop + TIME_AFTER_STOP).min(last + SILENCE_AFTER_STOP);
                if end < first.0 {
                    (end, End::Stop)
                } else {
                    first
                }
            }
        }
    }
}

/// Why a call has used up its time.
#[derive(Debug, Clone, Copy)]
enum End {
    Lifetime,
    Silence,
    Stop,
}

impl End {
    fn status(self) -> Status {
        match self {
            End::Lifetime => {
                Status::deadline_exceeded("the stream has been open for as long as it may")
            }
            End::Silence => Status::cancelled("the stream has been silent for as long as it may"),
            End::Stop => Status::unavailable("the server is stopping"),
        }
    }
}

#[derive(Debug)]
struct WatchedInput {
    body: Body,
    traffic: Arc<Traffic>,
}

impl http_body::Body for WatchedInput {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        this.traffic.moved();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The service's part of the call is dropped as soon as it is over, and with it what it holds of other services.
#[derive(Debug)]
struct WatchedOutput {
    sending: Option<(tonic::body::Body, StreamWatch)>,
}

impl http_body::Body for WatchedOutput {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = self.get_mut();
        let Some((body, watch)) = &mut this.sending else {
            return Poll::Ready(None);
        };
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
            watch.traffic.moved();
            if frame.is_none() {
                this.sending = None;
            }
            return Poll::Ready(frame);
        }
        let over = ready!(watch.poll_over(context));
        this.sending = None;
        let mut trailers = HeaderMap::new();
        over.add_header(&mut trailers)?;
        Poll::Ready(Some(Ok(Frame::trailers(trailers))))
    }

    fn is_end_stream(&self) -> bool {
        match &self.sending {
            Some((body, _)) => http_body::Body::is_end_stream(body),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use prometheus_client::metrics::gauge::Gauge;

    use super::super::stream_count::StreamCount;
    use super::*;
    use crate::client_address::ClientAddress;

    /// A watch of a stream that was silent and open for less than its limits, on a server that was told to stop now.
    fn watch_at_stop(silent: Duration) -> (StreamWatch, Instant) {
        let open = StreamCount::new(Gauge::default(), 1, None)
            .open(ClientAddress([192, 0, 2, 1].into()))
            .unwrap();
        let limits = StreamLimits {
            idle: Duration::from_secs(60),
            lifetime: Duration::from_secs(600),
        };
        let mut watch = StreamWatch::begin(limits, &CancellationToken::new(), open);
        let stop = watch.traffic.last() + silent;
        watch.stop = Stop::Since(stop);
        (watch, stop)
    }

    #[tokio::test]
    async fn at_a_stop_a_stream_that_is_silent_already_is_not_waited_for() {
        let (watch, stop) = watch_at_stop(Duration::from_secs(5));
        let (end, reason) = watch.end();
        assert!(end < stop);
        assert_eq!(reason.status().code(), tonic::Code::Unavailable);
    }

    #[tokio::test]
    async fn after_a_stop_a_stream_that_never_falls_silent_ends_while_the_server_still_waits() {
        let (watch, stop) = watch_at_stop(Duration::ZERO);
        watch.traffic.last.store(24_900, Ordering::Relaxed);
        let (end, reason) = watch.end();
        assert_eq!(end, stop + TIME_AFTER_STOP);
        assert_eq!(reason.status().code(), tonic::Code::Unavailable);
    }

    #[tokio::test]
    async fn the_limits_of_a_stream_hold_after_a_stop_too() {
        let (watch, _) = watch_at_stop(Duration::from_millis(599_000));
        watch.traffic.last.store(599_000, Ordering::Relaxed);
        let (_, reason) = watch.end();
        assert_eq!(reason.status().code(), tonic::Code::DeadlineExceeded);
    }
}
