//! Clients that misbehave below the calls: slow, silent, too big, too many.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::Code;

use crate::harness::TestServer;

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(30);

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.address).await.unwrap()
}

/// Waits until the server has closed the connection, and gives what it said before.
async fn closed(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // A reset is an end as well.
    let _end = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said))
        .await
        .expect("the connection was not closed");
    String::from_utf8_lossy(&said).into_owned()
}

async fn ask_for_health(stream: &mut TcpStream) -> String {
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut said = String::new();
    while !said.ends_with("ok\n") {
        let byte = stream.read_u8().await.unwrap();
        said.push(char::from(byte));
    }
    said
}

#[tokio::test]
async fn a_head_that_comes_too_slowly_ends_the_connection() {
    let server = TestServer::start_with("[server.limits]\nheader_timeout = 1").await;
    let mut stream = connect(&server).await;
    stream
        .write_all(b"POST /x HTTP/1.1\r\nhost: ")
        .await
        .unwrap();
    closed(stream).await;
}

#[tokio::test]
async fn a_message_that_does_not_come_holds_no_place_among_the_running_calls() {
    let limits = "[server.limits]\nheader_timeout = 1\nmax_running_calls = 1";
    let server = TestServer::start_with(limits).await;
    let mut stream = connect(&server).await;
    let head = "POST /nuance.dlg.v1.DialogService/Execute HTTP/1.1\r\nhost: x\r\n\
                content-type: application/grpc-web+proto\r\ncontent-length: 100\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();

    let said = closed(stream).await;

    assert!(said.contains("grpc-status: 4\r\n"), "{said}");
    server.greeted_client().await;
}

#[tokio::test]
async fn a_request_for_a_token_whose_body_does_not_come_is_given_up() {
    let more = "[server.limits]\nheader_timeout = 1\n[auth.browser]";
    let server = TestServer::start_with(more).await;
    let mut stream = connect(&server).await;
    let head = "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let said = closed(stream).await;
    assert!(said.starts_with("HTTP/1.1 400"), "{said}");
}

#[tokio::test]
async fn a_connection_on_which_nothing_comes_is_closed() {
    let server = TestServer::start_with("[server.limits]\nheader_timeout = 1").await;
    closed(connect(&server).await).await;
}

#[tokio::test]
async fn a_connection_is_kept_between_requests_longer_than_a_head_may_take() {
    let server = TestServer::start_with("[server.limits]\nheader_timeout = 1").await;
    let mut kept = connect(&server).await;
    ask_for_health(&mut kept).await;
    // This one was opened later and is closed for its head: so long has the other been waiting.
    closed(connect(&server).await).await;
    assert!(ask_for_health(&mut kept).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn the_second_head_of_a_connection_has_to_come_in_time_as_well() {
    let server = TestServer::start_with("[server.limits]\nheader_timeout = 1").await;
    let mut stream = connect(&server).await;
    ask_for_health(&mut stream).await;
    stream.write_all(b"GET /healthz HTT").await.unwrap();
    closed(stream).await;
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let server = TestServer::start_with("[server.limits]\nidle_timeout = 1").await;
    let mut stream = connect(&server).await;
    ask_for_health(&mut stream).await;
    closed(stream).await;
}

#[tokio::test]
async fn an_idle_http2_connection_is_closed_with_a_goodbye() {
    let server =
        TestServer::start_with("[server.limits]\nidle_timeout = 1\nheader_timeout = 1").await;
    let (_send, connection) = h2::client::handshake(connect(&server).await).await.unwrap();
    let ended = tokio::time::timeout(PATIENCE, connection)
        .await
        .expect("the connection was not closed");
    assert!(ended.is_ok(), "{ended:?}");
}

#[tokio::test]
async fn a_silent_http2_client_that_does_not_answer_the_goodbye_is_cut() {
    let server =
        TestServer::start_with("[server.limits]\nidle_timeout = 1\nheader_timeout = 1").await;
    let mut stream = connect(&server).await;
    let preface_and_settings = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    stream.write_all(preface_and_settings).await.unwrap();
    closed(stream).await;
}

#[tokio::test]
async fn a_head_beyond_the_limit_is_refused() {
    let server = TestServer::start_with("[server.limits]\nmax_header_bytes = 8192").await;
    let mut stream = connect(&server).await;
    let head = format!(
        "GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n",
        "x".repeat(20_000)
    );
    // The server may close before it has read all of it.
    let _written = stream.write_all(head.as_bytes()).await;
    let said = closed(stream).await;
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 431"),
        "{said}"
    );
}

#[tokio::test]
async fn metadata_beyond_the_limit_is_refused_and_the_connection_goes_on() {
    let server = TestServer::start_with("[server.limits]\nmax_header_bytes = 8192").await;
    let mut client = server.greeted_client().await;
    let mut request = tonic::Request::new(crate::harness::start_request());
    let long = "x".repeat(20_000).parse().unwrap();
    request.metadata_mut().insert("x-long", long);
    assert!(client.grpc.start(request).await.is_err());
    client.remaining_seconds().await.unwrap();
}

#[tokio::test]
async fn a_client_that_does_not_read_what_it_asked_for_is_cut() {
    let server = TestServer::start_with("[server.limits]\nwrite_timeout = 1").await;
    let mut stream = connect(&server).await;
    let cut = async {
        // The answers fill the buffers between server and client until the server cannot write, nor the client.
        while stream
            .write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .is_ok()
        {}
    };
    tokio::time::timeout(PATIENCE, cut)
        .await
        .expect("the connection was not cut");
}

#[tokio::test]
async fn an_http2_client_that_gives_an_answer_no_room_is_cut() {
    let server = TestServer::start_with("[server.limits]\nwrite_timeout = 1").await;
    let (send, connection) = h2::client::Builder::new()
        .initial_window_size(0)
        .handshake::<_, Bytes>(connect(&server).await)
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    let request = Request::get(server.url("/metrics")).body(()).unwrap();
    let (response, _) = send
        .ready()
        .await
        .unwrap()
        .send_request(request, true)
        .unwrap();
    let response = response.await.unwrap();
    assert_eq!(response.status(), 200);
    // Held, but no room is given.
    let _body = response.into_body();
    let ended = tokio::time::timeout(PATIENCE, connection)
        .await
        .expect("the connection was not cut");
    assert!(ended.is_ok(), "{ended:?}");
}

#[tokio::test]
async fn one_connection_too_many_is_closed_and_there_is_room_again_after_one_ends() {
    let server = TestServer::start_with("[server.limits]\nmax_connections = 1").await;
    let mut first = connect(&server).await;
    ask_for_health(&mut first).await;

    assert_eq!(closed(connect(&server).await).await, "");
    assert!(ask_for_health(&mut first).await.starts_with("HTTP/1.1 200"));

    drop(first);
    let again = async {
        while server.client_if_there_is_room().await.is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, again)
        .await
        .expect("there was no room again");
}

#[tokio::test]
async fn a_call_beyond_the_streams_of_a_connection_waits_for_its_turn() {
    let server = TestServer::start_with("[server.limits]\nconcurrent_streams = 1").await;
    let client = server.greeted_client().await;
    let calls = (0..20).map(|_| {
        let mut client = client.clone();
        async move { client.remaining_seconds().await }
    });
    futures::future::try_join_all(calls).await.unwrap();
}

#[tokio::test]
async fn an_unknown_session_is_no_reason_to_close_the_connection() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    for _ in 0..2 {
        let status = client.remaining_seconds().await.unwrap_err();
        assert_eq!(status.code(), Code::NotFound);
    }
}
