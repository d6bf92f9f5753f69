//! What a visitor can do with the conversation as a whole.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{asks, asks_masked, started, stopped};
use crate::support::scripted_service::ScriptedService;
use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Does something to the page's own objects, and undoes it.
struct Instead {
    undo: Function,
    /// What they were called with.
    calls: Array,
}

impl Instead {
    /// `script` has `calls` to write to, and returns what undoes it.
    fn of(script: &str) -> Self {
        let calls = Array::new();
        let put = Function::new_with_args("calls", script);
        let undo = put.call1(&JsValue::UNDEFINED, &calls).unwrap().into();
        Self { undo, calls }
    }
}

impl Drop for Instead {
    fn drop(&mut self) {
        self.undo.call0(&JsValue::UNDEFINED).unwrap();
    }
}

async fn after_a_pin() -> (ScriptedService, ChatPage) {
    let service = ScriptedService::start([
        started(),
        asks("<b>Hello.</b>"),
        asks_masked("Your PIN?"),
        asks("Thank you."),
    ]);
    let page = ChatPage::framed();
    page.sees("Hello.").await;
    page.write("Hi").await;
    page.sees("Your PIN?").await;
    page.write("0417").await;
    page.sees("Thank you.").await;
    (service, page)
}

fn choose(page: &ChatPage, act: &str) {
    page.part("menu").unwrap().click();
    page.find(&format!("[data-act={act}]")).unwrap().click();
}

#[wasm_bindgen_test]
async fn the_button_stands_in_the_header_and_goes_with_the_chat() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let mut page = ChatPage::framed();
    page.sees("Hello.").await;
    assert!(page.find(".header [part~=menu]").is_some());
    page.chat.take();
    assert!(page.part("menu").is_none());
}

#[wasm_bindgen_test]
async fn keys_walk_the_menu_and_escape_leaves_it_for_its_button() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::framed();
    page.sees("Hello.").await;
    let button = page.part("menu").unwrap();
    let here = || page.focused().unwrap().text_content().unwrap();
    button.focus().unwrap();
    button.click();
    assert_eq!(button.get_attribute("aria-expanded").unwrap(), "true");
    assert_eq!(here(), "Copy conversation");
    page.press("ArrowDown");
    assert_eq!(here(), "Print");
    page.press("End");
    assert_eq!(here(), "New conversation");
    page.press("ArrowDown");
    assert_eq!(here(), "Copy conversation");
    page.press("ArrowUp");
    assert_eq!(here(), "New conversation");
    page.press("Home");
    assert_eq!(here(), "Copy conversation");
    page.press("Escape");
    assert_eq!(page.focused().unwrap(), *button);
    assert!(page.find("[role=menu]").is_none());
    assert_eq!(button.get_attribute("aria-expanded").unwrap(), "false");
    button.click();
    page.part("input").unwrap().focus().unwrap();
    assert!(page.find("[role=menu]").is_none(), "leaving it closes it");
}

#[wasm_bindgen_test]
async fn the_conversation_is_copied_as_text_without_what_was_hidden() {
    let (_service, page) = after_a_pin().await;
    let clipboard = Instead::of(
        "const own = { value: { writeText: async (text) => { calls.push(text) } }, configurable: true };
         Object.defineProperty(navigator, 'clipboard', own); return () => delete navigator.clipboard",
    );
    choose(&page, "copy");
    until("it is said", || {
        page.part("status")
            .unwrap()
            .text_content()
            .unwrap()
            .ends_with("Copied")
    })
    .await;
    let text = clipboard.calls.get(0).as_string().unwrap();
    let lines: Vec<_> = text
        .lines()
        .filter_map(|line| line.split_once("M ").map(|(_, said)| said))
        .collect();
    assert_eq!(
        lines,
        [
            "Bot: Hello.",
            "You: Hi",
            "Bot: Your PIN?",
            "You: ••••••",
            "Bot: Thank you."
        ],
        "{text}"
    );
}

#[wasm_bindgen_test]
async fn the_conversation_is_saved_as_text_and_as_json() {
    let (_service, mut page) = after_a_pin().await;
    let files = Instead::of(
        "const { createObjectURL, revokeObjectURL } = URL; const { click } = HTMLAnchorElement.prototype;
         URL.createObjectURL = (blob) => { calls.push(blob); return createObjectURL(blob) };
         URL.revokeObjectURL = (address) => { calls.push('revoked'); revokeObjectURL(address) };
         HTMLAnchorElement.prototype.click = function () { calls.push(this.download) };
         return () => { Object.assign(URL, { createObjectURL, revokeObjectURL }); HTMLAnchorElement.prototype.click = click }",
    );
    choose(&page, "text");
    choose(&page, "json");
    page.chat.take();
    let calls = &files.calls;
    let names: Vec<_> = calls.iter().filter_map(|call| call.as_string()).collect();
    assert_eq!(names, ["chat.txt", "chat.json", "revoked", "revoked"]);

    let text = Function::new_with_args("blob", "return blob.text()");
    let read = |index: u32| {
        let promise = text.call1(&JsValue::UNDEFINED, &calls.get(index)).unwrap();
        JsFuture::from(js_sys::Promise::from(promise))
    };
    let words = read(0).await.unwrap().as_string().unwrap();
    assert!(
        words.contains("You: ••••••") && !words.contains("0417"),
        "{words}"
    );
    let entries = read(2).await.unwrap().as_string().unwrap();
    let entries = Array::from(&js_sys::JSON::parse(&entries).unwrap());
    assert_eq!(entries.length(), 5);
    let masked = js_sys::JSON::stringify(&entries.get(3)).unwrap();
    assert!(String::from(masked).contains(r#""masked":true,"text":"""#));
}

#[wasm_bindgen_test]
async fn the_conversation_is_printed_by_itself() {
    let (_service, mut page) = after_a_pin().await;
    let printer = Instead::of(
        "const own = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
         const get = function () {
           const window = own.get.call(this);
           return { document: window.document, CSSStyleSheet: window.CSSStyleSheet,
             print: () => calls.push(window.document.body.innerText, getComputedStyle(window.document.body).margin) };
         };
         Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get, configurable: true });
         return () => Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', own)",
    );
    choose(&page, "print");
    until("it is printed", || printer.calls.length() > 0).await;
    let printed = printer.calls.get(0).as_string().unwrap();
    for part in ["Bot", "Hello.", "You", "Hi", "••••••", "Thank you."] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
    assert!(!printed.contains("0417") && !printed.contains("Message"));
    page.chat.take();
    assert!(page.find("iframe").is_none());
}

#[wasm_bindgen_test]
async fn a_new_conversation_begins_below_the_old_one() {
    let service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::framed();
    page.sees("Hello.").await;
    service.then(stopped());
    service.then(started());
    service.then(asks("Hello again."));
    page.part("menu").unwrap().click();
    page.shows("restart").await.click();
    page.sees("Hello again.").await;
    assert_eq!(page.messages(), ["Hello.", "Hello again."]);
    assert_eq!(
        page.part("divider").unwrap().text_content().unwrap(),
        "New conversation"
    );
    assert!(page.find("[role=menu]").is_none());
}
