//! Requests that do not become calls.

use std::collections::BTreeSet;

use grpc_websockets::server::{Origins, Paths, Settings};
use http::{HeaderValue, Method, StatusCode};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::client::{Client, HEADER, plain_http, refusal, upgrade_request};
use crate::probe::TestServer;

fn bodyless(status: StatusCode) -> (StatusCode, Option<Vec<u8>>) {
    (status, Some(Vec::new()))
}

#[tokio::test]
async fn a_page_of_another_origin_is_refused_before_the_upgrade() {
    let server = TestServer::start().await;
    let mut foreign = upgrade_request(server.address, "Echo");
    foreign
        .headers_mut()
        .insert("origin", HeaderValue::from_static("https://evil.example"));
    let mut unnamed = upgrade_request(server.address, "Echo");
    unnamed.headers_mut().remove("origin");
    for request in [foreign, unnamed] {
        let (parts, body) = refusal(request).await.into_parts();
        assert_eq!(
            (parts.status, body),
            bodyless(StatusCode::FORBIDDEN),
            "{parts:?}"
        );
        assert_eq!(parts.headers["content-length"], "0");
    }
}

#[tokio::test]
async fn listed_origins_and_clients_without_one_are_let_in_where_the_settings_say_so() {
    let server = TestServer::start_with(Settings {
        origins: Origins::Only(vec![HeaderValue::from_static("https://a.example")]),
        require_origin: false,
        ..Settings::default()
    })
    .await;
    let mut listed = upgrade_request(server.address, "Echo");
    listed
        .headers_mut()
        .insert("origin", HeaderValue::from_static("https://a.example"));
    let mut unnamed = upgrade_request(server.address, "Echo");
    unnamed.headers_mut().remove("origin");
    for request in [listed, unnamed] {
        let mut client = Client::connect(request).await.unwrap();
        client.send(HEADER).await;
        client.end_input().await;
        client.rest().await.assert_status("0", CloseCode::Normal);
    }
    let same_host = upgrade_request(server.address, "Echo");
    assert_eq!(refusal(same_host).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_path_that_is_not_listed_is_refused_before_the_upgrade() {
    let server = TestServer::start_with(Settings {
        paths: Paths::Only(BTreeSet::from(["/test.Probe/Echo".to_owned()])),
        ..Settings::default()
    })
    .await;
    let (parts, body) = refusal(upgrade_request(server.address, "Wait"))
        .await
        .into_parts();
    assert_eq!((parts.status, body), bodyless(StatusCode::FORBIDDEN));
    Client::open(server.address, "Echo").await;
}

#[tokio::test]
async fn the_sub_protocol_is_known_in_any_letter_case() {
    let server = TestServer::start().await;
    let mut request = upgrade_request(server.address, "Echo");
    request.headers_mut().insert(
        "sec-websocket-protocol",
        HeaderValue::from_static("chat, gRPC-WebSockets"),
    );
    // The client compares the answer with what it offered, letter by letter.
    let mut client = Client::connect(request).await.unwrap();
    client.send(HEADER).await;
    client.end_input().await;
    client.rest().await.assert_status("0", CloseCode::Normal);
}

#[tokio::test]
async fn another_sub_protocol_is_the_services_own_affair() {
    let mut server = TestServer::start().await;
    let mut request = upgrade_request(server.address, "Plain");
    request
        .headers_mut()
        .insert("sec-websocket-protocol", HeaderValue::from_static("chat"));
    assert_eq!(refusal(request).await.status(), StatusCode::OK);
    let seen = server.request().await;
    assert_eq!(seen.headers["sec-websocket-protocol"], "chat");
    assert_eq!(seen.headers["upgrade"], "websocket");
}

#[tokio::test]
async fn requests_that_are_no_upgrade_reach_the_service_as_they_are() {
    let mut server = TestServer::start().await;
    let request = "PUT /test.Probe/Plain?a=b HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\
        x-some: thing\r\ncontent-length: 2\r\n\r\nhi";
    let response = plain_http(server.address, request).await;
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    assert!(response.ends_with("plain"), "{response}");
    let seen = server.request().await;
    assert_eq!(seen.method, Method::PUT);
    assert_eq!(seen.uri, "/test.Probe/Plain?a=b");
    assert_eq!(seen.headers["x-some"], "thing");
    assert_eq!(seen.headers["content-length"], "2");
}

#[tokio::test]
async fn another_version_of_websockets_is_told_which_one_is_spoken() {
    let server = TestServer::start().await;
    let request = format!(
        "GET /test.Probe/Echo HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\n\
         connection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-version: 8\r\n\
         sec-websocket-protocol: grpc-websockets\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        server.address
    );
    let response = plain_http(server.address, &request).await;
    assert!(response.starts_with("HTTP/1.1 426"), "{response}");
    assert!(response.contains("sec-websocket-version: 13"), "{response}");
}

#[tokio::test]
async fn a_header_block_that_does_not_parse_drops_the_call_without_a_status() {
    let server = TestServer::start().await;
    for block in [
        &b"no colon\r\n"[..],
        b":path: /test.Probe/Wait\r\n",
        b"a: caf\xc3\xa9\r\n",
        &[0, 0, 0, 0, 0, 5, 0x1a, 3, 1, 2, 3],
    ] {
        let mut client = Client::open(server.address, "Echo").await;
        client.send(block).await;
        let rest = client.rest().await;
        assert!(rest.messages.is_empty(), "{rest:?}");
        assert_eq!(rest.close_code, Some(CloseCode::Protocol));
    }
}

#[tokio::test]
async fn a_header_block_in_a_text_message_drops_the_call_without_a_status() {
    use futures::SinkExt;
    let server = TestServer::start().await;
    let mut client = Client::open(server.address, "Echo").await;
    let text = Message::text(String::from_utf8(HEADER.to_vec()).unwrap());
    client.socket.send(text).await.unwrap();
    let rest = client.rest().await;
    assert!(rest.messages.is_empty(), "{rest:?}");
    assert_eq!(rest.close_code, Some(CloseCode::Unsupported));
}

#[tokio::test]
async fn headers_of_a_connection_and_text_mode_are_refused_with_a_status() {
    let server = TestServer::start().await;
    for block in [
        "transfer-encoding: chunked\r\n",
        "host: other.example\r\n",
        "content-type: application/grpc-web-text\r\n",
    ] {
        let mut client = Client::open(server.address, "Echo").await;
        client.send(block.as_bytes()).await;
        client.rest().await.assert_status("3", CloseCode::Policy);
    }
}
