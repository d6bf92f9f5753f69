//! What `/readyz` says of a server whose dependencies are not reached.

use std::net::SocketAddr;
use std::time::Duration;

use crate::harness::{TestServer, kiosk_config};

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// An address on which nothing listens.
async fn closed_port() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

async fn readyz(server: &TestServer) -> (u16, String) {
    let answer = reqwest::get(server.url("/readyz")).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_server_whose_store_is_not_reached_is_alive_and_not_ready() {
    let store = format!("[sessions]\nstore = \"redis://{}\"", closed_port().await);
    let server = TestServer::start_with(&store).await;
    let (status, words) = readyz(&server).await;
    assert_eq!(status, 503);
    assert!(words.starts_with("sessions: "), "{words}");
    let alive = reqwest::get(server.url("/healthz")).await.unwrap();
    assert_eq!(alive.status(), 200);
}

#[tokio::test]
async fn a_gateway_is_ready_again_when_its_upstream_is_back() {
    let address = closed_port().await;
    let gateway =
        TestServer::start_gateway(&format!("[upstream]\nurl = \"http://{address}\"")).await;
    let (status, words) = readyz(&gateway).await;
    assert_eq!(status, 503);
    assert!(words.starts_with("upstream: "), "{words}");

    let mut upstream = kiosk_config("[projects.kiosk]\npath = \"kiosk\"");
    upstream.listen = address;
    let upstream = TestServer::start_configured(upstream).await;

    let back = async { while readyz(&gateway).await.0 != 200 {} };
    tokio::time::timeout(PATIENCE, back)
        .await
        .expect("the gateway is not ready");
    upstream.stop().await.unwrap().unwrap();
    let gone = async { while readyz(&gateway).await.0 != 503 {} };
    tokio::time::timeout(PATIENCE, gone)
        .await
        .expect("the gateway is ready without an upstream");
}
