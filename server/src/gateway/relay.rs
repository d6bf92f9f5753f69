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

use super::failure::caller_status;
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

/// What the endpoint answers, for the caller, until either side ends.
#[derive(Debug)]
pub(super) struct Answers {
    answers: Streaming<StreamOutput>,
    /// Tells of the caller's broken stream; none once it cannot any more.
    broken: Option<oneshot::Receiver<Status>>,
    is_over: bool,
    /// Cancels the call with the last of the answers.
    _call: DropGuard,
}

impl Answers {
    pub(super) fn new(
        answers: Streaming<StreamOutput>,
        broken: oneshot::Receiver<Status>,
        call: DropGuard,
    ) -> Answers {
        Answers {
            answers,
            broken: Some(broken),
            is_over: false,
            _call: call,
        }
    }

    /// Why the caller's stream broke, if it did.
    fn poll_broken(&mut self, context: &mut Context<'_>) -> Option<Status> {
        match Pin::new(self.broken.as_mut()?).poll(context) {
            Poll::Pending => None,
            Poll::Ready(told) => {
                self.broken = None;
                told.ok()
            }
        }
    }
}

impl Stream for Answers {
    type Item = Result<StreamOutput, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        if let Some(status) = self.poll_broken(context) {
            self.is_over = true;
            return Poll::Ready(Some(Err(status)));
        }
        let answer = ready!(Pin::new(&mut self.answers).poll_next(context));
        Poll::Ready(answer.map(|answer| answer.map_err(caller_status)))
    }
}
