//! One unary call, whatever its messages: bytes out, bytes in.

use http::{Method, Request, Uri};
use http_body_util::{BodyExt, Full};
use prost::bytes::{BufMut, Bytes, BytesMut};
use tonic::body::Body;
use tower_service::Service;

use super::{GrpcWeb, GrpcWebError, frame, status};
use crate::conversation::{Failure, RequestLeft};

/// The longest answer that is read, in bytes: gRPC's usual limit.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

/// Calls the method at `path` with an encoded message; gives the encoded answer.
pub(super) async fn call(
    mut service: GrpcWeb,
    path: &'static str,
    message: &[u8],
) -> Result<Bytes, Failure> {
    let mut request = Request::new(Body::new(Full::new(
        frame::enclose(message).ok_or(Failure::Cut)?,
    )));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = Uri::from_static(path);
    let (head, mut body) = service
        .call(request)
        .await
        .map_err(unanswered)?
        .into_parts();
    if let Some(Err(failure)) = status::read(&head.headers) {
        return Err(failure);
    }
    let mut answer = BytesMut::new();
    let mut outcome = None;
    while let Some(frame) = body.frame().await {
        // Whatever breaks off the body breaks off the answer.
        match frame.map_err(|_| Failure::Cut)?.into_data() {
            Ok(data) if answer.len() + data.len() <= MAX_ANSWER => answer.put(data),
            Ok(_) => return Err(Failure::Cut),
            Err(trailers) => outcome = trailers.trailers_ref().and_then(status::read),
        }
    }
    match outcome {
        Some(outcome) => outcome?,
        None => return Err(status::of_http(head.status).unwrap_or(Failure::Cut)),
    }
    frame::open(answer.freeze()).ok_or(Failure::Cut)
}

fn unanswered(error: GrpcWebError) -> Failure {
    match error {
        GrpcWebError::NotGrpcWeb { content_type } => Failure::NotDialogService { content_type },
        GrpcWebError::NoAnswer(_) => Failure::Unreachable {
            left: if browser_is_online() {
                RequestLeft::Maybe
            } else {
                RequestLeft::No
            },
        },
    }
}

fn browser_is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
