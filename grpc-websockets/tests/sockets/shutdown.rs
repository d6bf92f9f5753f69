//! How calls end with their server.

use http::StatusCode;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::client::{Client, refusal, upgrade_request};
use crate::probe::{Seen, TestServer};

#[tokio::test]
async fn a_server_that_closes_waits_for_its_calls_and_takes_no_new_ones() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "Echo").await;
    client.next().await;
    let mut beginning = Client::open(server.address, "Echo").await;
    assert_eq!(server.calls.running(), 2);

    server.calls.close();

    beginning.rest().await.assert_status("14", CloseCode::Away);

    let request = upgrade_request(server.address, "Echo");
    assert_eq!(
        refusal(request).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    client.end_input().await;
    client.rest().await.assert_status("0", CloseCode::Normal);
    drop((client, beginning));
    server.calls.finished().await;
    assert_eq!(server.calls.running(), 0);
}

#[tokio::test]
async fn a_server_that_ends_its_calls_tells_their_clients() {
    let mut server = TestServer::start().await;
    let mut running = Client::call(server.address, "Wait").await;
    server.request().await;
    let mut beginning = Client::open(server.address, "Wait").await;

    server.calls.end();

    server.dropped().await;
    running.rest().await.assert_status("14", CloseCode::Away);
    beginning.rest().await.assert_status("14", CloseCode::Away);
    drop((running, beginning));
    server.calls.finished().await;
}

#[tokio::test]
async fn a_call_that_is_ended_within_a_frame_has_no_trailers_in_that_frame() {
    let server = TestServer::start().await;
    let mut client = Client::call(server.address, "HalfAFrame").await;
    client.next().await;
    assert_eq!(client.next().await, [0, 0, 0, 0, 9, 1, 2][..]);

    server.calls.end();

    let rest = client.rest().await;
    assert!(rest.messages.is_empty(), "{rest:?}");
    assert_eq!(rest.close_code, Some(CloseCode::Away));
}

#[tokio::test]
async fn calls_do_not_outlive_their_owner() {
    let mut server = TestServer::start().await;
    let mut client = Client::call(server.address, "Wait").await;
    server.request().await;

    let mut seen = server.vanish().await;

    assert!(matches!(seen.recv().await, Some(Seen::Dropped)));
    let rest = client.rest().await;
    assert!(rest.messages.is_empty() && rest.close_code.is_none());
}
