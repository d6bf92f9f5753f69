//! Calls that come to a limit.

use std::time::Duration;

use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use grpc_websockets::framing::HeaderBlockLimits;
use grpc_websockets::server::{Ping, Settings};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::client::{Client, HEADER};
use crate::probe::{PATIENCE, TestServer};

const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_client_that_stays_silent_after_the_upgrade_is_sent_away() {
    let server = TestServer::start_with(Settings {
        header_timeout: SHORT,
        ..Settings::default()
    })
    .await;
    let mut client = Client::open(server.address, "Echo").await;
    client.rest().await.assert_status("4", CloseCode::Policy);
}

#[tokio::test]
async fn a_header_block_beyond_its_limits_is_refused() {
    let server = TestServer::start_with(Settings {
        header_block: HeaderBlockLimits {
            bytes: 100,
            lines: 3,
        },
        ..Settings::default()
    })
    .await;
    for block in [HEADER, b"a:1\na:2\na:3\na:4\n"] {
        let mut client = Client::open(server.address, "Echo").await;
        client.send(block).await;
        client.rest().await.assert_status("8", CloseCode::Size);
    }
}

#[tokio::test]
async fn a_socket_message_may_be_as_long_as_the_limit_and_no_longer() {
    let mut server = TestServer::start().await;
    let mut client = Client::call(server.address, "Listen").await;
    client.send(&[0; 32_769]).await;
    server.request().await;

    // Much longer, so that most of it is still on its way when it is refused.
    let longer = Message::Binary(Bytes::from_static(&[0; 8 << 20]));
    let (mut sink, stream) = client.socket.split();
    let sending = tokio::spawn(async move {
        let _cut_off = sink.send(longer).await;
        sink
    });
    let mut messages = stream;
    let trailers = messages.next().await.unwrap().unwrap();
    let text = String::from_utf8_lossy(&trailers.into_data()).into_owned();
    assert!(text.contains("grpc-status: 8"), "{text}");
    server.dropped().await;
    drop(messages);
    sending.abort();
}

#[tokio::test]
async fn a_header_block_longer_than_a_socket_message_is_refused() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.address, "Echo").await;
    client.send(&[b'a'; 32_770]).await;
    client.rest().await.assert_status("8", CloseCode::Size);
}

#[tokio::test]
async fn a_text_message_ends_the_call() {
    let mut server = TestServer::start().await;
    let mut client = Client::call(server.address, "Wait").await;
    server.request().await;
    client.socket.send(Message::text("hello")).await.unwrap();
    client
        .rest()
        .await
        .assert_status("3", CloseCode::Unsupported);
    server.dropped().await;
}

#[tokio::test]
async fn a_call_without_messages_ends_when_its_idle_time_is_over() {
    let server = TestServer::start_with(Settings {
        idle_timeout: Some(SHORT),
        ..Settings::default()
    })
    .await;
    let mut client = Client::call(server.address, "Wait").await;
    let rest = client.rest().await;
    rest.assert_status("4", CloseCode::Policy);
    let words = rest.trailer("grpc-message").unwrap();
    assert!(words.contains("idle"), "{words}");
}

#[tokio::test]
async fn a_call_that_never_rests_ends_when_its_lifetime_is_over() {
    let mut server = TestServer::start_with(Settings {
        lifetime: Some(SHORT),
        ..Settings::default()
    })
    .await;
    let mut client = Client::call(server.address, "Flood").await;
    client.rest().await.assert_status("4", CloseCode::Policy);
    server.dropped().await;
}

#[tokio::test]
async fn a_client_that_answers_pings_is_kept() {
    let server = TestServer::start_with(Settings {
        ping: Some(Ping {
            interval: Duration::from_millis(10),
            timeout: Duration::from_secs(60),
        }),
        ..Settings::default()
    })
    .await;
    let mut client = Client::call(server.address, "Echo").await;
    let mut pings = 0;
    while pings < 5 {
        if let Message::Ping(_) = client.socket.next().await.unwrap().unwrap() {
            pings += 1;
        }
    }
    client.end_input().await;
    client.rest().await.assert_status("0", CloseCode::Normal);
}

#[tokio::test]
async fn pings_come_between_the_messages_of_a_service_that_never_rests() {
    let server = TestServer::start_with(Settings {
        ping: Some(Ping {
            interval: Duration::from_millis(10),
            timeout: Duration::from_secs(60),
        }),
        ..Settings::default()
    })
    .await;
    let mut client = Client::call(server.address, "Flood").await;
    let pinged = async {
        while !matches!(
            client.socket.next().await.unwrap().unwrap(),
            Message::Ping(_)
        ) {}
    };
    timeout(PATIENCE, pinged).await.unwrap();
}

#[tokio::test]
async fn a_client_that_answers_no_ping_is_taken_for_gone() {
    let mut server = TestServer::start_with(Settings {
        ping: Some(Ping {
            interval: Duration::from_millis(10),
            timeout: Duration::from_millis(500),
        }),
        ..Settings::default()
    })
    .await;
    // Its socket is open, but nobody reads it: no answer goes out.
    let _client = Client::call(server.address, "Wait").await;
    server.dropped().await;
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_dropped() {
    let mut server = TestServer::start_with(Settings {
        write_timeout: SHORT,
        ping: None,
        ..Settings::default()
    })
    .await;
    let _client = Client::call(server.address, "Flood").await;
    server.dropped().await;
    server.calls.close();
    server.calls.finished().await;
}
