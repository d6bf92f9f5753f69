//! Messages that have to come in time.
//!
//! A call counts among the running ones from its head on. Without a limit for what comes behind the head, callers who
//! send nothing more would hold the places of all others for as long as a call may take.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};
use tokio::time::Sleep;
use tonic::Status;

/// The body of a request, which fails with DEADLINE_EXCEEDED when all of it is not there within `limit` of when it was
/// first waited for. A body that is there already costs no timer.
pub fn timely_input(body: Body, limit: Duration) -> Body {
    Body::new(TimelyInput {
        body,
        limit,
        timer: None,
    })
}

#[derive(Debug)]
struct TimelyInput {
    body: Body,
    limit: Duration,
    timer: Option<Pin<Box<Sleep>>>,
}

impl http_body::Body for TimelyInput {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let timer = this
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(this.limit)));
        timer.as_mut().poll(context).map(|()| {
            let late = Status::deadline_exceeded("the message took too long to come");
            Some(Err(late.into()))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
