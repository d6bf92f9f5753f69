//! gRPC-Web over HTTP/1.1, byte by byte, as browsers speak it.

use bavard_server::protocol::dlg::v1::{StartRequest, StartResponse, StatusRequest};
use prost::Message;
use reqwest::{Client, Response};

use crate::harness::{TestServer, start_request};

const START: &str = "/nuance.dlg.v1.DialogService/Start";
const STATUS: &str = "/nuance.dlg.v1.DialogService/Status";

pub(crate) fn frame(message: &impl Message) -> Vec<u8> {
    let message = message.encode_to_vec();
    let length = u32::try_from(message.len()).unwrap();
    [&[0][..], &length.to_be_bytes(), &message].concat()
}

async fn post(server: &TestServer, path: &str, body: Vec<u8>) -> Response {
    Client::new()
        .post(server.url(path))
        .header("content-type", "application/grpc-web+proto")
        .header("x-grpc-web", "1")
        .header("origin", "https://www.example.com")
        .body(body)
        .send()
        .await
        .unwrap()
}

/// Flag and payload of each frame.
pub(crate) fn frames(mut body: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut frames = Vec::new();
    while let [flag, a, b, c, d, rest @ ..] = body {
        let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap();
        let (payload, after) = rest.split_at(length);
        frames.push((*flag, payload.to_vec()));
        body = after;
    }
    assert!(body.is_empty(), "{body:?} is no frame");
    frames
}

#[tokio::test]
async fn a_start_is_answered_with_a_message_frame_and_a_trailer_frame() {
    let server = TestServer::start().await;

    let response = post(&server, START, frame(&start_request())).await;

    assert_eq!(response.status(), 200);
    assert_eq!(
        response.headers()["content-type"],
        "application/grpc-web+proto"
    );
    let body = response.bytes().await.unwrap();
    let frames = frames(&body);
    let [(0, message), (0x80, trailers)] = frames.as_slice() else {
        panic!("{frames:?} are other frames")
    };
    let started = StartResponse::decode(message.as_slice()).unwrap();
    assert!(!started.payload.unwrap().session_id.is_empty());
    let trailers = String::from_utf8(trailers.clone()).unwrap();
    assert!(trailers.contains("grpc-status:0"), "{trailers}");
}

#[tokio::test]
async fn a_page_can_read_that_turns_are_kept_and_may_send_their_keys() {
    let server = TestServer::start_with("[server]\norigins = [\"https://www.example.com\"]").await;
    let response = post(&server, START, frame(&start_request())).await;
    let headers = response.headers();
    assert_eq!(headers["x-bavard-turn"], "kept");
    let exposed = headers["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("x-bavard-turn"), "{exposed}");
}

#[tokio::test]
async fn an_error_can_be_read_by_a_page_of_an_allowed_origin() {
    let server = TestServer::start_with("[server]\norigins = [\"https://www.example.com\"]").await;
    let request = StatusRequest {
        session_id: "nobody".to_owned(),
    };

    let response = post(&server, STATUS, frame(&request)).await;

    assert_eq!(response.status(), 200);
    let headers = response.headers();
    assert_eq!(
        headers["access-control-allow-origin"],
        "https://www.example.com"
    );
    let exposed = headers["access-control-expose-headers"].to_str().unwrap();
    for name in ["grpc-status", "grpc-message", "grpc-status-details-bin"] {
        assert!(exposed.contains(name), "{exposed}");
    }
    assert_eq!(headers["grpc-status"], "5");
    assert_eq!(
        headers["grpc-message"],
        "Could%20not%20find%20session%20for%20[nobody]"
    );
}

#[tokio::test]
async fn a_page_of_another_origin_is_not_let_in() {
    let server = TestServer::start().await;
    let response = post(&server, START, frame(&StartRequest::default())).await;
    assert!(
        !response
            .headers()
            .contains_key("access-control-allow-origin")
    );
}

#[tokio::test]
async fn a_message_beyond_the_limit_is_refused_with_a_status() {
    let server = TestServer::start_with("[server.limits]\nmax_message_bytes = 1000").await;
    let mut request = start_request();
    request.user_id = "x".repeat(2000);

    let response = post(&server, START, frame(&request)).await;

    assert_eq!(response.headers()["grpc-status"], "11");
}

#[tokio::test]
async fn a_message_that_does_not_decode_is_refused_with_a_status() {
    let server = TestServer::start().await;
    let response = post(&server, START, vec![0, 0, 0, 0, 2, 0xff, 0xff]).await;
    assert_eq!(response.status(), 200);
    assert_ne!(response.headers()["grpc-status"], "0");
}

#[tokio::test]
async fn unknown_methods_and_services_are_unimplemented() {
    let server = TestServer::start().await;
    for path in [
        "/nuance.dlg.v1.DialogService/Sing",
        "/nuance.asr.v1.Recognizer/Recognize",
    ] {
        let response = post(&server, path, frame(&StartRequest::default())).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["grpc-status"], "12", "{path}");
    }
}
