//! What the inspector is told, in a real browser.

use std::cell::RefCell;
use std::rc::Rc;

use crate::support::chat_page::ChatPage;
use crate::support::replies::{asks, asks_masked, started};
use crate::support::scripted_service::ScriptedService;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::wasm_bindgen_test;

/// What was told so far, each as JSON with its bytes as a list of numbers.
struct Told {
    lines: Rc<RefCell<Vec<String>>>,
    callback: Closure<dyn FnMut(JsValue)>,
}

impl Told {
    fn by(page: &ChatPage) -> Self {
        let lines = Rc::new(RefCell::new(Vec::new()));
        let callback = Closure::<dyn FnMut(JsValue)>::new({
            let lines = lines.clone();
            move |told: JsValue| {
                let text = js_sys::JSON::stringify(&told).unwrap();
                lines.borrow_mut().push(text.as_string().unwrap());
            }
        });
        let told = Self { lines, callback };
        page.chat.as_ref().unwrap().watch(Some(
            told.callback
                .as_ref()
                .unchecked_ref::<js_sys::Function>()
                .clone(),
        ));
        told
    }

    fn of_kind(&self, kind: &str) -> Vec<String> {
        let kind = format!("\"kind\":\"{kind}\"");
        let lines = self.lines.borrow();
        lines
            .iter()
            .filter(|line| line.contains(&kind))
            .cloned()
            .collect()
    }
}

#[wasm_bindgen_test]
async fn an_onlooker_sees_calls_answers_and_the_state() {
    let _service = ScriptedService::start([started(), asks("Hello."), asks("An espresso.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    let told = Told::by(&page);
    page.write("An espresso please").await;
    page.sees("An espresso.").await;

    let calls = told.of_kind("call");
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert!(calls[0].contains("\"method\":\"Execute\"") && calls[0].contains("\"bytes\":{"));
    assert!(told.of_kind("answer")[0].contains("\"status\":\"OK\""));
    assert!(
        told.of_kind("state")
            .last()
            .unwrap()
            .contains("\"phase\":\"asking\"")
    );
}

#[wasm_bindgen_test]
async fn an_onlooker_does_not_see_what_answers_a_masked_question() {
    let _service =
        ScriptedService::start([started(), asks_masked("Your PIN?"), asks("Thank you.")]);
    let page = ChatPage::opened();
    page.sees("Your PIN?").await;
    let told = Told::by(&page);
    page.write("0417").await;
    page.sees("Thank you.").await;

    let calls = told.of_kind("call");
    assert!(calls[0].contains("\"masked\":true") && !calls[0].contains("\"bytes\""));
    assert!(!told.lines.borrow().concat().contains("0417"));
}

#[wasm_bindgen_test]
async fn nobody_looks_on_any_more_once_the_watch_is_ended() {
    let _service = ScriptedService::start([started(), asks("Hello."), asks("An espresso.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    let told = Told::by(&page);
    page.chat.as_ref().unwrap().watch(None);
    page.write("An espresso please").await;
    page.sees("An espresso.").await;
    assert!(told.of_kind("call").is_empty() && told.of_kind("answer").is_empty());
}

#[wasm_bindgen_test]
async fn an_element_with_a_fetch_of_its_own_asks_no_network() {
    let service = ScriptedService::start([]);
    let mut page = ChatPage::new();
    let fetch = js_sys::eval(
        "(async () => new Response(new Uint8Array([128, 0, 0, 0, 13, ...new TextEncoder().encode('grpc-status:5')]),
           { headers: { 'content-type': 'application/grpc-web+proto' } }))",
    )
    .unwrap();
    page.set("fetch", &fetch);
    page.connect();
    page.shows("banner").await;
    assert!(service.received().is_empty());
}
