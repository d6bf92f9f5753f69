//! The body of an answer, whose trailers say how the call ended.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes};
use http::{HeaderMap, Response};
use http_body::{Frame, SizeHint};
use tonic::Code;

use crate::metrics::OngoingRecord;

const GRPC_STATUS: &str = "grpc-status";

/// Records how the call ends: now, when the head of the answer says so, or else with its trailers.
pub(super) fn recorded<B>(response: Response<B>, record: OngoingRecord) -> Response<Body>
where
    B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<axum::BoxError>,
{
    match code(response.headers()) {
        Some(code) => {
            record.ended(code);
            response.map(Body::new)
        }
        None => response.map(|body| {
            Body::new(RecordedBody {
                body,
                record: Some(record),
            })
        }),
    }
}

fn code(headers: &HeaderMap) -> Option<Code> {
    headers
        .get(GRPC_STATUS)
        .map(|status| Code::from_bytes(status.as_bytes()))
}

struct RecordedBody<B> {
    body: B,
    record: Option<OngoingRecord>,
}

impl<B: http_body::Body<Data = Bytes> + Unpin> http_body::Body for RecordedBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        let code = match &frame {
            Some(Ok(frame)) => frame.trailers_ref().and_then(code),
            Some(Err(_)) => Some(Code::Internal),
            None => Some(Code::Unknown),
        };
        if let Some(code) = code
            && let Some(record) = this.record.take()
        {
            record.ended(code);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
