//! Thumbs under the bot's messages.

use crate::support::chat_page::ChatPage;
use crate::support::languages::french;
use crate::support::replies::{asks, asks_after, started};
use crate::support::scripted_service::ScriptedService;
use js_sys::{Array, JSON};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

fn asking_for_thumbs() -> ChatPage {
    let mut page = ChatPage::new();
    page.host.set_attribute("feedback", "thumbs").unwrap();
    page.connect();
    page
}

/// Everything that `bavard-feedback` said, as JSON.
fn heard(page: &ChatPage) -> Array {
    let listen = js_sys::Function::new_with_args(
        "host",
        "const heard = []; host.addEventListener('bavard-feedback', (event) => heard.push(event.detail)); return heard",
    );
    listen
        .call1(&JsValue::UNDEFINED, &page.host)
        .unwrap()
        .into()
}

fn json(heard: &Array) -> String {
    JSON::stringify(heard).unwrap().into()
}

fn thumb(page: &ChatPage, value: &str) -> HtmlElement {
    page.find(&format!("[part~=thumb][data-value={value}]"))
        .unwrap()
}

fn pressed(thumb: &Element) -> bool {
    thumb.get_attribute("aria-pressed").unwrap() == "true"
}

#[wasm_bindgen_test]
async fn without_the_attribute_nobody_is_asked() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    assert!(page.part("thumb").is_none());
}

#[wasm_bindgen_test]
async fn the_last_message_of_what_the_bot_says_has_thumbs() {
    let _service = ScriptedService::start([
        started(),
        asks_after(["One".to_owned(), "Two".to_owned()]),
        asks("Three"),
    ]);
    let page = asking_for_thumbs();
    page.sees("What else?").await;
    page.write("Hi").await;
    page.sees("Three").await;
    let judged: Vec<_> = page
        .parts("feedback")
        .iter()
        .map(|group| {
            let entry = group.parent_element().unwrap();
            let message = entry.query_selector("[part~=message]").unwrap().unwrap();
            message.text_content().unwrap()
        })
        .collect();
    assert_eq!(judged, ["What else?", "Three"]);
}

#[wasm_bindgen_test]
async fn a_thumb_is_told_to_the_page_at_once_and_its_reason_when_it_is_sent() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = asking_for_thumbs();
    let heard = heard(&page);
    page.sees("Hello.").await;
    let id = page.chat.as_ref().unwrap().transcript();
    let id = js_sys::Reflect::get(&Array::from(&id).get(0), &"id".into())
        .unwrap()
        .as_f64()
        .unwrap();
    thumb(&page, "down").click();
    assert!(pressed(&thumb(&page, "down")) && !pressed(&thumb(&page, "up")));
    let told = format!(r#"{{"comment":"","messageId":{id},"value":"down"}}"#);
    assert_eq!(json(&heard), format!("[{told}]"));

    // The same again is nothing new.
    thumb(&page, "down").click();
    assert_eq!(heard.length(), 1);

    let reason: HtmlInputElement = page.find(".reason input").unwrap().unchecked_into();
    reason.set_value(" too short ");
    page.find(".reason button").unwrap().click();
    let with_reason = format!(r#"{{"comment":"too short","messageId":{id},"value":"down"}}"#);
    assert_eq!(json(&heard), format!("[{told},{with_reason}]"));
    assert!(page.find(".reason").is_none());
    assert_eq!(page.focused().unwrap(), *thumb(&page, "down"));
}

#[wasm_bindgen_test]
async fn a_verdict_can_be_changed_and_a_reason_left_out() {
    let _service = ScriptedService::start([started(), asks("Hello."), asks("Good.")]);
    let page = asking_for_thumbs();
    let heard = heard(&page);
    page.sees("Hello.").await;
    thumb(&page, "up").click();
    page.find("[data-skip]").unwrap().click();
    assert!(page.find(".reason").is_none());
    assert_eq!(heard.length(), 1);
    thumb(&page, "down").click();
    assert!(pressed(&thumb(&page, "down")) && !pressed(&thumb(&page, "up")));
    assert_eq!(heard.length(), 2);

    // It is remembered while the conversation goes on.
    page.write("Hi").await;
    page.sees("Good.").await;
    assert!(pressed(&thumb(&page, "down")));
}

#[wasm_bindgen_test]
async fn a_verdict_outlasts_a_change_of_language() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = asking_for_thumbs();
    page.sees("Hello.").await;
    thumb(&page, "up").click();
    let chat = page.chat.as_ref().unwrap();
    chat.speak("fr".to_owned(), Some(french("{}")));
    assert_eq!(
        thumb(&page, "up").get_attribute("aria-label").unwrap(),
        "Utile"
    );
    assert!(pressed(&thumb(&page, "up")) && !pressed(&thumb(&page, "down")));
}
