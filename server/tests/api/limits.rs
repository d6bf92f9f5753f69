//! What one caller may take, and what it is told when it wants more.

use std::time::Duration;

use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::{ExecuteRequest, StatusRequest};
use reqwest::{Client, Response};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;

use crate::backend::{Backend, Behaviour};
use crate::grpc_web::frame;
use crate::harness::{TestClient, TestServer, shown, user_input};

/// A proxy of the operator's stands before the server, so that a test can be anybody.
const BEHIND_A_PROXY: &str =
    "[server]\ntrusted_proxy_hops = 1\norigins = [\"https://www.example.com\"]\n";
const ONE_CALL_A_SECOND: &str = "[server.limits]\nrequests_per_second = 1\nrequest_burst = 1\n";
/// Calls until a limit of one a second is met for certain, however slow the machine is.
const PLENTY: usize = 10_000;

async fn call_from(client: &mut TestClient, address: &'static str) -> Result<(), Status> {
    let mut request = Request::new(StatusRequest {
        session_id: client.session_id.clone(),
    });
    let address = address.parse().unwrap();
    request.metadata_mut().insert("x-forwarded-for", address);
    client.grpc.status(request).await.map(drop)
}

async fn refusal_from(client: &mut TestClient, address: &'static str) -> Status {
    for _ in 0..PLENTY {
        match call_from(client, address).await {
            Err(status) if status.code() == Code::ResourceExhausted => return status,
            _ => {}
        }
    }
    panic!("{address} was never refused")
}

#[tokio::test]
async fn an_address_that_calls_too_often_is_told_when_to_come_back() {
    let server = TestServer::start_with(&format!("{BEHIND_A_PROXY}{ONE_CALL_A_SECOND}")).await;
    let mut client = server.client().await;

    let status = refusal_from(&mut client, "192.0.2.1").await;

    let wait = status
        .get_details_retry_info()
        .unwrap()
        .retry_delay
        .unwrap();
    assert!(wait <= Duration::from_secs(1), "{wait:?}");
    assert_eq!(status.metadata().get("retry-after").unwrap(), "1");
    let other = call_from(&mut client, "192.0.2.2").await.unwrap_err();
    assert_eq!(other.code(), Code::NotFound);
}

#[tokio::test]
async fn a_forged_entry_does_not_make_another_caller() {
    let server = TestServer::start_with(&format!("{BEHIND_A_PROXY}{ONE_CALL_A_SECOND}")).await;
    let mut client = server.client().await;
    let status = refusal_from(&mut client, "203.0.113.66, 192.0.2.1").await;
    assert_eq!(status.code(), Code::ResourceExhausted);
    let refused = refusal_from(&mut client, "203.0.113.77, 192.0.2.1").await;
    assert_eq!(refused.code(), Code::ResourceExhausted);
}

#[tokio::test]
async fn callers_on_this_machine_have_no_limit_by_address() {
    let server = TestServer::start_with(ONE_CALL_A_SECOND).await;
    let mut client = server.greeted_client().await;
    for _ in 0..50 {
        client.remaining_seconds().await.unwrap();
    }
}

async fn web_call(
    server: &TestServer,
    headers: &[(&'static str, &str)],
    body: Vec<u8>,
) -> Response {
    let mut request = Client::new()
        .post(server.url("/nuance.dlg.v1.DialogService/Execute"))
        .header("content-type", "application/grpc-web+proto")
        .header("x-grpc-web", "1")
        .header("origin", "https://www.example.com");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).send().await.unwrap()
}

#[tokio::test]
async fn a_page_can_read_that_it_was_refused_and_when_to_come_back() {
    let server = TestServer::start_with(&format!("{BEHIND_A_PROXY}{ONE_CALL_A_SECOND}")).await;
    let body = frame(&ExecuteRequest::default());
    for _ in 0..PLENTY {
        let response = web_call(&server, &[("x-forwarded-for", "192.0.2.1")], body.clone()).await;
        assert_eq!(response.status(), 200);
        let headers = response.headers();
        if headers["grpc-status"] != "8" {
            continue;
        }
        assert_eq!(headers["retry-after"], "1");
        assert!(headers.contains_key("grpc-status-details-bin"));
        assert_eq!(
            headers["access-control-allow-origin"],
            "https://www.example.com"
        );
        let exposed = headers["access-control-expose-headers"].to_str().unwrap();
        for name in ["grpc-status", "grpc-status-details-bin", "retry-after"] {
            assert!(exposed.contains(name), "{exposed}");
        }
        return;
    }
    panic!("the page was never refused");
}

#[tokio::test]
async fn a_page_that_costs_work_has_the_same_limit() {
    let server = TestServer::start_with(&format!("{BEHIND_A_PROXY}{ONE_CALL_A_SECOND}")).await;
    for _ in 0..PLENTY {
        let request = Client::new()
            .get(server.url("/metrics"))
            .header("x-forwarded-for", "192.0.2.1");
        let response = request.send().await.unwrap();
        if response.status() == 429 {
            assert_eq!(response.headers()["retry-after"], "1");
            return;
        }
    }
    panic!("the page was never refused");
}

fn turn(session_id: &str, text: &str) -> Vec<u8> {
    frame(&ExecuteRequest {
        session_id: session_id.to_owned(),
        payload: Some(user_input(Input::UserText(text.to_owned()))),
        ..ExecuteRequest::default()
    })
}

#[tokio::test]
async fn a_deadline_of_the_client_is_kept_and_the_turn_ends_all_the_same() {
    let reply = r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned();
    let backend = Backend::start(Behaviour::Hold(reply)).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;

    let order = turn(&client.session_id, "coffee");
    let response = web_call(&server, &[("grpc-timeout", "200m")], order).await;

    assert_eq!(response.headers()["grpc-status"], "4");
    backend.called().await;
    backend.release();
    // The turn goes on in its own time; until it has ended the session is taken.
    let after = loop {
        match client.say("tea").await {
            Err(status) if status.code() == Code::Aborted => tokio::task::yield_now().await,
            after => break after.unwrap(),
        }
    };
    assert!(!shown(&after).contains("What would you like"), "{after:?}");
    assert_eq!(backend.received().len(), 1);
}

#[tokio::test]
async fn a_deadline_beyond_the_longest_call_counts_as_that() {
    let backend = Backend::start(Behaviour::Silence).await;
    let limits = "[server.limits]\nmax_call_time = 1\n";
    let server = TestServer::start_with(&format!("{limits}{}", backend.configuration())).await;
    let client = server.greeted_client().await;
    for timeout in [&[("grpc-timeout", "1H")][..], &[]] {
        let order = turn(&client.session_id, "coffee");
        let response = web_call(&server, timeout, order).await;
        let status = response.headers()["grpc-status"]
            .to_str()
            .unwrap()
            .to_owned();
        // The second meets the turn of the first, which its task still holds.
        assert!(status == "4" || status == "10", "{status}");
        if timeout.is_empty() {
            assert_eq!(status, "10");
        }
    }
}

#[tokio::test]
async fn a_deadline_that_cannot_be_read_is_refused() {
    let server = TestServer::start().await;
    let client = server.greeted_client().await;
    let order = turn(&client.session_id, "coffee");
    let response = web_call(&server, &[("grpc-timeout", "soon")], order).await;
    assert_eq!(response.headers()["grpc-status"], "3");
}

#[tokio::test]
async fn under_load_turns_go_on_and_new_sessions_are_refused() {
    let backend = Backend::start(Behaviour::Hold(r#"{"returnCode": "0"}"#.to_owned())).await;
    let limits = "[server.limits]\nmax_running_calls = 2\n";
    let server = TestServer::start_with(&format!("{limits}{}", backend.configuration())).await;
    let mut busy = [server.greeted_client().await, server.greeted_client().await];
    let mut waiting = server.client().await;
    let [first, second] = &mut busy;
    let mut first = first.clone();
    let first = tokio::spawn(async move { first.say("coffee").await });
    backend.called().await;

    // One of two calls runs: a third of it is below 80 %, so a session can still be started.
    waiting.start().await.unwrap();
    let mut second = second.clone();
    let second = tokio::spawn(async move { second.say("coffee").await });
    backend.called().await;
    let status = waiting.clone().start().await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.get_details_retry_info().is_some());
    let status = waiting.kick().await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);

    backend.release();
    backend.release();
    // Both calls of the backend wait for one permit each.
    while !(first.is_finished() && second.is_finished()) {
        backend.release();
        tokio::task::yield_now().await;
    }
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    waiting.kick().await.unwrap();
}

/// Resident memory of this process, which holds server and client.
fn resident_bytes() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or_default() * 4096
}

#[tokio::test]
async fn ten_thousand_idle_sessions_are_all_alive() {
    const SESSIONS: usize = 10_000;
    const AT_ONCE: usize = 50;
    let server = TestServer::start().await;
    let client = server.client().await;
    let before = resident_bytes();
    let mut sessions = Vec::with_capacity(SESSIONS);
    while sessions.len() < SESSIONS {
        let starts = (0..AT_ONCE).map(|_| {
            let mut client = client.clone();
            async move { client.start().await.map(|()| client.session_id) }
        });
        sessions.extend(futures::future::try_join_all(starts).await.unwrap());
    }
    let taken = resident_bytes().saturating_sub(before);
    println!(
        "{} bytes for each of {SESSIONS} idle sessions",
        taken / SESSIONS
    );
    for chunk in sessions.chunks(AT_ONCE) {
        let asked = chunk.iter().map(|session_id| {
            let mut client = client.clone();
            client.session_id.clone_from(session_id);
            async move { client.remaining_seconds().await }
        });
        futures::future::try_join_all(asked).await.unwrap();
    }
}
