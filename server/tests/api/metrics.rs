//! `/metrics`.

use reqwest::Client;

use crate::harness::TestServer;

async fn page(server: &TestServer) -> String {
    let response = reqwest::get(server.url("/metrics")).await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

#[tokio::test]
async fn calls_and_connections_are_on_the_page() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.session_id = "nobody".to_owned();
    client.remaining_seconds().await.unwrap_err();

    let page = page(&server).await;

    for line in [
        "bavard_calls_total{method=\"Start\",way_in=\"grpc\",code=\"OK\"} 1",
        "bavard_calls_total{method=\"Execute\",way_in=\"grpc\",code=\"OK\"} 1",
        "bavard_calls_total{method=\"Status\",way_in=\"grpc\",code=\"NOT_FOUND\"} 1",
        "bavard_call_seconds_count{method=\"Start\"} 1",
        "bavard_sessions_started_total 1",
        "bavard_running_calls 0",
        "bavard_open_connections 2",
        "bavard_refusals_total{limit=\"requests\"} 0",
    ] {
        assert!(
            page.lines().any(|found| found == line),
            "{line} is not in\n{page}"
        );
    }
    assert!(page.contains("process_start_time_seconds "), "{page}");
}

#[tokio::test]
async fn the_page_is_sent_as_the_format_that_was_asked_for() {
    let server = TestServer::start().await;
    for (accept, expected) in [
        ("*/*", "text/plain; version=0.0.4; charset=utf-8"),
        (
            "application/openmetrics-text; version=1.0.0",
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        ),
    ] {
        let request = Client::new()
            .get(server.url("/metrics"))
            .header("accept", accept);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["content-type"], expected);
    }
}

#[tokio::test]
async fn the_page_can_be_switched_off() {
    let server = TestServer::start_with("[server]\nmetrics = false").await;
    let response = reqwest::get(server.url("/metrics")).await.unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn the_store_of_sessions_and_turns_that_were_asked_for_again_are_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let events = folder.path().join("events.jsonl");
    let more = format!("[logs]\nevents = '{}'", events.display());
    let server = TestServer::start_with(&more).await;
    let mut client = server.greeted_client().await;
    for _ in 0..2 {
        client.say_once("1", "tea").await.unwrap();
    }
    client.session_id = "nobody".to_owned();
    client.stop().await.unwrap_err();

    let page = page(&server).await;

    for line in [
        "bavard_store_seconds_count{operation=\"create\"} 1",
        "bavard_store_seconds_count{operation=\"replace\"} 2",
        "bavard_store_errors_total{operation=\"remove\",reason=\"not_found\"} 1",
        "bavard_turns_answered_again_total 1",
        "bavard_event_log_dropped_total 0",
        "bavard_project_reloads_total{project=\"kiosk\",outcome=\"refused\"} 0",
    ] {
        assert!(
            page.lines().any(|found| found == line),
            "{line} is not in\n{page}"
        );
    }
}

#[tokio::test]
async fn tokens_that_were_given_and_refused_are_on_the_page() {
    let server = crate::access_tokens::protected_server().await;
    crate::access_tokens::page_token(&server, None).await;
    crate::access_tokens::program_token(&server).await;
    for path in ["/token", "/oauth2/token"] {
        let request = reqwest::Client::new().post(server.url(path));
        request.send().await.unwrap();
    }
    let page = page(&server).await;
    for line in [
        "bavard_browser_tokens_total{outcome=\"given\"} 1",
        "bavard_browser_tokens_total{outcome=\"origin\"} 1",
        "bavard_client_tokens_total{outcome=\"given\"} 1",
        "bavard_client_tokens_total{outcome=\"invalid_client\"} 1",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
}
