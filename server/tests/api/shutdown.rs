//! How the server ends.

use crate::backend::{Backend, Behaviour};
use crate::harness::{TestServer, shown};

#[tokio::test]
async fn a_running_turn_gets_its_answer_before_the_server_ends() {
    let backend = Backend::start(Behaviour::Hold(
        r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned(),
    ))
    .await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    let turn = tokio::spawn(async move { client.say("coffee").await });
    backend.called().await;

    let running = server.stop();
    backend.release();

    let reply = turn.await.unwrap().unwrap();
    assert!(shown(&reply).starts_with("Your receipt is A1."));
    running.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_stopped_server_gives_its_port_back() {
    let server = TestServer::start().await;
    let address = server.address;
    server.stop().await.unwrap().unwrap();
    assert!(tokio::net::TcpListener::bind(address).await.is_ok());
}

#[tokio::test]
async fn idle_connections_do_not_keep_the_server_up() {
    let server = TestServer::start().await;
    let _client = server.greeted_client().await;
    server.stop().await.unwrap().unwrap();
}

#[tokio::test]
async fn a_stop_under_load_loses_no_turn() {
    const CLIENTS: usize = 40;
    let reply = r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned();
    let backend = Backend::start(Behaviour::Reply(reply)).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut turns = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        let mut client = server.greeted_client().await;
        turns.push(async move { client.say("coffee").await });
    }
    let turns: Vec<_> = turns.into_iter().map(tokio::spawn).collect();
    backend.called().await;

    let running = server.stop();

    let mut answered = 0;
    for turn in turns {
        if let Ok(reply) = turn.await.unwrap() {
            assert!(shown(&reply).starts_with("Your receipt is A1."));
            answered += 1;
        }
    }
    running.await.unwrap().unwrap();
    // Every turn that began, and so called the backend, got its answer to its client; the others were never taken.
    assert!(answered > 0);
    assert_eq!(backend.received().len(), answered);
}
