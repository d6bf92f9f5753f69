//! The body of the request that the service gets.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::sync::mpsc;
use tonic::Status;

/// Socket messages that wait for the service. The socket is not read while one more waits for its place, so that a
/// client feels how fast its service is.
const WAITING_MESSAGES: usize = 1;

/// What the client sends, as far as the service is concerned.
#[derive(Debug)]
pub(super) enum Input {
    Data(Bytes),
    End,
}

/// Frames of the client as they come.
///
/// A body whose call was broken off ends with UNAVAILABLE, as that of a lost connection does: tonic shows a service
/// CANCELLED as the regular end, and half an utterance would pass for a whole one.
#[derive(Debug)]
pub(super) struct InputBody {
    receiver: mpsc::Receiver<Input>,
    has_ended: bool,
}

pub(super) fn input() -> (mpsc::Sender<Input>, InputBody) {
    let (sender, receiver) = mpsc::channel(WAITING_MESSAGES);
    let body = InputBody {
        receiver,
        has_ended: false,
    };
    (sender, body)
}

impl Body for InputBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        Poll::Ready(match ready!(self.receiver.poll_recv(context)) {
            Some(Input::Data(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(Input::End) => {
                self.has_ended = true;
                None
            }
            None => {
                self.has_ended = true;
                Some(Err(Status::unavailable("the call was broken off")))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.has_ended
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use tonic::Code;

    use super::*;

    #[tokio::test]
    async fn a_body_ends_where_the_client_says() {
        let (sender, mut body) = input();
        sender
            .send(Input::Data(Bytes::from_static(b"ab")))
            .await
            .unwrap();
        let frame = body.frame().await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "ab");
        sender.send(Input::End).await.unwrap();
        assert!(body.frame().await.is_none());
        drop(sender);
        assert!(body.frame().await.is_none());
    }

    #[tokio::test]
    async fn a_body_that_is_broken_off_ends_with_an_error() {
        let (sender, mut body) = input();
        drop(sender);
        let error = body.frame().await.unwrap().unwrap_err();
        assert_eq!(error.code(), Code::Unavailable);
        assert!(body.frame().await.is_none());
    }

    #[tokio::test]
    async fn a_body_that_nobody_reads_holds_one_message() {
        let (sender, _body) = input();
        sender.try_send(Input::Data(Bytes::new())).unwrap();
        sender.try_send(Input::Data(Bytes::new())).unwrap_err();
    }
}
