//! A server that asks for tokens, called in ways other than native gRPC.

use bytes::Bytes;
use http::{HeaderValue, Request};
use prost::Message;
use reqwest::Client;
use tonic::Code;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;

use crate::access_tokens::{PAGE, page_token, program_token, protected_server};
use crate::grpc_web::{frame, frames};
use crate::harness::{TestServer, start_request};
use crate::ways_in::channel;
use crate::websockets::{HEADER, answers, upgrade};

/// An upgrade that a page of this origin asks for.
fn upgrade_of(server: &TestServer, origin: &str, query: &str) -> Request<()> {
    let path = format!("/nuance.dlg.v1.DialogService/Start{query}");
    let mut request = upgrade(server, &path);
    let origin = HeaderValue::try_from(origin).unwrap();
    request.headers_mut().insert("origin", origin);
    request
}

/// The code of a Start over a WebSocket, with these lines in its header block.
async fn start_over_websocket(upgrade: Request<()>, lines: &str) -> Code {
    let header = [HEADER, lines.as_bytes()].concat();
    let (frames, _) = answers(upgrade, &header, &start_request().encode_to_vec()).await;
    let text = frames
        .iter()
        .map(|frame: &Bytes| String::from_utf8_lossy(frame));
    let text = text.collect::<Vec<_>>().concat();
    let (_, status) = text.split_once("grpc-status: ").unwrap();
    Code::from_bytes(status.lines().next().unwrap().as_bytes())
}

#[tokio::test]
async fn over_a_websocket_the_token_of_a_page_is_good_for_that_page_alone() {
    let server = protected_server().await;
    let token = page_token(&server, None).await;
    let bearer = format!("authorization: Bearer {token}\r\n");
    let start = async |origin: &str, lines: &str| {
        start_over_websocket(upgrade_of(&server, origin, ""), lines).await
    };
    assert_eq!(start(PAGE, &bearer).await, Code::Ok);
    assert_eq!(start(PAGE, "").await, Code::Unauthenticated);
    // The server's own page may open sockets, with tokens of its own.
    let own = server.url("");
    assert_eq!(start(&own, &bearer).await, Code::Unauthenticated);
    // The header block does not say whose page it is.
    let forged = format!("{bearer}origin: {PAGE}\r\n");
    assert_eq!(start(&own, &forged).await, Code::Unauthenticated);
    assert_eq!(start(PAGE, &bearer.repeat(2)).await, Code::Unauthenticated);
}

#[tokio::test]
async fn over_a_websocket_a_token_in_the_query_a_cookie_or_the_upgrade_is_not_looked_at() {
    let server = protected_server().await;
    let token = page_token(&server, None).await;
    let query = format!("?auth-token={token}&access_token={token}");
    let mut request = upgrade_of(&server, PAGE, &query);
    for (name, value) in [
        (
            "cookie",
            format!("auth-token={token}; access_token={token}"),
        ),
        ("authorization", format!("Bearer {token}")),
    ] {
        let value = HeaderValue::try_from(value).unwrap();
        request.headers_mut().insert(name, value);
    }
    assert_eq!(
        start_over_websocket(request, "").await,
        Code::Unauthenticated
    );
}

#[tokio::test]
async fn json_without_a_good_token_is_401_and_a_page_can_read_it() {
    let server = protected_server().await;
    let path = "/dlg/v1/start/urn:nuance-mix:tag:model%2Fkiosk%2Fmix.dialog";
    let start = async |token: Option<&str>| {
        let request = Client::new()
            .post(server.url(path))
            .header("content-type", "application/json")
            .header("origin", PAGE)
            .body("{\"selector\": {\"channel\": \"Web_VA\", \"language\": \"en-US\"}}");
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
        .send()
        .await
        .unwrap()
    };
    for token in [None, Some("x.y.z")] {
        let refused = start(token).await;
        assert_eq!(refused.status(), 401);
        assert_eq!(refused.headers()["access-control-allow-origin"], PAGE);
        assert_eq!(refused.headers()["grpc-status"], "16");
    }
    let token = page_token(&server, None).await;
    assert_eq!(start(Some(&token)).await.status(), 200);
}

#[tokio::test]
async fn reflection_needs_the_token_that_calls_need() {
    let server = protected_server().await;
    let reflect = async |token: Option<&str>| {
        let mut client = ServerReflectionClient::new(channel(&server).await);
        let question = ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let mut request = tonic::Request::new(futures::stream::iter([question]));
        if let Some(token) = token {
            let bearer = format!("Bearer {token}").parse().unwrap();
            request.metadata_mut().insert("authorization", bearer);
        }
        client.server_reflection_info(request).await
    };
    let refused = reflect(None).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    let token = program_token(&server).await;
    let mut answers = reflect(Some(&token)).await.unwrap().into_inner();
    assert!(answers.message().await.unwrap().is_some());
}

#[tokio::test]
async fn the_health_is_told_without_a_token_over_grpc_web_too() {
    let server = protected_server().await;
    let answer = Client::new()
        .post(server.url("/grpc.health.v1.Health/Check"))
        .header("content-type", "application/grpc-web+proto")
        .header("x-grpc-web", "1")
        .body(frame(&HealthCheckRequest::default()))
        .send()
        .await
        .unwrap();
    let body = answer.bytes().await.unwrap();
    let frames = frames(&body);
    let health = HealthCheckResponse::decode(frames[0].1.as_slice()).unwrap();
    assert_eq!(health.status, 1);
    assert_eq!(frames[1].0, 0x80);
}
