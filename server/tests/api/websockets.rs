//! gRPC over WebSockets, as browsers speak it; the crate `grpc-websockets` has the rest of its tests.

use bavard_server::protocol::dlg::v1::StatusRequest;
use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use http::{HeaderValue, Request, StatusCode};
use prost::Message as _;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::harness::TestServer;

pub(crate) const HEADER: &[u8] = b"content-type: application/grpc-web+proto\r\nx-grpc-web: 1\r\n";

/// An upgrade for `path`, asked for by a page of the server's own host.
pub(crate) fn upgrade(server: &TestServer, path: &str) -> Request<()> {
    let mut request = format!("ws://{}{path}", server.address)
        .into_client_request()
        .unwrap();
    let origin = HeaderValue::try_from(server.url("")).unwrap();
    request.headers_mut().insert("origin", origin);
    request.headers_mut().insert(
        "sec-websocket-protocol",
        HeaderValue::from_static("grpc-websockets"),
    );
    request
}

pub(crate) async fn connect(request: Request<()>) -> Result<WebSocketStream<TcpStream>, Error> {
    let authority = request.uri().authority().unwrap().as_str();
    let connection = TcpStream::connect(authority).await.unwrap();
    Ok(client_async(request, connection).await?.0)
}

async fn refusal(request: Request<()>) -> (StatusCode, Option<Vec<u8>>) {
    match connect(request).await {
        Err(Error::Http(response)) => (response.status(), response.into_body()),
        other => panic!("{other:?} is no refusal"),
    }
}

/// Contents of the socket messages that answer a call with `message`, and the close code.
async fn call(
    server: &TestServer,
    method: &str,
    message: &[u8],
) -> (Vec<Bytes>, Option<CloseCode>) {
    let path = format!("/nuance.dlg.v1.DialogService/{method}");
    answers(upgrade(server, &path), HEADER, message).await
}

/// The same for any upgrade and header block.
pub(crate) async fn answers(
    upgrade: Request<()>,
    header: &[u8],
    message: &[u8],
) -> (Vec<Bytes>, Option<CloseCode>) {
    let mut socket = connect(upgrade).await.unwrap();
    let frame = input(message);
    for message in [header.to_vec(), frame, vec![1]] {
        socket.send(Message::Binary(message.into())).await.unwrap();
    }
    rest(&mut socket).await
}

/// The socket message with one message of the request.
pub(crate) fn input(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[0, 0], &length[..], message].concat()
}

pub(crate) async fn rest(
    socket: &mut WebSocketStream<TcpStream>,
) -> (Vec<Bytes>, Option<CloseCode>) {
    let mut answers = Vec::new();
    let mut close_code = None;
    while let Some(Ok(message)) = socket.next().await {
        match message {
            Message::Binary(answer) => answers.push(answer),
            Message::Close(close) => close_code = close.map(|close| close.code),
            other => panic!("{other:?} is no part of the protocol"),
        }
    }
    (answers, close_code)
}

#[tokio::test]
async fn a_stream_ends_with_a_trailer_frame_that_has_its_status() {
    let server = TestServer::start().await;

    let (answers, close_code) = call(&server, "ExecuteStream", &[0x1a, 3, 1, 2, 3]).await;

    let trailers = answers.last().unwrap();
    assert_eq!(trailers.first(), Some(&0x80));
    let trailers = String::from_utf8_lossy(trailers);
    assert!(trailers.contains("grpc-status: 12\r\n"), "{trailers}");
    assert_eq!(close_code, Some(CloseCode::Normal));
}

#[tokio::test]
async fn calls_with_one_request_go_over_a_websocket_too() {
    let server = TestServer::start().await;
    let request = StatusRequest {
        session_id: "nobody".to_owned(),
    };

    let (answers, _) = call(&server, "Status", &request.encode_to_vec()).await;

    let trailers = String::from_utf8_lossy(answers.last().unwrap());
    assert!(trailers.contains("grpc-status: 5\r\n"), "{trailers}");
}

#[tokio::test]
async fn metadata_may_be_as_long_as_over_http() {
    let server = TestServer::start().await;
    let request = upgrade(&server, "/nuance.dlg.v1.DialogService/Status");
    let long = format!("x-long: {}\r\n", "x".repeat(12_000));

    let (answers, _) = answers(request, &[HEADER, long.as_bytes()].concat(), &[]).await;

    let trailers = String::from_utf8_lossy(answers.last().unwrap());
    assert!(trailers.contains("grpc-status: 5\r\n"), "{trailers}");
}

#[tokio::test]
async fn foreign_pages_and_unknown_paths_are_refused_before_the_upgrade() {
    let server = TestServer::start_with("[server]\norigins = [\"https://www.example.com\"]").await;
    let forbidden = (StatusCode::FORBIDDEN, Some(Vec::new()));
    const STREAM: &str = "/nuance.dlg.v1.DialogService/ExecuteStream";

    let mut foreign = upgrade(&server, STREAM);
    let origin = HeaderValue::from_static("https://evil.example");
    foreign.headers_mut().insert("origin", origin);
    assert_eq!(refusal(foreign).await, forbidden);

    for path in [
        "/nuance.dlg.v1.DialogService/Sing",
        "/nuance.asr.v1.Recognizer/Recognize",
        "/",
    ] {
        assert_eq!(refusal(upgrade(&server, path)).await, forbidden, "{path}");
    }

    let mut listed = upgrade(&server, STREAM);
    let origin = HeaderValue::from_static("https://www.example.com");
    listed.headers_mut().insert("origin", origin);
    connect(listed).await.unwrap();
}

#[tokio::test]
async fn a_socket_without_a_call_does_not_keep_the_server_up() {
    let server = TestServer::start().await;
    let path = "/nuance.dlg.v1.DialogService/ExecuteStream";
    let mut socket = connect(upgrade(&server, path)).await.unwrap();

    let running = server.stop();

    let (answers, close_code) = rest(&mut socket).await;
    let trailers = String::from_utf8_lossy(answers.last().unwrap());
    assert!(trailers.contains("grpc-status: 14\r\n"), "{trailers}");
    assert_eq!(close_code, Some(CloseCode::Away));
    drop(socket);
    running.await.unwrap().unwrap();
}
