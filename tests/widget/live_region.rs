//! What screen readers are told.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{asks, offers, question, started, wants_data};
use crate::support::scripted_service::{Answer, ScriptedService};
use wasm_bindgen_test::wasm_bindgen_test;

fn said(page: &ChatPage) -> Vec<String> {
    let region = page.part("status").unwrap();
    let children = region.children();
    (0..children.length())
        .map(|index| children.item(index).unwrap().text_content().unwrap())
        .collect()
}

#[wasm_bindgen_test]
async fn a_message_is_said_once_in_plain_text_and_choices_are_counted() {
    let offer = offers(
        "<p>Which <b>size</b>?</p><ul><li>Small</li><li>Large</li></ul>",
        &[("SIZE", "s", "Small"), ("SIZE", "l", "Large")],
    );
    let _service = ScriptedService::start([started(), offer, asks("Fine."), asks("Fine.")]);
    let page = ChatPage::opened();
    page.sees("Which size?").await;
    assert_eq!(said(&page), ["Which size?\nSmall\nLarge", "2 choices"]);
    page.write("Large").await;
    page.sees("Fine.").await;
    page.write("Really?").await;
    until("the same words are said again", || {
        said(&page).ends_with(&["Fine.".to_owned(), "Fine.".to_owned()])
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_message_that_did_not_arrive_is_said_once() {
    let _service =
        ScriptedService::start([started(), asks("Hello."), Answer::cut(&question("lost"))]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    page.write("Are you there?").await;
    page.shows("retry").await;
    assert_eq!(said(&page), ["Hello.", "Not delivered."]);
}

#[wasm_bindgen_test]
async fn a_long_wait_is_said_once_and_a_short_one_is_not() {
    let _service =
        ScriptedService::start([started(), asks("Hello."), wants_data("slow", "One moment.")]);
    let mut page = ChatPage::new();
    page.set(
        "clientFetch",
        &js_sys::eval("({ slow: () => new Promise(() => {}) })").unwrap(),
    );
    page.connect();
    page.sees("Hello.").await;
    page.write("Look it up").await;
    page.sees("One moment.").await;
    let began = js_sys::Date::now();
    assert_eq!(said(&page), ["Hello.", "One moment."]);
    until("the wait is said", || {
        said(&page) == ["Hello.", "One moment.", "Typing"]
    })
    .await;
    assert!(js_sys::Date::now() - began > 1000.0);
}
