//! Backends that send the server elsewhere.

use bavard_dialog::{BackendFailure, Method};
use http::StatusCode;
use serde_json::json;

use crate::backend::{Backend, Behaviour};
use crate::fetching::{Always, Fetching, request, trust};
use crate::raw_backend::{RawBackend, Script};

async fn redirect(status: StatusCode, address: &str) -> Backend {
    Backend::start(Behaviour::Redirect(status, address.to_owned())).await
}

async fn replying() -> Backend {
    Backend::start(Behaviour::Reply(r#"{"price": "3"}"#.to_owned())).await
}

fn url(backend: &Backend) -> String {
    format!("http://{}", backend.address)
}

fn is_refused<T>(fetched: &Result<T, BackendFailure>) -> bool {
    matches!(fetched, Err(BackendFailure::Refused(_)))
}

#[tokio::test]
async fn a_redirect_to_another_host_is_followed_without_the_headers_of_the_project() {
    let there = replying().await;
    let here = redirect(StatusCode::FOUND, &format!("{}/v2?a=b", url(&there))).await;
    let fetching = Fetching::trusting(&[here.address, there.address]);
    let mut request = request(Method::Get, &url(&here));
    request.headers = vec![("Authorization".to_owned(), "secret".to_owned())];

    assert_eq!(fetching.fetch(&request).await, Ok(json!({"price": "3"})));

    assert_eq!(here.received().remove(0).headers["authorization"], "secret");
    let received = there.received().remove(0);
    assert_eq!(received.uri.to_string(), "/v2?a=b");
    assert!(!received.headers.contains_key("authorization"));
    assert!(!received.headers.contains_key("referer"));
    assert!(received.headers.contains_key("date"));
}

#[tokio::test]
async fn a_redirect_that_keeps_the_method_repeats_the_body() {
    let there = replying().await;
    let here = redirect(StatusCode::TEMPORARY_REDIRECT, &url(&there)).await;
    let fetching = Fetching::trusting(&[here.address, there.address]);
    let mut request = request(Method::Post, &url(&here));
    request.body.insert("drink".to_owned(), json!("tea"));

    assert_eq!(fetching.fetch(&request).await, Ok(json!({"price": "3"})));

    let received = there.received().remove(0);
    assert_eq!(received.method, http::Method::POST);
    assert_eq!(received.body, r#"{"drink":"tea"}"#);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused() {
    let private = RawBackend::start(Script::Hang).await;
    let port = private.address.port();
    for target in [
        format!("https://127.0.0.1:{port}/"),
        format!("http://127.0.0.1:{port}/"),
        format!("https://[::ffff:127.0.0.1]:{port}/"),
        format!("//127.0.0.1:{port}/"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let here = redirect(StatusCode::FOUND, &target).await;
        let fetching = Fetching::trusting(&[here.address]);
        let fetched = fetching.get(&url(&here)).await;
        assert!(is_refused(&fetched), "{target}: {fetched:?}");
    }
    assert_eq!(private.connections(), 0);
}

#[tokio::test]
async fn a_redirect_to_a_name_with_a_private_address_is_refused() {
    let private = RawBackend::start(Script::Hang).await;
    let port = private.address.port();
    let here = redirect(
        StatusCode::FOUND,
        &format!("https://rebound.example:{port}/"),
    )
    .await;
    for addresses in [&["127.0.0.1"][..], &["93.184.216.34", "169.254.169.254"]] {
        let fetching = Fetching::resolved_by(Always(addresses), &trust(&[here.address]));
        let fetched = fetching.get(&url(&here)).await;
        assert!(is_refused(&fetched), "{addresses:?}: {fetched:?}");
    }
    assert_eq!(private.connections(), 0);
}

#[tokio::test]
async fn a_redirect_in_a_circle_ends() {
    let here = redirect(StatusCode::FOUND, "/again").await;
    let fetching = Fetching::trusting(&[here.address]);
    let fetched = fetching.get(&url(&here)).await;
    assert!(is_refused(&fetched), "{fetched:?}");
    assert_eq!(here.received().len(), 4);
}

#[tokio::test]
async fn the_headers_of_the_project_stay_away_when_another_host_leads_back() {
    let own = Backend::start(Behaviour::RedirectToQuery).await;
    let other = Backend::start(Behaviour::RedirectToQuery).await;
    let fetching = Fetching::trusting(&[own.address, other.address]);
    let way = format!("{}/?{}/?{}/end", url(&own), url(&other), url(&own));
    let mut request = request(Method::Get, &way);
    request.headers = vec![("X-Till".to_owned(), "7".to_owned())];

    assert_eq!(fetching.fetch(&request).await, Ok(json!({})));

    let paths: Vec<_> = own
        .received()
        .iter()
        .map(|received| {
            let has_header = received.headers.contains_key("x-till");
            (received.uri.path().to_owned(), has_header)
        })
        .collect();
    assert_eq!(paths, [("/".to_owned(), true), ("/end".to_owned(), false)]);
    assert_eq!(other.received().len(), 1);
}

#[tokio::test]
async fn a_redirect_within_the_host_keeps_the_headers_of_the_project() {
    let own = Backend::start(Behaviour::RedirectToQuery).await;
    let fetching = Fetching::trusting(&[own.address]);
    let mut request = request(Method::Get, &format!("{}/?/end", url(&own)));
    request.headers = vec![("X-Till".to_owned(), "7".to_owned())];
    assert_eq!(fetching.fetch(&request).await, Ok(json!({})));
    assert_eq!(own.received().pop().unwrap().headers["x-till"], "7");
}
