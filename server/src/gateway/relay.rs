//! The two directions of ExecuteStream.
//!
//! Nothing is kept in between: a message is taken from one side when the other has room for it. Each side's end is told
//! to the other: a caller who hangs up drops both streams, which cancels the call at the endpoint; a caller whose
//! stream breaks must not look to the endpoint like one who has said all there is to say.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures::{Stream, stream};
use tokio::sync::oneshot;
use tokio_util::sync::DropGuard;
use tonic::{Status, Streaming};

use super::failure::Failure;
use crate::metrics::Outcomes;
use crate::protocol::dlg::v1::{StreamInput, StreamOutput};

/// What the caller sends, for the endpoint. If it breaks, the stream stays open without a message, and `broken` tells
/// whoever can cancel the call.
pub(super) fn caller_messages(
    messages: Streaming<StreamInput>,
    broken: oneshot::Sender<Status>,
) -> impl Stream<Item = StreamInput> + Send + 'static {
    stream::unfold((messages, broken), |(mut messages, broken)| async move {
        match messages.message().await {
            Ok(message) => message.map(|message| (message, (messages, broken))),
            Err(status) => {
                // Nobody listens when the call is over already.
                let _unheard = broken.send(status);
                std::future::pending().await
            }
        }
    })
}

/// Whether the caller's stream breaks.
#[derive(Debug)]
pub(super) struct Breaking(Option<oneshot::Receiver<Status>>);

impl Breaking {
    /// As `broken` tells.
    pub(super) fn new(broken: oneshot::Receiver<Status>) -> Breaking {
        Breaking(Some(broken))
    }

    /// Waits until it does; for ever once it has come to its end.
    pub(super) async fn status(&mut self) -> Status {
        std::future::poll_fn(|context| self.poll_status(context)).await
    }

    fn poll_status(&mut self, context: &mut Context<'_>) -> Poll<Status> {
        let Some(broken) = self.0.as_mut() else {
            return Poll::Pending;
        };
        let told = ready!(Pin::new(broken).poll(context));
        self.0 = None;
        told.map_or(Poll::Pending, Poll::Ready)
    }
}

/// What the endpoint answers, for the caller, until either side ends.
#[derive(Debug)]
pub(super) struct Answers {
    answers: Streaming<StreamOutput>,
    breaking: Breaking,
    calls: Outcomes,
    is_over: bool,
    /// Cancels the call with the last of the answers.
    _call: DropGuard,
}

impl Answers {
    pub(super) fn new(
        answers: Streaming<StreamOutput>,
        breaking: Breaking,
        calls: Outcomes,
        call: DropGuard,
    ) -> Answers {
        Answers {
            answers,
            breaking,
            calls,
            is_over: false,
            _call: call,
        }
    }
}

impl Stream for Answers {
    type Item = Result<StreamOutput, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        if let Poll::Ready(status) = self.breaking.poll_status(context) {
            self.is_over = true;
            return Poll::Ready(Some(Err(status)));
        }
        let answer = ready!(Pin::new(&mut self.answers).poll_next(context));
        Poll::Ready(answer.map(|answer| {
            answer.map_err(|status| {
                let failure = Failure::of(status);
                if !matches!(failure, Failure::Answered(_)) {
                    self.calls.count(Failure::BROKEN);
                }
                failure.into_status()
            })
        }))
    }
}
