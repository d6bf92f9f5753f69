//! Server-side data access over real HTTP.

use std::time::Duration;

use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::backend::{Backend, Behaviour};
use crate::harness::{TestServer, shown};

const RECEIPT: &str = r#"{"returnCode": "0", "receipt": "A1"}"#;

async fn shown_after(behaviour: Behaviour, drink: &str) -> String {
    let backend = Backend::start(behaviour).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    shown(&client.say(drink).await.unwrap())
}

#[tokio::test]
async fn a_reply_is_taken_over_in_the_same_call() {
    let shown = shown_after(Behaviour::Reply(RECEIPT.to_owned()), "coffee").await;
    assert_eq!(shown, "Your receipt is A1. What would you like?");
}

#[tokio::test]
async fn the_backend_gets_the_send_data_and_the_documented_headers() {
    let backend = Backend::start(Behaviour::Reply(RECEIPT.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    client.say("coffee").await.unwrap();

    let received = backend.received().remove(0);

    assert_eq!(received.method, Method::POST);
    assert_eq!(received.uri.path(), "/till/charge");
    let body: Value = serde_json::from_slice(&received.body).unwrap();
    assert_eq!(body, json!({"drink": "coffee"}));
    assert_eq!(received.headers["content-type"], "application/json");
    assert_eq!(received.headers["x-nuance-application-id"], "kiosk");
    assert_eq!(received.headers["x-kiosk"], "7");
    let date = received.headers["date"].to_str().unwrap();
    assert!(date.ends_with(" GMT"), "{date}");
}

#[tokio::test]
async fn a_get_carries_its_data_in_the_url_and_no_body() {
    let backend = Backend::start(Behaviour::Reply(
        r#"{"returnCode": "0", "price": "free"}"#.to_owned(),
    ))
    .await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;

    let reply = client.say("water").await.unwrap();

    assert!(shown(&reply).starts_with("That is free."));
    let received = backend.received().remove(0);
    assert_eq!(received.method, Method::GET);
    assert_eq!(received.uri.to_string(), "/till/price?drink=water");
    assert!(received.body.is_empty());
}

#[tokio::test]
async fn a_node_with_a_latency_message_continues_and_fetches_with_the_next_call() {
    let backend = Backend::start(Behaviour::Reply(RECEIPT.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;

    let reply = client.say("cake").await.unwrap();
    assert_eq!(shown(&reply), "Charging your card.");
    assert!(
        matches!(reply.action, Some(Action::ContinueAction(action)) if action.id == "charge_later")
    );
    assert_eq!(backend.received().len(), 0);

    let reply = client.kick().await.unwrap();
    assert!(shown(&reply).starts_with("Your receipt is A1."));
    assert_eq!(backend.received().len(), 1);
}

#[tokio::test]
async fn a_client_that_never_comes_back_costs_no_fetch() {
    let backend = Backend::start(Behaviour::Reply(RECEIPT.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    client.say("cake").await.unwrap();

    server.clock.advance(Duration::from_secs(901));

    let error = client.kick().await.unwrap_err();
    assert_eq!(error.code(), tonic::Code::NotFound);
    assert_eq!(backend.received().len(), 0);
}

#[tokio::test]
async fn a_backend_that_keeps_failing_is_left_alone() {
    let failing = Behaviour::Status(StatusCode::INTERNAL_SERVER_ERROR);
    let backend = Backend::start(failing).await;
    let more = format!("{}breaker_failures = 2\n", backend.configuration());
    let server = TestServer::start_with(&more).await;
    let mut client = server.greeted_client().await;
    for _ in 0..4 {
        let reply = client.say("coffee").await.unwrap();
        assert!(shown(&reply).starts_with("The till does not answer."));
    }
    assert_eq!(backend.received().len(), 2);
}

#[tokio::test]
async fn a_reply_that_says_no_takes_the_failure_way() {
    let no = Behaviour::Reply(r#"{"returnCode": "1"}"#.to_owned());
    assert!(
        shown_after(no, "coffee")
            .await
            .starts_with("The till does not answer.")
    );
}

#[tokio::test]
async fn another_status_than_success_takes_the_failure_way() {
    let failed = Behaviour::Status(StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        shown_after(failed, "coffee")
            .await
            .starts_with("The till does not answer.")
    );
}

#[tokio::test]
async fn a_reply_that_is_no_json_object_takes_the_failure_way() {
    for reply in ["<html>busy</html>", "[]", ""] {
        let shown = shown_after(Behaviour::Reply(reply.to_owned()), "coffee").await;
        assert!(shown.starts_with("The till does not answer."), "{reply}");
    }
}

#[tokio::test]
async fn a_reply_beyond_all_measure_takes_the_failure_way() {
    let reply = format!(
        r#"{{"returnCode": "0", "receipt": "{}"}}"#,
        "x".repeat(2_000_000)
    );
    let shown = shown_after(Behaviour::Reply(reply), "coffee").await;
    assert!(shown.starts_with("The till does not answer."));
}

#[tokio::test]
async fn a_backend_that_stays_silent_takes_the_failure_way_when_its_time_is_over() {
    let shown = shown_after(Behaviour::Silence, "juice").await;
    assert!(shown.starts_with("The till does not answer."));
}

#[tokio::test]
async fn a_redirect_that_would_turn_a_post_into_a_get_is_not_followed() {
    let elsewhere = Backend::start(Behaviour::Reply(RECEIPT.to_owned())).await;
    let redirect = Behaviour::Redirect(
        StatusCode::FOUND,
        format!("http://{}/charge", elsewhere.address),
    );
    let shown = shown_after(redirect, "coffee").await;
    assert!(shown.starts_with("The till does not answer."));
    assert_eq!(elsewhere.received().len(), 0);
}

#[tokio::test]
async fn a_backend_that_is_not_there_takes_the_failure_way() {
    // Bound and dropped: nobody listens on the port now.
    let address = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let server = TestServer::start_with(&format!(
        "[projects.kiosk.hosts]\n\"till.example.com\" = \"http://{address}\"\n\
         [data_access]\ntrusted_hosts = [\"{address}\"]\n"
    ))
    .await;
    let mut client = server.greeted_client().await;
    let reply = client.say("coffee").await.unwrap();
    assert!(shown(&reply).starts_with("The till does not answer."));
}
