//! Answers by keys.

use crate::support::chat_page::{ChatPage, until};
use crate::support::questions::{asks_by_keys, find, input_of, press, text_of};
use crate::support::replies::{asks, started};
use crate::support::scripted_service::ScriptedService;
use bavard::protocol::dlg::v1::common::user_input::Input;
use wasm_bindgen_test::wasm_bindgen_test;

fn key(page: &ChatPage, key: &str) {
    find(page, &format!("[part~=key][data-key='{key}']"))
        .unwrap()
        .click();
}

fn dialled(page: &ChatPage) -> String {
    find(page, ".dialled").unwrap().text_content().unwrap()
}

#[wasm_bindgen_test]
async fn a_question_without_keys_shows_no_keypad() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    assert!(page.part("keypad").is_none());
}

#[wasm_bindgen_test]
async fn a_mapped_key_answers_with_what_it_stands_for() {
    let service = ScriptedService::start([started(), asks_by_keys("Size?", false), asks("Good.")]);
    let page = ChatPage::opened();
    page.shows("keypad").await;
    assert_eq!(page.parts("key").len(), 12);
    key(&page, "1");
    page.sees("Good.").await;
    let sent = input_of(&service.received()[2]);
    assert_eq!(sent.input_mode, "dtmf");
    let Some(Input::Interpretation(sent)) = sent.input else {
        panic!("no interpretation");
    };
    assert_eq!(sent.confidence, 1.0);
    assert_eq!(sent.data["SIZE"], "small");
    assert_eq!(sent.slot_literals["SIZE"], "1");
    assert_eq!(sent.input_mode, "dtmf");
    assert_eq!(page.messages()[1], "1");
    until("the keypad goes with the question that takes keys", || {
        page.part("keypad").is_none()
    })
    .await;
}

#[wasm_bindgen_test]
async fn digits_are_sent_when_no_further_one_comes() {
    let service =
        ScriptedService::start([started(), asks_by_keys("How many?", false), asks("Good.")]);
    let page = ChatPage::opened();
    page.shows("keypad").await;
    key(&page, "4");
    key(&page, "1");
    assert_eq!(dialled(&page), "41");
    page.sees("Good.").await;
    assert_eq!(text_of(&service.received()[2]), "41");
    assert_eq!(input_of(&service.received()[2]).input_mode, "dtmf");
    assert_eq!(page.messages()[1], "41");
}

#[wasm_bindgen_test]
async fn keys_of_a_keyboard_work_on_it_and_the_end_key_ends() {
    let service = ScriptedService::start([
        started(),
        asks_by_keys("How many?", false),
        asks_by_keys("And now?", false),
    ]);
    let page = ChatPage::opened();
    let keypad = page.shows("keypad").await;
    for pressed in ["7", "8", "9", "Backspace", "#"] {
        assert!(press(&keypad, pressed), "{pressed}");
    }
    assert!(!press(&keypad, "a"), "letters are the page's");
    page.sees("And now?").await;
    assert_eq!(text_of(&service.received()[2]), "78");
    assert!(keypad.is_connected(), "it keeps its place");
    assert_eq!(dialled(&page), "");
}

#[wasm_bindgen_test]
async fn keys_of_a_masked_question_are_dots() {
    let service = ScriptedService::start([started(), asks_by_keys("PIN?", true), asks("Good.")]);
    let page = ChatPage::opened();
    page.shows("keypad").await;
    key(&page, "2");
    key(&page, "4");
    assert_eq!(dialled(&page), "••");
    key(&page, "#");
    page.sees("Good.").await;
    assert_eq!(text_of(&service.received()[2]), "24");
    assert!(!page.messages().concat().contains("24"));
    let told = page.chat.as_ref().unwrap().transcript();
    let told = js_sys::JSON::stringify(&told).unwrap();
    assert!(!told.includes("\"24\"", 0));
}
