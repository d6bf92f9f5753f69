//! A `DialogService` that answers at once, in gRPC-Web.
//!
//! Its messages are written out here from the wire definitions, so that the bench measures whatever the widget does with
//! them and shares no code with it.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use prost::Message as _;

use crate::words;

#[derive(Clone, PartialEq, prost::Message)]
struct StartResponse {
    #[prost(message, optional, tag = "1")]
    payload: Option<StartResponsePayload>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct StartResponsePayload {
    #[prost(string, tag = "1")]
    session_id: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExecuteRequest {
    #[prost(message, optional, tag = "3")]
    payload: Option<ExecuteRequestPayload>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExecuteRequestPayload {
    #[prost(message, optional, tag = "1")]
    user_input: Option<UserInput>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct UserInput {
    #[prost(string, tag = "1")]
    user_text: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExecuteResponse {
    #[prost(message, optional, tag = "1")]
    payload: Option<ExecuteResponsePayload>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExecuteResponsePayload {
    #[prost(message, repeated, tag = "1")]
    messages: Vec<Message>,
    #[prost(message, optional, tag = "2")]
    qa_action: Option<QaAction>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct QaAction {
    #[prost(message, optional, tag = "1")]
    message: Option<Message>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Message {
    #[prost(message, repeated, tag = "2")]
    visual: Vec<Visual>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Visual {
    #[prost(string, tag = "1")]
    text: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct StatusResponse {
    #[prost(uint32, tag = "1")]
    session_remaining_sec: u32,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Empty {}

impl Message {
    fn saying(text: String) -> Self {
        Self {
            visual: vec![Visual { text }],
        }
    }
}

/// The methods that a chat calls, under the service's own paths.
pub(crate) fn routes() -> Router {
    let methods = Router::new()
        .route("/Start", post(start))
        .route("/Execute", post(execute))
        .route("/Status", post(status))
        .route("/Update", post(empty))
        .route("/Stop", post(empty));
    Router::new().nest("/nuance.dlg.v1.DialogService", methods)
}

async fn start() -> Response {
    let payload = StartResponsePayload {
        session_id: "8f7a4b5e-2f0c-4b6e-9d5e-1c2b3a4d5e6f".to_owned(),
    };
    answer(&StartResponse {
        payload: Some(payload),
    })
}

async fn execute(body: Bytes) -> Response {
    let texts = match said(&body) {
        None => vec![words::GREETING.to_owned()],
        Some(text) => words::answer_to(&text),
    };
    let mut messages: Vec<Message> = texts.into_iter().map(Message::saying).collect();
    let message = messages.pop();
    answer(&ExecuteResponse {
        payload: Some(ExecuteResponsePayload {
            messages,
            qa_action: Some(QaAction { message }),
        }),
    })
}

async fn status() -> Response {
    answer(&StatusResponse {
        session_remaining_sec: 900,
    })
}

async fn empty() -> Response {
    answer(&Empty {})
}

/// What the visitor wrote; nothing in the turn that asks for the greeting.
fn said(body: &[u8]) -> Option<String> {
    let message = body.get(5..)?;
    let request = ExecuteRequest::decode(message).ok()?;
    Some(request.payload?.user_input?.user_text)
}

/// The message in its frame, then the trailers in theirs.
fn answer(message: &impl prost::Message) -> Response {
    let mut body = framed(0, &message.encode_to_vec());
    body.extend(framed(0x80, b"grpc-status: 0\r\n"));
    ([(CONTENT_TYPE, "application/grpc-web+proto")], body).into_response()
}

fn framed(flag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let mut frame = vec![flag];
    frame.extend(length.to_be_bytes());
    frame.extend(content);
    frame
}
