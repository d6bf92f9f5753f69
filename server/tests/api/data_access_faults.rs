//! Backends that misbehave.

use std::time::{Duration, Instant};

use bavard_dialog::{BackendFailure, Method};
use bavard_server::data_access::FetchOutcome;
use http::StatusCode;
use serde_json::json;

use crate::backend::{Backend, Behaviour};
use crate::fetching::{Always, Fetching, PATIENCE, request, trust};
use crate::raw_backend::{RawBackend, Script};

const OK_HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

async fn failure_of(script: Script) -> BackendFailure {
    let backend = RawBackend::start(script).await;
    let fetching = Fetching::trusting(&[backend.address]);
    fetching.get(&backend.url()).await.unwrap_err()
}

fn broken_connection(failure: &BackendFailure) -> bool {
    matches!(failure, BackendFailure::Connection(_))
}

#[tokio::test]
async fn a_backend_that_hangs_before_or_within_its_answer_is_given_up_in_time() {
    for script in [
        Script::Hang,
        Script::SendAndHang("HTTP/1.1 200 OK\r\nconte".to_owned()),
        Script::SendAndHang(format!("{OK_HEAD}content-length: 100\r\n\r\n{{\"a\":")),
    ] {
        let backend = RawBackend::start(script.clone()).await;
        let fetching = Fetching::trusting(&[backend.address]);
        let mut request = request(Method::Get, &backend.url());
        request.fetch_timeout = Some(Duration::from_millis(100));
        let failure = fetching.fetch(&request).await.unwrap_err();
        assert_eq!(failure, BackendFailure::Timeout, "{script:?}");
    }
}

#[tokio::test]
async fn a_connection_that_does_not_come_about_is_given_up_before_the_fetch_is() {
    let backend = RawBackend::start(Script::Hang).await;
    let fetching = Fetching::trusting(&[backend.address]);
    // The handshake of TLS is a part of the connection.
    let mut request = request(Method::Get, &format!("https://{}", backend.address));
    request.connect_timeout = Some(Duration::from_millis(100));
    request.fetch_timeout = Some(PATIENCE * 2);
    let began = Instant::now();
    let failure = fetching.fetch(&request).await.unwrap_err();
    assert_eq!(failure, BackendFailure::Timeout);
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_connection_that_is_reset_is_a_failure() {
    let failure = failure_of(Script::Reset).await;
    assert!(broken_connection(&failure), "{failure}");
}

const FLOOD: usize = 50 * 1024 * 1024;

#[tokio::test]
async fn a_flood_of_headers_is_cut_off() {
    let head = "HTTP/1.1 200 OK\r\nx-endless: ".to_owned();
    let backend = RawBackend::start(Script::Flood(head, FLOOD)).await;
    let fetching = Fetching::trusting(&[backend.address]);
    let failure = fetching.get(&backend.url()).await.unwrap_err();
    assert!(broken_connection(&failure), "{failure}");
    let sent = backend.flooded_until_cut().await;
    assert!(sent < 16 * 1024 * 1024, "{sent} bytes were taken");
}

#[tokio::test]
async fn a_flood_is_cut_off_near_the_limit() {
    let backend = RawBackend::start(Script::Flood(format!("{OK_HEAD}\r\n"), FLOOD)).await;
    let fetching = Fetching::trusting(&[backend.address]);
    let failure = fetching.get(&backend.url()).await.unwrap_err();
    assert_eq!(failure, BackendFailure::TooLarge(1_048_576));
    // The limit, and what the system holds in the buffers of the two sockets.
    let sent = backend.flooded_until_cut().await;
    assert!(sent < 16 * 1024 * 1024, "{sent} bytes were taken");
}

#[tokio::test]
async fn a_reply_that_is_announced_as_too_long_is_not_waited_for() {
    let head = format!("{OK_HEAD}content-length: 52428800\r\n\r\n");
    let failure = failure_of(Script::SendAndHang(head)).await;
    assert_eq!(failure, BackendFailure::TooLarge(1_048_576));
}

#[tokio::test]
async fn the_limit_of_a_reply_is_configured() {
    let backend = Backend::start(Behaviour::Reply(r#"{"a": "12345678"}"#.to_owned())).await;
    let fits = |limit: usize| {
        let more = format!("{}max_reply_bytes = {limit}\n", trust(&[backend.address]));
        let url = format!("http://{}", backend.address);
        async move { Fetching::with(&more).get(&url).await }
    };
    assert_eq!(fits(17).await, Ok(json!({"a": "12345678"})));
    assert_eq!(fits(16).await, Err(BackendFailure::TooLarge(16)));
}

#[tokio::test]
async fn what_is_not_http_is_a_failure_that_does_not_repeat_it() {
    let failure = failure_of(Script::Send("private-garbage\r\n\r\n".to_owned())).await;
    assert!(broken_connection(&failure), "{failure}");
    assert!(!failure.to_string().contains("private"), "{failure}");
}

#[tokio::test]
async fn a_reply_of_another_length_than_announced_is_a_failure() {
    let reply = |length: usize| {
        let text = format!("{OK_HEAD}content-length: {length}\r\n\r\n{{\"a\": \"b\"}}");
        failure_of(Script::Send(text))
    };
    assert!(broken_connection(&reply(100).await));
    assert_eq!(reply(4).await, BackendFailure::NotJson);
}

#[tokio::test]
async fn a_compressed_reply_is_neither_asked_for_nor_unpacked() {
    let backend = Backend::start(Behaviour::Reply("{}".to_owned())).await;
    let fetching = Fetching::trusting(&[backend.address]);
    let mut asking = request(Method::Get, &format!("http://{}", backend.address));
    asking.headers = vec![("Accept-Encoding".to_owned(), "gzip".to_owned())];
    fetching.fetch(&asking).await.unwrap();
    let received = backend.received().remove(0);
    assert!(!received.headers.contains_key("accept-encoding"));

    // Whoever unpacked this would find it broken, not merely no JSON.
    let text = format!("{OK_HEAD}content-encoding: gzip\r\ncontent-length: 3\r\n\r\n\x1f{{}}");
    assert_eq!(
        failure_of(Script::Send(text)).await,
        BackendFailure::NotJson
    );
}

#[tokio::test]
async fn each_method_carries_its_data_where_it_belongs() {
    let backend = Backend::start(Behaviour::Reply("{}".to_owned())).await;
    let fetching = Fetching::trusting(&[backend.address]);
    for (method, sent, has_body) in [
        (Method::Get, http::Method::GET, false),
        (Method::Post, http::Method::POST, true),
        (Method::Put, http::Method::PUT, true),
        (Method::Patch, http::Method::PATCH, true),
        (Method::Delete, http::Method::DELETE, false),
    ] {
        let mut request = request(method, &format!("http://{}", backend.address));
        request.body.insert("drink".to_owned(), json!("tea"));
        fetching.fetch(&request).await.unwrap();
        let received = backend.received().pop().unwrap();
        assert_eq!(received.method, sent);
        let body = if has_body { r#"{"drink":"tea"}"# } else { "" };
        assert_eq!(received.body, body, "{sent}");
    }
}

#[tokio::test]
async fn a_project_cannot_set_the_headers_that_carry_the_request() {
    let backend = Backend::start(Behaviour::Reply("{}".to_owned())).await;
    let fetching = Fetching::trusting(&[backend.address]);
    let mut request = request(Method::Post, &format!("http://{}", backend.address));
    request.headers = [
        ("Host", "metadata.internal"),
        ("Content-Length", "1000"),
        ("Transfer-Encoding", "chunked"),
        ("Connection", "upgrade"),
        ("Upgrade", "websocket"),
        ("x-nuance-application-id", "another"),
        ("X-Till", "7"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();

    assert_eq!(fetching.fetch(&request).await, Ok(json!({})));

    let headers = backend.received().remove(0).headers;
    assert_eq!(headers["host"], backend.address.to_string());
    assert_eq!(headers["content-length"], "2");
    assert_eq!(headers["x-nuance-application-id"], "kiosk");
    assert_eq!(headers["x-till"], "7");
    for name in ["transfer-encoding", "connection", "upgrade"] {
        assert!(!headers.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn a_public_name_that_leads_to_a_private_address_is_refused() {
    let backend = RawBackend::start(Script::Hang).await;
    let port = backend.address.port();
    for addresses in [
        &["127.0.0.1"][..],
        &["169.254.169.254"],
        &["93.184.216.34", "127.0.0.1"],
    ] {
        let fetching = Fetching::resolved_by(Always(addresses), "");
        let failure = fetching.get(&format!("https://shop.example:{port}")).await;
        let is_refused = matches!(failure, Err(BackendFailure::Refused(_)));
        assert!(is_refused, "{addresses:?}: {failure:?}");
        assert_eq!(fetching.access.metrics().count(FetchOutcome::Refused), 1);
    }
    assert_eq!(backend.connections(), 0);
}

#[tokio::test]
async fn a_trusted_name_may_lead_to_a_private_address() {
    let backend = Backend::start(Behaviour::Reply("{}".to_owned())).await;
    let host = format!("shop.internal:{}", backend.address.port());
    let more = format!("[data_access]\ntrusted_hosts = [\"{host}\"]\n");
    let fetching = Fetching::resolved_by(Always(&["127.0.0.1"]), &more);
    assert_eq!(fetching.get(&format!("http://{host}")).await, Ok(json!({})));
}

#[tokio::test]
async fn an_open_breaker_fails_at_once_and_lets_a_probe_through_after_the_pause() {
    let failing = Behaviour::Status(StatusCode::BAD_GATEWAY);
    let backend = Backend::start(failing).await;
    let more = format!(
        "{}breaker_failures = 3\nbreaker_pause = 1\n",
        trust(&[backend.address])
    );
    let fetching = Fetching::with(&more);
    let url = format!("http://{}", backend.address);
    for _ in 0..3 {
        assert_eq!(fetching.get(&url).await, Err(BackendFailure::Status(502)));
    }
    assert_eq!(fetching.get(&url).await, Err(BackendFailure::CircuitOpen));
    assert_eq!(fetching.access.metrics().open_breakers(), 1);

    let probed = async {
        while fetching.get(&url).await == Err(BackendFailure::CircuitOpen) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, probed).await.unwrap();

    assert_eq!(backend.received().len(), 4);
    assert_eq!(fetching.get(&url).await, Err(BackendFailure::CircuitOpen));
    assert_eq!(fetching.access.metrics().count(FetchOutcome::Status), 4);
}

#[tokio::test]
async fn a_backend_that_says_no_is_not_left_alone() {
    let backend = Backend::start(Behaviour::Status(StatusCode::NOT_FOUND)).await;
    let more = format!("{}breaker_failures = 1\n", trust(&[backend.address]));
    let fetching = Fetching::with(&more);
    for _ in 0..3 {
        let fetched = fetching.get(&format!("http://{}", backend.address)).await;
        assert_eq!(fetched, Err(BackendFailure::Status(404)));
    }
}
