//! Where access tokens come from, and when they are asked for.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{asks, started};
use crate::support::scripted_service::{Answer, Received, ScriptedService};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const TOKEN: Answer = Answer::Json(200, r#"{"access_token":"made-1","expires_in":900}"#);

fn page_with_token_url() -> ChatPage {
    let page = ChatPage::new();
    page.host
        .set_attribute("token-url", "https://tokens.example/token")
        .unwrap();
    page
}

fn methods(service: &ScriptedService) -> Vec<String> {
    let called = service.received();
    called.into_iter().map(|call| call.method).collect()
}

fn authorizations(service: &ScriptedService) -> Vec<Option<String>> {
    let called: Vec<Received> = service.received();
    called.into_iter().map(|call| call.authorization).collect()
}

#[wasm_bindgen_test]
async fn a_token_comes_from_the_token_url_and_is_kept() {
    let service = ScriptedService::start([TOKEN, started(), asks("Hello.")]);
    let mut page = page_with_token_url();
    page.connect();
    page.sees("Hello.").await;
    assert_eq!(methods(&service), ["token", "Start", "Execute"]);
    let bearer = Some("Bearer made-1".to_owned());
    assert_eq!(authorizations(&service), [None, bearer.clone(), bearer]);
    let asked = &service.received()[0];
    assert_eq!(asked.http_method, "POST");
    assert_eq!(
        String::from_utf8(asked.body.clone()).unwrap(),
        "model=urn%3Anuance-mix%3Atag%3Amodel%2Fcoffee%2Fmix.dialog"
    );
}

#[wasm_bindgen_test]
async fn a_place_that_only_gives_is_asked_by_get() {
    for status in [404, 405, 501] {
        let service = ScriptedService::start([
            Answer::Json(status, "{}"),
            Answer::Json(200, r#"{"access_token":"given"}"#),
            started(),
            asks("Hello."),
        ]);
        let mut page = page_with_token_url();
        page.connect();
        page.sees("Hello.").await;
        assert_eq!(service.received()[1].http_method, "GET");
        assert_eq!(authorizations(&service)[2].as_deref(), Some("Bearer given"));
    }
}

#[wasm_bindgen_test]
async fn a_token_is_replaced_before_it_expires() {
    let short = Answer::Json(200, r#"{"access_token":"short","expires_in":0}"#);
    let service = ScriptedService::start([short, started(), TOKEN, asks("Hello."), asks("Yes?")]);
    let mut page = page_with_token_url();
    page.connect();
    page.sees("Hello.").await;
    page.write("Hi").await;
    page.sees("Yes?").await;
    assert_eq!(
        methods(&service),
        ["token", "Start", "token", "Execute", "Execute"]
    );
}

#[wasm_bindgen_test]
async fn a_token_that_is_refused_is_fetched_once_more() {
    let service = ScriptedService::start([
        TOKEN,
        Answer::Status(16, "expired"),
        Answer::Json(200, r#"{"access_token":"made-2"}"#),
        started(),
        asks("Hello."),
    ]);
    let mut page = page_with_token_url();
    page.connect();
    page.sees("Hello.").await;
    assert_eq!(
        authorizations(&service)[3].as_deref(),
        Some("Bearer made-2")
    );
}

#[wasm_bindgen_test]
async fn calls_that_need_a_token_at_the_same_time_wait_for_one_request() {
    let expired = Answer::Json(200, r#"{"access_token":"short","expires_in":0}"#);
    let service =
        ScriptedService::start([TOKEN_SHORT, started(), TOKEN_SHORT, asks("Hello."), expired]);
    let mut page = page_with_token_url();
    page.connect();
    page.sees("Hello.").await;
    let chat = page.chat.as_ref().unwrap();
    for _ in 0..2 {
        service.then(crate::support::replies::updated());
    }
    let data = js_sys::Object::new();
    let updates = [chat.update(&data), chat.update(&data)];
    for update in updates {
        JsFuture::from(update).await.unwrap();
    }
    assert_eq!(
        methods(&service)[4..],
        ["token", "Update", "Update"].map(str::to_owned)
    );
}

const TOKEN_SHORT: Answer = Answer::Json(200, r#"{"access_token":"short","expires_in":0}"#);

#[wasm_bindgen_test]
async fn a_token_url_that_refuses_is_an_error_with_a_way_to_try_again() {
    let service = ScriptedService::start([Answer::Json(403, r#"{"error":"no"}"#)]);
    let heard = js_sys::eval("(() => { const heard = []; addEventListener('bavard-error', (event) => heard.push(event.detail)); return heard })()").unwrap();
    let mut page = page_with_token_url();
    page.connect();
    let retry = page.shows("retry").await;
    let told = js_sys::JSON::stringify(&heard)
        .unwrap()
        .as_string()
        .unwrap();
    assert!(
        told.contains("UNAUTHENTICATED") && told.contains("HTTP 403"),
        "{told}"
    );
    assert_eq!(methods(&service), ["token"]);

    service.then(TOKEN);
    service.then(started());
    service.then(asks("Hello."));
    retry.click();
    page.sees("Hello.").await;
}

#[wasm_bindgen_test]
async fn a_token_url_that_cannot_be_reached_is_tried_again() {
    let _service = ScriptedService::start([Answer::Refuse, TOKEN, started(), asks("Hello.")]);
    let mut page = page_with_token_url();
    page.connect();
    page.sees("Hello.").await;
}

#[wasm_bindgen_test]
async fn the_page_s_own_get_token_wins_over_the_token_url() {
    let service = ScriptedService::start([started(), asks("Hello.")]);
    let mut page = page_with_token_url();
    page.set(
        "getToken",
        &js_sys::eval("(async () => 'from-the-page')").unwrap(),
    );
    page.connect();
    page.sees("Hello.").await;
    assert_eq!(
        authorizations(&service)[0].as_deref(),
        Some("Bearer from-the-page")
    );
}

#[wasm_bindgen_test]
async fn a_get_token_that_throws_is_an_error_of_its_own() {
    let service = ScriptedService::start([]);
    let heard = js_sys::eval("(() => { const heard = []; addEventListener('bavard-error', (event) => heard.push(event.detail)); return heard })()").unwrap();
    let mut page = ChatPage::new();
    page.set(
        "getToken",
        &js_sys::eval("(async () => { throw new Error('signed out') })").unwrap(),
    );
    page.connect();
    page.shows("retry").await;
    let told = js_sys::JSON::stringify(&heard)
        .unwrap()
        .as_string()
        .unwrap();
    assert!(told.contains("signed out"), "{told}");
    until("nothing was called", || service.received().is_empty()).await;
}
