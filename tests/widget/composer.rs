//! Writing.

use crate::support::chat_page::{ChatPage, until};
use crate::support::questions::{dress, fill, find, focused, press, press_as, text_of, value_of};
use crate::support::replies::{asks, asks_masked, started, wants_data};
use crate::support::scripted_service::ScriptedService;
use wasm_bindgen_test::wasm_bindgen_test;

/// The bot has greeted, and no earlier page has left anything.
async fn greeted() -> (ScriptedService, ChatPage) {
    let storage = web_sys::window().unwrap().session_storage().unwrap();
    storage.unwrap().clear().unwrap();
    let service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    (service, page)
}

#[wasm_bindgen_test]
async fn enter_sends_but_not_with_shift_and_not_while_an_input_method_composes() {
    let (service, page) = greeted().await;
    fill(&page, "one\ntwo").await;
    let input = page.part("input").unwrap();
    assert!(!press_as(&input, "Enter", "{ shiftKey: true }"));
    assert!(!press_as(&input, "Enter", "{ isComposing: true }"));
    assert!(!press_as(&input, "Enter", "{ keyCode: 229 }"));
    assert_eq!(page.messages(), ["Hello."]);
    service.then(asks("I see."));
    assert!(press(&input, "Enter"));
    page.sees("I see.").await;
    assert_eq!(text_of(&service.received()[2]), "one\ntwo");
    assert_eq!(value_of(&input), "");
}

#[wasm_bindgen_test]
async fn nothing_blank_can_be_sent() {
    let (service, page) = greeted().await;
    let send = page.part("send").unwrap();
    assert!(send.has_attribute("disabled"));
    fill(&page, " \n ").await;
    assert!(send.has_attribute("disabled"));
    press(&page.part("input").unwrap(), "Enter");
    fill(&page, "🦦").await;
    assert!(!send.has_attribute("disabled"));
    assert_eq!(service.received().len(), 2);
}

#[wasm_bindgen_test]
async fn the_field_grows_with_the_text_up_to_six_lines() {
    let (_service, page) = greeted().await;
    dress(&page);
    let input = page.part("input").unwrap();
    let height = async |lines: usize| {
        fill(&page, &vec!["line"; lines].join("\n")).await;
        input.client_height()
    };
    let (one, three, six, fifty) = (
        height(1).await,
        height(3).await,
        height(6).await,
        height(50).await,
    );
    assert!(one < three && three < six, "{one} {three} {six}");
    assert_eq!(six, fifty);
    assert_eq!(height(1).await, one);
}

#[wasm_bindgen_test]
async fn a_text_that_is_too_long_says_so_by_how_much_and_is_not_sent() {
    let (service, page) = greeted().await;
    let counter = || find(&page, ".counter").unwrap().text_content().unwrap();
    fill(&page, &"é".repeat(3000)).await;
    assert_eq!(counter(), "");
    fill(&page, &"é".repeat(3990)).await;
    assert_eq!(counter(), "10");
    fill(&page, &"é".repeat(4012)).await;
    assert_eq!(counter(), "−12");
    let input = page.part("input").unwrap();
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(page.part("send").unwrap().has_attribute("disabled"));
    press(&input, "Enter");
    assert_eq!(service.received().len(), 2);
    assert_eq!(
        value_of(&input).chars().count(),
        4012,
        "nothing of it is lost"
    );
}

/// Another page, of which the visitor had no conversation yet.
fn forget_conversations() {
    js_sys::eval(
        "for (const key of Object.keys(sessionStorage)) if (!key.startsWith('bavard-draft')) sessionStorage.removeItem(key)",
    )
    .unwrap();
}

#[wasm_bindgen_test]
async fn a_draft_outlives_the_page_until_it_is_sent() {
    let (service, mut page) = greeted().await;
    page.host.set_id("draft");
    page.chat.take();
    forget_conversations();
    page.connect();
    service.then(started());
    service.then(asks("Hello again."));
    page.sees("Hello again.").await;
    fill(&page, "An espresso, ple").await;
    // The next page.
    page.chat.take();
    forget_conversations();
    service.then(started());
    service.then(asks("Welcome back."));
    page.connect();
    page.sees("Welcome back.").await;
    assert_eq!(value_of(&page.part("input").unwrap()), "An espresso, ple");
    service.then(asks("Coming."));
    page.write("An espresso, please").await;
    page.sees("Coming.").await;
    let kept = js_sys::eval("JSON.stringify(Object.values(sessionStorage))").unwrap();
    assert!(!kept.as_string().unwrap().contains("An espresso, ple\""));
    page.chat.take();
    forget_conversations();
    service.then(started());
    service.then(asks("And again."));
    page.connect();
    page.sees("And again.").await;
    assert_eq!(value_of(&page.part("input").unwrap()), "");
}

#[wasm_bindgen_test]
async fn a_chat_that_keeps_nothing_keeps_no_draft() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let mut page = ChatPage::new();
    page.host.set_attribute("persist", "none").unwrap();
    page.connect();
    page.sees("Hello.").await;
    fill(&page, "between us").await;
    let kept = js_sys::eval("JSON.stringify(Object.values(sessionStorage))").unwrap();
    assert!(!kept.as_string().unwrap().contains("between us"));
}

#[wasm_bindgen_test]
async fn the_focus_stays_in_the_composer_when_its_field_changes() {
    let (service, page) = greeted().await;
    page.part("input").unwrap().focus().unwrap();
    service.then(asks_masked("Your PIN?"));
    page.write("Hi").await;
    until("the field is hidden", || {
        find(&page, "[type=password]").is_some()
    })
    .await;
    assert_eq!(focused(&page), page.part("input").map(Into::into));
}

#[wasm_bindgen_test]
async fn writing_goes_on_while_the_bot_is_at_work() {
    let service = ScriptedService::start([started(), wants_data("slow", "One moment.")]);
    let mut page = ChatPage::new();
    let answer = js_sys::eval(
        "(() => { const held = {}; held.fetch = { slow: () => new Promise((done) => { held.done = done }) }; globalThis.held = held; return held.fetch })()",
    )
    .unwrap();
    page.set("clientFetch", &answer);
    page.connect();
    page.sees("One moment.").await;
    page.write("Are you there?").await;
    page.sees("Are you there?").await;
    fill(&page, "and a sec").await;
    service.then(asks("Yes?"));
    service.then(asks("I am."));
    js_sys::eval("held.done({})").unwrap();
    page.sees("I am.").await;
    assert_eq!(text_of(&service.received()[3]), "Are you there?");
    assert_eq!(value_of(&page.part("input").unwrap()), "and a sec");
}
