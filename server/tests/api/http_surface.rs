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
        ("module.mjs", "export {}"),
        ("bavard.js.map", "{}"),
        ("data.json", "{}"),
        ("icon.svg", "<svg/>"),
        ("font.woff2", ""),
        ("image.webp", ""),
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
        ("/", "text/html; charset=utf-8"),
        ("/bavard.js", "text/javascript; charset=utf-8"),
        ("/app.wasm", "application/wasm"),
        ("/bavard.css", "text/css; charset=utf-8"),
        ("/module.mjs", "text/javascript; charset=utf-8"),
        ("/bavard.js.map", "application/json"),
        ("/data.json", "application/json"),
        ("/icon.svg", "image/svg+xml"),
        ("/font.woff2", "font/woff2"),
        ("/image.webp", "image/webp"),
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

async fn file(server: &TestServer, path: &str, headers: &[(&str, &str)]) -> Response {
    let request = Client::new().get(server.url(path));
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.send().await.unwrap()
}

#[tokio::test]
async fn each_variant_of_a_file_has_a_tag_of_its_own_and_is_not_sent_again() {
    let (server, _folder) = server_with_files().await;
    let mut tags = Vec::new();
    for encoding in ["identity", "br", "gzip"] {
        let accept = ("accept-encoding", encoding);
        let first = file(&server, "/app.wasm", &[accept]).await;
        let tag = first.headers()["etag"].to_str().unwrap().to_owned();
        assert!(tag.starts_with('"'), "{tag} is weak");
        assert_eq!(first.headers()["vary"], "accept-encoding");
        assert_eq!(first.headers()["cache-control"], "no-cache");

        let again = file(&server, "/app.wasm", &[accept, ("if-none-match", &tag)]).await;

        let several = [accept, ("if-none-match", "\"x\""), ("if-none-match", &tag)];
        let once_more = file(&server, "/app.wasm", &several).await;
        assert_eq!(once_more.status(), 304, "{encoding}");
        assert_eq!(again.status(), 304, "{encoding}");
        assert_eq!(again.headers()["etag"], tag);
        assert_eq!(again.headers()["vary"], "accept-encoding");
        assert!(!again.headers().contains_key("content-type"));
        assert!(!tags.contains(&tag), "{tag} twice");
        tags.push(tag);
    }
}

#[tokio::test]
async fn a_changed_file_has_another_tag_and_the_tag_counts_before_the_date() {
    let (server, folder) = server_with_files().await;
    let first = file(&server, "/bavard.js", &[]).await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let date = first.headers()["last-modified"]
        .to_str()
        .unwrap()
        .to_owned();
    fs::write(folder.path().join("bavard.js"), "export { changed }").unwrap();
    let conditions = [("if-none-match", &*tag), ("if-modified-since", &*date)];
    let again = file(&server, "/bavard.js", &conditions).await;
    assert_eq!(again.status(), 200);
    assert_eq!(again.text().await.unwrap(), "export { changed }");
}

#[tokio::test]
async fn a_part_of_a_file_and_its_headers_alone_can_be_had() {
    let (server, _folder) = server_with_files().await;
    let part = file(&server, "/bavard.js", &[("range", "bytes=0-5")]).await;
    assert_eq!(part.status(), 206);
    assert!(part.headers().contains_key("etag"));
    assert_eq!(part.text().await.unwrap(), "export");
    let conditional = [("range", "bytes=0-5"), ("if-range", "\"old\"")];
    let whole = file(&server, "/bavard.js", &conditional).await;
    assert_eq!(whole.status(), 200);
    let head = Client::new()
        .head(server.url("/bavard.js"))
        .send()
        .await
        .unwrap();
    assert_eq!(head.headers()["content-length"], "9");
    assert!(head.headers().contains_key("etag"));
}

#[tokio::test]
async fn hidden_files_folders_links_to_elsewhere_and_impossible_names_are_not_found() {
    let (server, folder) = server_with_files().await;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    fs::write(folder.path().join(".env"), "secret").unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    std::os::unix::fs::symlink(
        outside.path().join("secret.txt"),
        folder.path().join("link.txt"),
    )
    .unwrap();
    let long = format!("/{}", "a".repeat(5000));
    for path in ["/.env", "/link.txt", "/sub/", "/a%00b", &long] {
        let response = file(&server, path, &[]).await;
        assert_eq!(response.status(), 404, "{path}");
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
