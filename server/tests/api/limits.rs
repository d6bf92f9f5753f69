//! What one caller may take, and what it is told when it wants more.

use std::time::Duration;

use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::{ExecuteRequest, StatusRequest};
use reqwest::{Client, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
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

async fn call_from(client: &mut TestClient, address: &str) -> Result<(), Status> {
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
    for number in 0..PLENTY {
        let (high, low) = (number / 250, number % 250);
        let forged = format!("10.1.{high}.{low}, 192.0.2.1");
        let status = call_from(&mut client, &forged).await.unwrap_err();
        if status.code() == Code::ResourceExhausted {
            return;
        }
    }
    panic!("the caller had as many calls as it forged addresses");
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

#[tokio::test]
async fn an_address_that_asks_for_too_many_tokens_is_told_when_to_come_back() {
    let tokens = "[auth.browser]\n[auth.clients]\nreports = \"open-sesame\"\n";
    let more = format!("{BEHIND_A_PROXY}{ONE_CALL_A_SECOND}{tokens}");
    let server = TestServer::start_with(&more).await;
    for (path, address) in [("/token", "192.0.2.1"), ("/oauth2/token", "192.0.2.2")] {
        let ask = async |address: &str| {
            let request = Client::new()
                .post(server.url(path))
                .header("origin", "https://www.example.com")
                .basic_auth("reports", Some("a guess"))
                .header("x-forwarded-for", address);
            request.send().await.unwrap()
        };
        let mut refused = ask(address).await;
        for _ in 0..PLENTY {
            if refused.status() == 429 {
                break;
            }
            refused = ask(address).await;
        }
        assert_eq!(refused.status(), 429, "{path}");
        assert_eq!(refused.headers()["retry-after"], "1");
        let allowed = &refused.headers()["access-control-allow-origin"];
        assert_eq!(allowed, "https://www.example.com");
        let other = format!("{address}3");
        assert_ne!(ask(&other).await.status(), 429, "{path}");
    }
}

#[tokio::test]
async fn a_call_in_json_counts_once_and_is_told_when_to_come_back() {
    let limits = "[server.limits]\nrequests_per_second = 1\nrequest_burst = 2\n";
    let server = TestServer::start_with(&format!("{BEHIND_A_PROXY}{limits}")).await;
    let ask = async || {
        let request = Client::new()
            .post(server.url("/dlg/v1/status/nobody"))
            .header("origin", "https://www.example.com")
            .header("x-forwarded-for", "192.0.2.1");
        request.send().await.unwrap()
    };
    for _ in 0..2 {
        assert_eq!(ask().await.status(), 404);
    }
    for _ in 0..PLENTY {
        let refused = ask().await;
        if refused.status() == 429 {
            assert_eq!(refused.headers()["retry-after"], "1");
            assert_eq!(refused.headers()["grpc-status"], "8");
            assert!(
                refused
                    .headers()
                    .contains_key("access-control-allow-origin")
            );
            return;
        }
    }
    panic!("the caller was never refused");
}

#[tokio::test]
async fn bodies_in_json_that_do_not_come_have_places_only_for_so_long() {
    let limits = "[server.limits]\nheader_timeout = 1\nmax_running_calls = 1\n";
    let server = TestServer::start_with(limits).await;
    let status = async || {
        let request = Client::new().post(server.url("/dlg/v1/status/nobody"));
        request.send().await.unwrap().status().as_u16()
    };
    let mut slow = tokio::net::TcpStream::connect(server.address)
        .await
        .unwrap();
    let head = "POST /dlg/v1/status/nobody HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
    slow.write_all(head.as_bytes()).await.unwrap();

    for expected in [429, 404] {
        let reached = async { while status().await != expected {} };
        tokio::time::timeout(Duration::from_secs(20), reached)
            .await
            .unwrap_or_else(|_| panic!("it is never {expected}"));
    }
    let mut said = String::new();
    slow.read_to_string(&mut said).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 504"), "{said}");
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
    for timeout in [&[("grpc-timeout", "1H")][..], &[]] {
        let client = server.greeted_client().await;
        let order = turn(&client.session_id, "coffee");
        let response = web_call(&server, timeout, order).await;
        assert_eq!(response.headers()["grpc-status"], "4");
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
    const BUSY: usize = 4;
    let backend = Backend::start(Behaviour::Hold(r#"{"returnCode": "0"}"#.to_owned())).await;
    let limits = "[server.limits]\nmax_running_calls = 5\n";
    let server = TestServer::start_with(&format!("{limits}{}", backend.configuration())).await;
    let mut visitor = server.client().await;
    visitor.start().await.unwrap();
    let mut turns = Vec::new();
    for _ in 0..BUSY {
        let mut client = server.greeted_client().await;
        turns.push(tokio::spawn(async move { client.say("coffee").await }));
        backend.called().await;
    }

    let status = visitor.clone().start().await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.message().contains("no new sessions"), "{status}");
    assert!(status.get_details_retry_info().is_some());
    visitor.kick().await.unwrap();

    while !turns.iter().all(tokio::task::JoinHandle::is_finished) {
        backend.release();
        tokio::task::yield_now().await;
    }
    for turn in turns {
        turn.await.unwrap().unwrap();
    }
    visitor.start().await.unwrap();
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
