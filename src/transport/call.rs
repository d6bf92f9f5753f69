//! One unary call over gRPC-Web, whatever its messages: bytes out, bytes in (`wire.md`, "gRPC-Web over HTTP").

use std::cell::Cell;

use super::fetch::{Answered, Fetch, post};
use super::{BearerToken, frame, status};
use crate::conversation::{Failure, RequestLeft};

/// The longest answer that is read, in bytes: gRPC's usual limit.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

const CONTENT_TYPE: &str = "application/grpc-web+proto";

/// What turns are asked for under. A service that keeps its answers says so under the same name with every answer.
///
/// Only to such a service is it sent: a browser asks an endpoint of another origin beforehand which headers it takes, and
/// one that does not know this header would have the whole call refused. `grpc-timeout` has the same risk and brings less:
/// a call that is given up is cancelled with its request.
const TURN: &str = "x-bavard-turn";

/// Calls the method at `url` with an encoded message; gives the encoded answer. Dropping the future cancels the request.
///
/// Sets `keeps_turns` when the service says that it does.
pub(super) async fn call(
    fetch: &Fetch,
    url: &str,
    token: Option<BearerToken>,
    turn: Option<&str>,
    message: &[u8],
    keeps_turns: &Cell<bool>,
) -> Result<Vec<u8>, Failure> {
    let authorization = token.map(|token| token.authorization());
    let mut headers = vec![
        ("content-type", CONTENT_TYPE),
        ("accept", CONTENT_TYPE),
        ("x-grpc-web", "1"),
    ];
    if let Some(authorization) = &authorization {
        headers.push(("authorization", authorization));
    }
    if let Some(turn) = turn {
        headers.push((TURN, turn));
    }
    let body = frame::enclose(message).ok_or(Failure::Cut)?;
    let began_online = is_online();
    let answered = post(fetch, url, &headers, &body)
        .await
        .map_err(|_| unanswered(began_online))?;
    if answered.header(TURN).is_some() {
        keeps_turns.set(true);
    }
    read(answered).await
}

async fn read(answered: Answered) -> Result<Vec<u8>, Failure> {
    let in_headers = status::read(|name| answered.header(name)).transpose()?;
    let content_type = answered.header("content-type").unwrap_or_default();
    if !content_type.starts_with("application/grpc-web") {
        return Err(Failure::NotDialogService { content_type });
    }
    let http = answered.status();
    // The trailers have the status, the head says when to come back.
    let retry_after = answered.header(status::RETRY_AFTER);
    // Whatever breaks off the body breaks off the answer.
    let body = answered.body(MAX_ANSWER).await.map_err(|_| Failure::Cut)?;
    let (message, trailers) = frame::open(&body).ok_or(Failure::Cut)?;
    let outcome = match trailers {
        Some(trailers) => status::read(|name| {
            frame::trailer(trailers, name)
                .or_else(|| retry_after.clone().filter(|_| name == status::RETRY_AFTER))
        })
        .unwrap_or(Err(Failure::Cut)),
        None => in_headers.ok_or_else(|| status::of_http(http).unwrap_or(Failure::Cut)),
    };
    outcome?;
    message.map(<[u8]>::to_vec).ok_or(Failure::Cut)
}

/// Only without a network from the beginning to the end did the request certainly not leave.
fn unanswered(began_online: bool) -> Failure {
    Failure::Unreachable {
        left: if began_online || is_online() {
            RequestLeft::Maybe
        } else {
            RequestLeft::No
        },
    }
}

/// Whether the browser says that there is a network; a page without a window has one.
pub(crate) fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
