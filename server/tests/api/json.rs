//! The calls with JSON, as clients without gRPC make them.

use bavard_server::transcoding::Transcoder;
use http::{Method, StatusCode};
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::harness::{KIOSK, TestServer};

async fn post(server: &TestServer, path: &str, body: Value) -> Response {
    Client::new()
        .post(server.url(path))
        .json(&body)
        .send()
        .await
        .unwrap()
}

async fn answer(server: &TestServer, path: &str, body: Value) -> Value {
    let response = post(server, path, body).await;
    assert_eq!(response.status(), 200, "{path}");
    assert_eq!(response.headers()["content-type"], "application/json");
    response.json().await.unwrap()
}

async fn started(server: &TestServer) -> String {
    let path = format!("/dlg/v1/start/{}", KIOSK.replace('/', "%2F"));
    let body =
        json!({"selector": {"channel": "Web_VA", "language": "en-US"}, "session_timeout_sec": 60});
    let started = answer(server, &path, body).await;
    started["payload"]["sessionId"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_conversation_is_held_in_json_from_start_to_stop() {
    let server = TestServer::start().await;
    let session = started(&server).await;

    let greeting = answer(&server, &format!("/dlg/v1/execute/{session}"), json!({})).await;
    let shown = &greeting["payload"]["qaAction"]["message"]["visual"][0]["text"];
    assert!(shown.is_string(), "{greeting}");
    let status = answer(&server, &format!("/dlg/v1/status/{session}"), json!({})).await;
    assert_eq!(status, json!({"sessionRemainingSec": 60}));
    let update = format!("/dlg/v1/update/{session}");
    assert_eq!(answer(&server, &update, json!({})).await, json!({}));
    let stop = format!("/dlg/v1/stop/{session}");
    assert_eq!(answer(&server, &stop, json!({})).await, json!({}));
    assert_eq!(post(&server, &stop, json!({})).await.status(), 404);
}

#[tokio::test]
async fn a_failure_has_its_code_in_status_body_and_headers() {
    let server = TestServer::start().await;
    let response = post(&server, "/dlg/v1/status/nobody", json!({})).await;
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()["grpc-status"], "5");
    assert_eq!(
        response.headers()["grpc-message"],
        "Could%20not%20find%20session%20for%20[nobody]"
    );
    let expected =
        json!({"code": 5, "message": "Could not find session for [nobody]", "details": []});
    assert_eq!(response.json::<Value>().await.unwrap(), expected);
}

#[tokio::test]
async fn an_unknown_path_is_not_found_in_json() {
    let server = TestServer::start().await;
    for path in [
        "/dlg/v1/sing/a",
        "/dlg/v1/start/",
        "/dlg/v2/start/a",
        "/dlg/",
    ] {
        let response = post(&server, path, json!({})).await;
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(
            response.headers()["content-type"],
            "application/json",
            "{path}"
        );
        // Not 5: that is a session which is gone.
        assert_eq!(response.headers()["grpc-status"], "12", "{path}");
    }
}

#[tokio::test]
async fn other_methods_and_other_types_are_refused() {
    let server = TestServer::start().await;
    let url = server.url("/dlg/v1/status/nobody");
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let response = Client::new().request(method, &url).send().await.unwrap();
        assert_eq!(response.status(), 405);
        assert_eq!(response.headers()["allow"], "POST");
    }
    for (content_type, expected) in [
        ("text/plain", 415),
        ("application/json; charset=latin1", 415),
        ("Application/JSON; charset=\"UTF-8\"", 404),
    ] {
        let request = Client::new()
            .post(&url)
            .header("content-type", content_type);
        let response = request.body("{}").send().await.unwrap();
        assert_eq!(response.status(), expected, "{content_type}");
    }
    // No type and no body.
    let response = Client::new().post(&url).send().await.unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn a_body_beyond_the_limit_or_of_another_shape_is_refused() {
    let server = TestServer::start().await;
    let long = json!({"userId": "x".repeat(1024 * 1024)});
    let response = post(&server, "/dlg/v1/execute/nobody", long).await;
    assert_eq!(response.status(), 413);
    let response = post(&server, "/dlg/v1/execute/nobody", json!({"userId": 5})).await;
    assert_eq!(response.status(), 400);
    assert_eq!(response.headers()["grpc-status"], "3");
}

/// Asks a transcoder around a service of the test's own.
async fn transcoded(
    request: http::Request<axum::body::Body>,
    service: impl Fn(http::Request<axum::body::Body>) -> http::Response<axum::body::Body>
    + Clone
    + Send
    + 'static,
) -> http::Response<axum::body::Body> {
    use tower::ServiceExt;
    let service = tower::service_fn(move |request| {
        let response = service(request);
        async move { Ok(response) }
    });
    let transcoder = Transcoder::new(service, 1000);
    transcoder.oneshot(request).await.unwrap()
}

#[tokio::test]
async fn the_service_behind_gets_a_grpc_call_with_the_metadata_and_extensions_of_the_request() {
    let mut request = http::Request::post("/dlg/v1/status/a?x=y")
        .header("authorization", "Bearer t")
        .header("x-bavard-turn", "7")
        .header("grpc-timeout", "5S")
        .header("accept-encoding", "gzip")
        .body(axum::body::Body::from("{}"))
        .unwrap();
    request.extensions_mut().insert(7_u8);
    let response = transcoded(request, |request| {
        assert_eq!(request.uri().path(), "/nuance.dlg.v1.DialogService/Status");
        let headers = request.headers();
        assert_eq!(headers["content-type"], "application/grpc+proto");
        assert_eq!(headers["authorization"], "Bearer t");
        assert_eq!(headers["x-bavard-turn"], "7");
        assert_eq!(headers["grpc-timeout"], "5S");
        assert!(!headers.contains_key("accept-encoding"));
        assert_eq!(request.extensions().get::<u8>(), Some(&7));
        http::Response::builder()
            .header("grpc-status", "8")
            .header("grpc-message", "full")
            .header("retry-after", "3")
            .body(axum::body::Body::empty())
            .unwrap()
    })
    .await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "3");
}

#[tokio::test]
async fn an_answer_that_is_not_grpc_keeps_its_http_status() {
    let request = http::Request::post("/dlg/v1/status/a")
        .body(axum::body::Body::empty())
        .unwrap();
    let response = transcoded(request, |_| {
        http::Response::builder()
            .status(503)
            .body(axum::body::Body::from("busy"))
            .unwrap()
    })
    .await;
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["grpc-status"], "2");
}

#[tokio::test]
async fn nothing_of_a_body_is_read_before_the_service_has_let_the_call_in() {
    use axum::body::{Body, Bytes};
    let body = Body::from_stream(futures::stream::once(async {
        panic!("the body was read") as Result<Bytes, std::io::Error>
    }));
    let request = http::Request::post("/dlg/v1/status/a").body(body).unwrap();
    let response = transcoded(request, |_| {
        http::Response::builder()
            .header("grpc-status", "16")
            .body(Body::empty())
            .unwrap()
    })
    .await;
    assert_eq!(response.status(), 401);
}

#[tokio::test]
async fn calls_without_a_token_and_calls_that_cannot_be_read_are_counted() {
    let server = TestServer::start_with("[auth]\nrequired = true").await;
    let response = post(&server, "/dlg/v1/status/nobody", json!({"a": 1})).await;
    assert_eq!(response.status(), 401);
    let open = TestServer::start().await;
    let response = post(&open, "/dlg/v1/status/nobody", json!([])).await;
    assert_eq!(response.status(), 400);
    for (server, code) in [(server, "UNAUTHENTICATED"), (open, "INVALID_ARGUMENT")] {
        let page = reqwest::get(server.url("/metrics")).await.unwrap();
        let page = page.text().await.unwrap();
        let row =
            format!("bavard_calls_total{{method=\"Status\",way_in=\"json\",code=\"{code}\"}} 1");
        assert!(page.contains(&row), "{page}");
    }
}

#[tokio::test]
async fn a_refusal_that_passes_says_when_to_try_again() {
    let server = TestServer::start_with("[sessions]\nmax_sessions = 1").await;
    started(&server).await;
    let body = json!({"selector": {"channel": "Web_VA", "language": "en-US"}});
    let response = post(&server, &format!("/dlg/v1/start/{KIOSK}"), body).await;
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "5");
    let answer: Value = response.json().await.unwrap();
    assert_eq!(
        answer["details"],
        json!([{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "5s"}])
    );
}
