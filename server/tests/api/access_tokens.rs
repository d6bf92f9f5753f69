//! Who may call: tokens for pages and programs, over native gRPC and gRPC-Web.

use std::fs;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::{
    ExecuteRequest, StartRequest, StatusRequest, StopRequest, UpdateRequest,
};
use prost::Message;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use tonic::{Code, Request};

use crate::harness::{KIOSK, TestServer, start_request, user_input};

pub(crate) const PAGE: &str = "https://www.example.com";
const OTHER: &str = "urn:nuance-mix:tag:model/other/mix.dialog";

/// Everybody needs a token; pages of one origin and one program get some.
const AUTH: &str = "[server]\norigins = [\"https://www.example.com\"]\n\
                    [projects.other]\npath = \"kiosk\"\n\
                    [auth]\nrequired = true\n[auth.browser]\n\
                    [auth.clients]\n\"appID:ACME\" = \"open-sesame\"\n";

const FORM: &str = "application/x-www-form-urlencoded";

fn form_body(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

pub(crate) async fn protected_server() -> TestServer {
    TestServer::start_with(AUTH).await
}

async fn token_answer(server: &TestServer, origin: Option<&str>, body: Option<Value>) -> Response {
    let mut request = Client::new().post(server.url("/token"));
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    request.send().await.unwrap()
}

/// The token of a page.
pub(crate) async fn page_token(server: &TestServer, body: Option<Value>) -> String {
    let answer = token_answer(server, Some(PAGE), body).await;
    assert_eq!(answer.status(), 200);
    access_token(answer).await
}

async fn access_token(answer: Response) -> String {
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["token_type"], "Bearer");
    body["access_token"].as_str().unwrap().to_owned()
}

async fn oauth_answer(
    server: &TestServer,
    credentials: (&str, &str),
    form: &[(&str, &str)],
) -> Response {
    Client::new()
        .post(server.url("/oauth2/token"))
        .basic_auth(credentials.0, Some(credentials.1))
        .header("content-type", FORM)
        .body(form_body(form))
        .send()
        .await
        .unwrap()
}

/// The token of a program.
pub(crate) async fn program_token(server: &TestServer) -> String {
    let form = [("grant_type", "client_credentials")];
    access_token(oauth_answer(server, ("appID%3AACME", "open-sesame"), &form).await).await
}

fn with_token<T>(message: T, token: &str, origin: Option<&str>) -> Request<T> {
    let mut request = Request::new(message);
    let metadata = request.metadata_mut();
    metadata.insert("authorization", format!("Bearer {token}").parse().unwrap());
    if let Some(origin) = origin {
        metadata.insert("origin", origin.parse().unwrap());
    }
    request
}

/// The outcome of a Start over native gRPC.
async fn start(server: &TestServer, request: Request<StartRequest>) -> Result<String, Code> {
    let mut client = server.client().await.grpc;
    let started = client.start(request).await.map_err(|status| {
        assert!(!status.message().contains("eyJ"), "{status}");
        status.code()
    })?;
    Ok(started.into_inner().payload.unwrap().session_id)
}

fn start_of(model: &str) -> StartRequest {
    let mut request = start_request();
    let payload = request.payload.as_mut().unwrap();
    payload.model_ref.as_mut().unwrap().uri = model.to_owned();
    request
}

#[tokio::test]
async fn a_call_without_a_good_token_is_unauthenticated() {
    let server = protected_server().await;
    let bare = Request::new(start_request());
    assert_eq!(start(&server, bare).await, Err(Code::Unauthenticated));
    let token = program_token(&server).await;
    let beheaded = token.strip_prefix("ey").unwrap();
    for bad in ["", "x", "a.b.c", beheaded, &format!("{token}A")] {
        let request = with_token(start_request(), bad, None);
        assert_eq!(start(&server, request).await, Err(Code::Unauthenticated));
    }
    let mut basic = Request::new(start_request());
    basic
        .metadata_mut()
        .insert("authorization", format!("Basic {token}").parse().unwrap());
    assert_eq!(start(&server, basic).await, Err(Code::Unauthenticated));

    let good = with_token(start_request(), &token, None);
    assert!(start(&server, good).await.is_ok());
}

#[tokio::test]
async fn a_token_is_good_until_it_has_expired() {
    let server = protected_server().await;
    let token = page_token(&server, None).await;
    let request = || with_token(start_request(), &token, Some(PAGE));
    server.clock.advance(Duration::from_secs(900));
    assert!(start(&server, request()).await.is_ok());
    server.clock.advance(Duration::from_secs(10));
    assert_eq!(start(&server, request()).await, Err(Code::Unauthenticated));
}

#[tokio::test]
async fn the_token_of_a_page_is_good_for_calls_of_that_page_alone() {
    let server = protected_server().await;
    let token = page_token(&server, None).await;
    for origin in [None, Some("https://evil.example"), Some("null")] {
        let request = with_token(start_request(), &token, origin);
        assert_eq!(start(&server, request).await, Err(Code::Unauthenticated));
    }
    let request = with_token(start_request(), &token, Some(PAGE));
    assert!(start(&server, request).await.is_ok());
}

#[tokio::test]
async fn a_program_may_use_every_model_if_its_scope_has_dialogs() {
    let server = protected_server().await;
    let token = program_token(&server).await;
    for model in [KIOSK, OTHER] {
        let request = with_token(start_of(model), &token, None);
        assert!(start(&server, request).await.is_ok());
    }
    let form = [("grant_type", "client_credentials"), ("scope", "tts log")];
    let answer = oauth_answer(&server, ("appID%3AACME", "open-sesame"), &form).await;
    let request = with_token(start_request(), &access_token(answer).await, None);
    assert_eq!(start(&server, request).await, Err(Code::PermissionDenied));
}

#[tokio::test]
async fn a_browser_reads_over_grpc_web_that_it_needs_a_token() {
    let server = protected_server().await;
    let message = start_request().encode_to_vec();
    let length = u32::try_from(message.len()).unwrap();
    let frame = [&[0][..], &length.to_be_bytes(), &message].concat();
    let post = |token: Option<String>| {
        let request = Client::new()
            .post(server.url("/nuance.dlg.v1.DialogService/Start"))
            .header("content-type", "application/grpc-web+proto")
            .header("x-grpc-web", "1")
            .header("origin", PAGE)
            .body(frame.clone());
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
        .send()
    };
    let refused = post(None).await.unwrap();
    assert_eq!(refused.status(), 200);
    assert_eq!(refused.headers()["grpc-status"], "16");
    assert_eq!(refused.headers()["access-control-allow-origin"], PAGE);
    assert_eq!(
        refused.headers()["content-type"],
        "application/grpc-web+proto"
    );

    let token = page_token(&server, None).await;
    let started = post(Some(token)).await.unwrap();
    assert!(!started.headers().contains_key("grpc-status"));
}

#[tokio::test]
async fn a_token_in_the_query_or_a_cookie_is_not_looked_at() {
    let server = protected_server().await;
    let token = program_token(&server).await;
    let path = format!("/nuance.dlg.v1.DialogService/Start?auth-token={token}");
    let answer = Client::new()
        .post(server.url(&path))
        .header("content-type", "application/grpc-web+proto")
        .header("cookie", format!("auth-token={token}"))
        .body(vec![0; 5])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["grpc-status"], "16");
}

#[tokio::test]
async fn health_needs_no_token() {
    let server = protected_server().await;
    let answer = reqwest::get(server.url("/healthz")).await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn pages_of_other_origins_get_no_token() {
    let server = protected_server().await;
    for origin in [None, Some("https://evil.example"), Some("null")] {
        let answer = token_answer(&server, origin, None).await;
        assert_eq!(answer.status(), 403, "{origin:?}");
        assert!(!answer.text().await.unwrap().contains("access_token"));
    }
}

#[tokio::test]
async fn a_page_gets_a_token_that_nothing_keeps() {
    let server = protected_server().await;
    let answer = token_answer(&server, Some(PAGE), Some(json!({}))).await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["access-control-allow-origin"], PAGE);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["expires_in"], 900);
}

#[tokio::test]
async fn a_page_names_a_model_in_json_or_a_form() {
    let server = protected_server().await;
    let form = |model: &str| {
        Client::new()
            .post(server.url("/token"))
            .header("origin", PAGE)
            .header("content-type", FORM)
            .body(form_body(&[("model", model)]))
            .send()
    };
    let answer = form(KIOSK).await.unwrap();
    assert_eq!(
        claims(&access_token(answer).await)["models"],
        json!([KIOSK])
    );
    let token = page_token(&server, Some(json!({"model": KIOSK}))).await;
    assert_eq!(claims(&token)["models"], json!([KIOSK]));
    assert_eq!(claims(&token)["origin"], PAGE);

    let unknown = "urn:nuance-mix:tag:model/gone/mix.dialog";
    assert_eq!(form(unknown).await.unwrap().status(), 403);
    let broken = Client::new()
        .post(server.url("/token"))
        .header("origin", PAGE)
        .body("{")
        .send();
    assert_eq!(broken.await.unwrap().status(), 400);
    let long = token_answer(
        &server,
        Some(PAGE),
        Some(json!({"model": "x".repeat(5000)})),
    )
    .await;
    assert_eq!(long.status(), 413);
}

#[tokio::test]
async fn a_page_that_names_no_model_gets_those_that_are_for_pages() {
    let text = AUTH.replace(
        "[auth.browser]",
        &format!("[auth.browser]\nmodels = [\"{OTHER}\"]"),
    );
    let server = TestServer::start_with(&text).await;
    let token = page_token(&server, None).await;
    assert_eq!(claims(&token)["models"], json!([OTHER]));
    let answer = token_answer(&server, Some(PAGE), Some(json!({"model": KIOSK}))).await;
    assert_eq!(answer.status(), 403);
}

#[tokio::test]
async fn tokens_are_posted_for_and_a_preflight_is_answered() {
    let server = protected_server().await;
    for path in ["/token", "/oauth2/token"] {
        let answer = reqwest::get(server.url(path)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    let preflight = Client::new()
        .request(Method::OPTIONS, server.url("/token"))
        .header("origin", PAGE)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type")
        .send()
        .await
        .unwrap();
    assert!(preflight.status().is_success());
    assert_eq!(preflight.headers()["access-control-allow-origin"], PAGE);
}

#[tokio::test]
async fn nobody_gets_tokens_where_none_are_configured() {
    let server = TestServer::start().await;
    for path in ["/token", "/oauth2/token"] {
        let answer = Client::new().post(server.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn a_program_gets_a_token_for_the_scopes_that_it_asks_for() {
    let server = protected_server().await;
    let form = [("grant_type", "client_credentials"), ("scope", "tts dlg")];
    let answer = oauth_answer(&server, ("appID%3AACME", "open-sesame"), &form).await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["scope"], "dlg tts");
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 900);
}

#[tokio::test]
async fn a_program_that_asks_wrongly_is_told_the_error_of_rfc_6749() {
    let server = protected_server().await;
    let good = ("appID%3AACME", "open-sesame");
    let credentials = ("grant_type", "client_credentials");
    for (client, form, status, error) in [
        (
            ("appID%3AACME", "open"),
            vec![credentials],
            401,
            "invalid_client",
        ),
        (
            ("nobody", "open-sesame"),
            vec![credentials],
            401,
            "invalid_client",
        ),
        (("nobody", ""), vec![credentials], 401, "invalid_client"),
        (good, vec![], 400, "invalid_request"),
        (
            good,
            vec![("grant_type", "password")],
            400,
            "unsupported_grant_type",
        ),
        (
            good,
            vec![credentials, ("scope", "dlg sing")],
            400,
            "invalid_scope",
        ),
    ] {
        let answer = oauth_answer(&server, client, &form).await;
        assert_eq!(answer.status(), status, "{client:?} {form:?}");
        assert_eq!(
            answer.headers().contains_key("www-authenticate"),
            status == 401
        );
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body, json!({"error": error}), "{client:?} {form:?}");
    }
}

#[tokio::test]
async fn keys_change_while_the_server_runs_and_no_good_token_is_refused() {
    const OLD: &str = "old: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
    const NEW: &str = "new: Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=\n";
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    fs::write(&keys, OLD).unwrap();
    let text = AUTH.replace(
        "required = true",
        &format!("required = true\nkeys = '{}'", keys.display()),
    );
    let server = TestServer::start_with(&text).await;
    let old_token = page_token(&server, None).await;
    assert_eq!(header(&old_token)["kid"], "old");

    replace(&keys, &format!("{NEW}{OLD}"));
    let new_token = token_of_key(&server, "new").await;

    for token in [&old_token, &new_token] {
        let request = with_token(start_request(), token, Some(PAGE));
        assert!(start(&server, request).await.is_ok());
    }

    // Broken keys are not taken: what was signed with the last good ones stays good.
    replace(&keys, "new: half a secr");
    let request = || with_token(start_request(), &new_token, Some(PAGE));
    assert!(start(&server, request()).await.is_ok());

    replace(&keys, OLD);
    token_of_key(&server, "old").await;
    assert_eq!(start(&server, request()).await, Err(Code::Unauthenticated));
}

/// As operators do it: the file is whole at every moment.
fn replace(path: &Path, text: &str) {
    let new = path.with_extension("new");
    fs::write(&new, text).unwrap();
    fs::rename(new, path).unwrap();
}

/// Asks for tokens until one is signed with the key.
async fn token_of_key(server: &TestServer, kid: &str) -> String {
    let asking = async {
        loop {
            let token = page_token(server, None).await;
            if header(&token)["kid"] == kid {
                return token;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), asking)
        .await
        .unwrap()
}

#[tokio::test]
async fn without_required_tokens_anybody_may_call() {
    let server = TestServer::start_with(&AUTH.replace("required = true\n", "")).await;
    assert!(start(&server, Request::new(start_request())).await.is_ok());
    assert!(!page_token(&server, None).await.is_empty());
}

fn header(token: &str) -> Value {
    part(token, 0)
}

fn claims(token: &str) -> Value {
    part(token, 1)
}

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_for_one_model_starts_no_other() {
    let server = protected_server().await;
    let token = page_token(&server, Some(json!({"model": KIOSK}))).await;
    let of = |model: &str| with_token(start_of(model), &token, Some(PAGE));
    assert!(start(&server, of(KIOSK)).await.is_ok());
    assert_eq!(start(&server, of(OTHER)).await, Err(Code::PermissionDenied));
}

#[tokio::test]
async fn a_token_for_one_model_does_nothing_in_a_session_of_another() {
    let server = protected_server().await;
    let program = program_token(&server).await;
    let request = with_token(start_of(OTHER), &program, None);
    let session_id = start(&server, request).await.unwrap();
    let page = page_token(&server, Some(json!({"model": KIOSK}))).await;
    let mut client = server.client().await.grpc;
    let status = StatusRequest {
        session_id: session_id.clone(),
    };
    let refused = client.status(with_token(status, &page, Some(PAGE))).await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    let update = UpdateRequest {
        session_id: session_id.clone(),
        ..Default::default()
    };
    let refused = client.update(with_token(update, &page, Some(PAGE))).await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    let execute = ExecuteRequest {
        session_id: session_id.clone(),
        ..Default::default()
    };
    let refused = client.execute(with_token(execute, &page, Some(PAGE))).await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    let stop = StopRequest {
        session_id,
        ..Default::default()
    };
    let refused = client
        .stop(with_token(stop.clone(), &page, Some(PAGE)))
        .await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    // It is still there, and whoever may use it can.
    assert!(client.stop(with_token(stop, &program, None)).await.is_ok());
}

#[tokio::test]
async fn a_token_for_one_model_does_not_get_the_answer_that_ended_a_session_of_another() {
    let server = protected_server().await;
    let program = program_token(&server).await;
    let request = with_token(start_of(OTHER), &program, None);
    let session_id = start(&server, request).await.unwrap();
    let page = page_token(&server, Some(json!({"model": KIOSK}))).await;
    let mut client = server.client().await.grpc;
    let last = |token: &str, origin: Option<&str>| {
        let execute = ExecuteRequest {
            session_id: session_id.clone(),
            payload: Some(user_input(Input::UserText("nothing".to_owned()))),
            ..Default::default()
        };
        let mut request = with_token(execute, token, origin);
        let key = "last".parse().unwrap();
        request.metadata_mut().insert("x-bavard-turn", key);
        request
    };
    let kick = ExecuteRequest {
        session_id: session_id.clone(),
        ..Default::default()
    };
    client
        .execute(with_token(kick, &program, None))
        .await
        .unwrap();
    let first = client.execute(last(&program, None)).await.unwrap();

    let refused = client.execute(last(&page, Some(PAGE))).await;
    assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied);
    let again = client.execute(last(&program, None)).await.unwrap();
    assert_eq!(again.into_inner(), first.into_inner());
}
