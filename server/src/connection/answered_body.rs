//! The body of an answer, which tells the connection whether the client takes it.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};

use super::activity::OngoingCall;

/// The body of an answer. The call lasts as long as it does.
#[derive(Debug)]
pub(super) struct AnsweredBody {
    body: Body,
    call: OngoingCall,
}

impl AnsweredBody {
    pub(super) fn new(body: Body, mut call: OngoingCall) -> AnsweredBody {
        call.offers();
        AnsweredBody { body, call }
    }
}

impl http_body::Body for AnsweredBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = Pin::new(&mut this.body).poll_frame(context);
        match &frame {
            Poll::Ready(Some(_)) => this.call.offers(),
            Poll::Ready(None) | Poll::Pending => this.call.has_nothing_to_offer(),
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
