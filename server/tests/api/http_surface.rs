//! What is not gRPC: preflights, health, files.

use std::fs;

use http::Method;
use reqwest::{Client, Response};
use tempfile::TempDir;

use crate::harness::{TestServer, kiosk_config};

async fn preflight(server: &TestServer, origin: &str) -> Response {
    Client::new()
        .request(
            Method::OPTIONS,
            server.url("/nuance.dlg.v1.DialogService/Start"),
        )
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,x-grpc-web")
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_preflight_of_an_allowed_origin_is_granted() {
    let server = TestServer::start_with("[server]\norigins = [\"https://www.example.com\"]").await;

    let response = preflight(&server, "https://www.example.com").await;

    assert_eq!(response.status(), 200);
    let headers = response.headers();
    assert_eq!(
        headers["access-control-allow-origin"],
        "https://www.example.com"
    );
    assert!(
        headers["access-control-allow-methods"]
            .to_str()
            .unwrap()
            .contains("POST")
    );
    let allowed = headers["access-control-allow-headers"].to_str().unwrap();
    for name in [
        "content-type",
        "x-grpc-web",
        "authorization",
        "grpc-timeout",
    ] {
        assert!(allowed.contains(name), "{allowed}");
    }
    assert_eq!(headers["access-control-max-age"], "600");
}

#[tokio::test]
async fn a_preflight_of_another_origin_is_not_granted() {
    let server = TestServer::start_with("[server]\norigins = [\"https://www.example.com\"]").await;
    let response = preflight(&server, "https://evil.example").await;
    assert!(
        !response
            .headers()
            .contains_key("access-control-allow-origin")
    );
}

#[tokio::test]
async fn a_star_lets_every_origin_in() {
    let server = TestServer::start_with("[server]\norigins = [\"*\"]").await;
    let response = preflight(&server, "https://anyone.example").await;
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn healthz_answers() {
    let server = TestServer::start().await;
    let response = reqwest::get(server.url("/healthz")).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.text().await.unwrap(), "ok\n");
}

#[tokio::test]
async fn unknown_paths_are_not_found() {
    let server = TestServer::start().await;
    let response = reqwest::get(server.url("/nothing/here")).await.unwrap();
    assert_eq!(response.status(), 404);
}

async fn server_with_files() -> (TestServer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>"),
        ("bavard.js", "export {}"),
        ("app.wasm", "plain"),
        ("app.wasm.br", "brotli"),
        ("app.wasm.gz", "gzip"),
        ("bavard.css", ":host {}"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let mut config = kiosk_config("[projects.kiosk]\npath = \"kiosk\"");
    config.static_folder = Some(folder.path().to_owned());
    (TestServer::start_configured(config).await, folder)
}

#[tokio::test]
async fn files_have_the_types_that_browsers_insist_on() {
    let (server, _folder) = server_with_files().await;
    for (path, expected) in [
        ("/", "text/html"),
        ("/bavard.js", "text/javascript"),
        ("/app.wasm", "application/wasm"),
        ("/bavard.css", "text/css"),
    ] {
        let response = reqwest::get(server.url(path)).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["content-type"], expected, "{path}");
        assert_eq!(
            response.headers()["x-content-type-options"],
            "nosniff",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_compressed_file_is_sent_to_who_takes_it() {
    let (server, _folder) = server_with_files().await;
    for (accepted, encoding, content) in [("br", "br", "brotli"), ("gzip", "gzip", "gzip")] {
        let response = Client::new()
            .get(server.url("/app.wasm"))
            .header("accept-encoding", accepted)
            .send()
            .await
            .unwrap();
        assert_eq!(response.headers()["content-encoding"], encoding);
        assert_eq!(response.headers()["content-type"], "application/wasm");
        assert_eq!(response.text().await.unwrap(), content);
    }
}

#[tokio::test]
async fn nothing_outside_the_folder_can_be_read() {
    let (server, _folder) = server_with_files().await;
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = raw_request(&server, &request).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
}

/// HTTP clients tidy paths up before they send them.
async fn raw_request(server: &TestServer, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(server.address)
        .await
        .unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
