//! One unary call over gRPC-Web, whatever its messages: bytes out, bytes in (`wire.md`, "gRPC-Web over HTTP").

use prost::bytes::Bytes;

use super::fetch::{Answered, Fetch, post};
use super::{BearerToken, frame, status};
use crate::conversation::{Failure, RequestLeft};

/// The longest answer that is read, in bytes: gRPC's usual limit.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

const CONTENT_TYPE: &str = "application/grpc-web+proto";

/// Calls the method at `url` with an encoded message; gives the encoded answer. Dropping the future cancels the request.
pub(super) async fn call(
    fetch: &Fetch,
    url: &str,
    token: Option<BearerToken>,
    message: &[u8],
) -> Result<Bytes, Failure> {
    let authorization = token.map(|token| token.authorization());
    let mut headers = vec![
        ("content-type", CONTENT_TYPE),
        ("accept", CONTENT_TYPE),
        ("x-grpc-web", "1"),
    ];
    if let Some(authorization) = &authorization {
        headers.push(("authorization", authorization));
    }
    let body = frame::enclose(message).ok_or(Failure::Cut)?;
    let answered = post(fetch, url, &headers, &body)
        .await
        .map_err(|_| unanswered())?;
    read(answered).await
}

async fn read(answered: Answered) -> Result<Bytes, Failure> {
    let in_headers = status::read(|name| answered.header(name)).transpose()?;
    let content_type = answered.header("content-type").unwrap_or_default();
    if !content_type.starts_with("application/grpc-web") {
        return Err(Failure::NotDialogService { content_type });
    }
    let http = answered.status();
    // Whatever breaks off the body breaks off the answer.
    let body = answered.body(MAX_ANSWER).await.map_err(|_| Failure::Cut)?;
    let (message, trailers) = frame::open(body).ok_or(Failure::Cut)?;
    let outcome = match trailers {
        Some(trailers) => {
            status::read(|name| frame::trailer(&trailers, name)).unwrap_or(Err(Failure::Cut))
        }
        None => in_headers.ok_or_else(|| status::of_http(http).unwrap_or(Failure::Cut)),
    };
    outcome?;
    message.ok_or(Failure::Cut)
}

fn unanswered() -> Failure {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    Failure::Unreachable {
        left: if online {
            RequestLeft::Maybe
        } else {
            RequestLeft::No
        },
    }
}
