//! A connection whose answers cannot bring the caller down.
//!
//! tonic (0.14.9, `Status::from_header_map`) panics at a `grpc-status-details-bin` that is not base64, in headers as in
//! trailers. A panic would cut the visitor's call instead of failing it. Such details are taken out before tonic reads
//! the answer: code and message stay.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use http::{HeaderMap, Request, Response};
use http_body_util::BodyExt;
use tonic::Status;
use tonic::body::Body;
use tonic::transport::channel::ResponseFuture;
use tonic::transport::{Channel, Error};
use tower::Service;

/// What tonic takes for base64.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A [`Channel`] to a service of somebody else. Cheap to clone.
#[derive(Debug, Clone)]
pub struct RemoteChannel(Channel);

impl RemoteChannel {
    /// Reads the answers of `channel` with care.
    pub fn new(channel: Channel) -> RemoteChannel {
        RemoteChannel(channel)
    }
}

impl Service<Request<Body>> for RemoteChannel {
    type Response = Response<Body>;
    type Error = Error;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        Answer(self.0.call(request))
    }
}

/// The answer to one request of a [`RemoteChannel`].
#[derive(Debug)]
pub struct Answer(ResponseFuture);

impl Future for Answer {
    type Output = Result<Response<Body>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answered = ready!(Pin::new(&mut self.0).poll(context));
        Poll::Ready(answered.map(readable))
    }
}

fn readable(mut response: Response<Body>) -> Response<Body> {
    remove_unreadable_details(response.headers_mut());
    response.map(|body| {
        Body::new(body.map_frame(|mut frame| {
            if let Some(trailers) = frame.trailers_mut() {
                remove_unreadable_details(trailers);
            }
            frame
        }))
    })
}

fn remove_unreadable_details(headers: &mut HeaderMap) {
    let is_readable = headers
        .get(Status::GRPC_STATUS_DETAILS)
        .is_none_or(|details| BASE64.decode(details.as_bytes()).is_ok());
    if !is_readable {
        headers.remove(Status::GRPC_STATUS_DETAILS);
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn after(details: &'static str) -> Option<Status> {
        let mut headers = HeaderMap::new();
        headers.insert(Status::GRPC_STATUS, HeaderValue::from_static("5"));
        let details = HeaderValue::from_static(details);
        headers.insert(Status::GRPC_STATUS_DETAILS, details);
        remove_unreadable_details(&mut headers);
        Status::from_header_map(&headers)
    }

    #[test]
    fn details_that_are_no_base64_are_taken_out_and_others_stay() {
        for unreadable in ["***", "a", "CAk=x", "CB=="] {
            assert_eq!(after(unreadable).unwrap().details(), b"", "{unreadable}");
        }
        for readable in ["CAk", "CAk="] {
            assert_eq!(after(readable).unwrap().details(), [8, 9], "{readable}");
        }
    }
}
