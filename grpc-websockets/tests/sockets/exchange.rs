//! Calls that go as they should.

use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use http::{Method, Version};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::client::{Client, HEADER, Rest};
use crate::probe::{Seen, TestServer};

/// StreamInput with audio 01 02 03, as the protocol's description has it.
const AUDIO: &[u8] = &[0, 0, 0, 0, 0, 5, 0x1a, 3, 1, 2, 3];

/// A message frame as a client sends it, behind its byte 0.
fn request_message(payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&[0, 0], &length[..], payload].concat()
}

#[tokio::test]
async fn the_documented_example_comes_back_byte_for_byte() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;

    client.send(AUDIO).await;
    client.end_input().await;
    let rest = client.rest().await;

    let header = b"\x80\0\0\0\x20content-type: application/grpc\r\n";
    let trailers = b"\x80\0\0\0\x10grpc-status: 0\r\n";
    assert_eq!(rest.messages, [&header[..], &AUDIO[1..], trailers]);
    assert_eq!(rest.close_code, Some(CloseCode::Normal));
}

#[tokio::test]
async fn the_service_gets_the_metadata_of_the_first_message_and_nothing_of_the_upgrade() {
    let mut server = TestServer::start().await;
    let _client = Client::call(server.address, "Echo").await;

    let request = server.request().await;

    assert_eq!(request.method, Method::POST);
    assert_eq!(request.uri, "/test.Probe/Echo");
    assert_eq!(request.version, Version::HTTP_2);
    let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    let expected = [
        "authorization",
        "content-type",
        "origin",
        "te",
        "x-grpc-web",
        "x-nuance-client-id",
    ];
    assert_eq!(names, expected);
    assert_eq!(request.headers["authorization"], "Bearer a.b.c");
    assert_eq!(request.headers["content-type"], "application/grpc");
}

#[tokio::test]
async fn answers_come_while_the_input_goes_on() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;
    let header = client.next().await;
    assert_eq!(header.first(), Some(&0x80));

    for word in ["one", "two", "three"] {
        client.send(&request_message(word.as_bytes())).await;
        let answer = client.next().await;
        assert_eq!(answer, request_message(word.as_bytes())[1..]);
    }
    client.end_input().await;
    client.rest().await.assert_status("0", CloseCode::Normal);
}

#[tokio::test]
async fn several_frames_in_a_message_are_several_messages() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;

    let both = [&request_message(b"one")[..], &request_message(b"two")[1..]].concat();
    client.send(&both).await;
    client.end_input().await;

    assert_eq!(client.rest().await.payloads(), ["one", "two"]);
}

#[tokio::test]
async fn a_frame_in_several_messages_is_one_message() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;

    for byte in &request_message(b"in bits")[1..] {
        client.send(&[0, *byte]).await;
    }
    client.end_input().await;

    assert_eq!(client.rest().await.payloads(), ["in bits"]);
}

#[tokio::test]
async fn empty_messages_mean_nothing() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;

    client.send(&[]).await;
    client.send(&request_message(b"")).await;
    client.send(&[]).await;
    client.end_input().await;
    client.send(&[]).await;

    let rest = client.rest().await;
    assert_eq!(rest.payloads(), [""]);
    rest.assert_status("0", CloseCode::Normal);
}

#[tokio::test]
async fn what_comes_after_the_end_of_the_input_is_ignored() {
    let mut server = TestServer::start().await;
    let mut client = Client::call(server.address, "Listen").await;
    server.request().await;

    client.end_input().await;
    client.send(&request_message(b"late")).await;
    client.end_input().await;

    let seen = server.seen().await;
    assert!(matches!(seen, Seen::InputEnd(None)), "{seen:?}");
    client.socket.close(None).await.unwrap();
    server.dropped().await;
}

#[tokio::test]
async fn a_message_beyond_the_limit_of_a_socket_message_goes_in_parts() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;
    let long: Vec<u8> = (0..200_000_u32).map(|at| at.to_le_bytes()[0]).collect();

    for part in request_message(&long)[1..].chunks(32_768) {
        client.send(&[&[0], part].concat()).await;
    }
    client.end_input().await;

    let rest = client.rest().await;
    assert_eq!(rest.payloads(), [long]);
    assert!(rest.messages.iter().all(|message| message.len() <= 16_384));
}

#[tokio::test]
async fn much_goes_in_both_directions_at_once() {
    const COUNT: usize = 300;
    let server = TestServer::start().await;
    let client = Client::call(server.address, "Echo").await;
    let message = Bytes::from(request_message(&[7; 30_000]));
    let (mut sink, mut stream) = client.socket.split();

    let sending = async {
        for _ in 0..COUNT {
            sink.send(Message::Binary(message.clone())).await.unwrap();
        }
        sink.send(Message::Binary(Bytes::from_static(&[1])))
            .await
            .unwrap();
    };
    let reading = async {
        let mut messages = Vec::new();
        while let Some(Ok(Message::Binary(message))) = stream.next().await {
            messages.push(message);
        }
        messages
    };
    let ((), messages) = tokio::join!(sending, reading);

    let rest = Rest {
        messages,
        close_code: None,
    };
    assert_eq!(rest.payloads().len(), COUNT);
    assert_eq!(rest.trailer("grpc-status").as_deref(), Some("0"));
}

#[tokio::test]
async fn a_call_that_fails_at_once_has_one_frame_with_its_status() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Fail").await;

    let rest = client.rest().await;

    assert_eq!(rest.frames().len(), 1);
    rest.assert_status("5", CloseCode::Normal);
    let message = rest.trailer("grpc-message");
    assert_eq!(message.as_deref(), Some("no%20such%20thing"));
}

#[tokio::test]
async fn an_unknown_method_has_a_status() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Sing").await;
    client.rest().await.assert_status("12", CloseCode::Normal);
}

#[tokio::test]
async fn a_response_that_is_not_of_grpc_has_the_status_that_its_http_status_stands_for() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Unavailable").await;

    let rest = client.rest().await;

    assert_eq!(rest.frames().len(), 1);
    rest.assert_status("14", CloseCode::Normal);
}

#[tokio::test]
async fn a_response_without_a_status_gets_one() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "NoStatus").await;

    let rest = client.rest().await;

    assert_eq!(rest.payloads(), [""]);
    rest.assert_status("2", CloseCode::Normal);
}

#[tokio::test]
async fn an_empty_header_block_is_a_call_without_metadata() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.address, "Echo").await;
    client.send(b"").await;
    client.end_input().await;
    client.rest().await.assert_status("0", CloseCode::Normal);
}

#[tokio::test]
async fn a_client_that_closes_cancels_the_call() {
    for method in ["Echo", "Wait", "Listen"] {
        let mut server = TestServer::start().await;
        let mut client = Client::call(server.address, method).await;
        client.send(AUDIO).await;
        server.request().await;

        client.socket.close(None).await.unwrap();

        server.dropped().await;
        let rest = client.rest().await;
        assert!(!rest.has_status(), "{method}: {rest:?}");
    }
}

#[tokio::test]
async fn a_client_that_is_cut_off_cancels_the_call() {
    let mut server = TestServer::start().await;
    let client = Client::call(server.address, "Wait").await;
    server.request().await;
    drop(client);
    server.dropped().await;
}

#[tokio::test]
async fn a_service_can_tell_a_broken_input_from_one_that_ended() {
    let mut server = TestServer::start().await;
    let client = Client::call(server.address, "Listen").await;
    server.request().await;
    drop(client);
    loop {
        match server.seen().await {
            Seen::InputEnd(end) => break assert_eq!(end, Some(tonic::Code::Unavailable)),
            Seen::Dropped => {}
            other @ Seen::Request(_) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_client_may_ask_whether_the_server_is_there() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.address, "Echo").await;
    let ping = Message::Ping(Bytes::from_static(b"there?"));
    client.socket.send(ping.clone()).await.unwrap();
    let pong = client.socket.next().await.unwrap().unwrap();
    assert_eq!(pong, Message::Pong(Bytes::from_static(b"there?")));
    client.send(HEADER).await;
    client.socket.send(ping).await.unwrap();
    client.end_input().await;
    while !matches!(
        client.socket.next().await.unwrap().unwrap(),
        Message::Pong(_)
    ) {}
}
