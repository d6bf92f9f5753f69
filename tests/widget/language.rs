//! Other languages than English, and words of the page's own.

use crate::support::chat_page::{ChatPage, until};
use crate::support::languages::{french, redraw, texts};
use crate::support::questions::{fill, value_of};
use crate::support::replies::{asks, asks_after, offers, started};
use crate::support::scripted_service::{Answer, ScriptedService};
use bavard::view::Texts;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

/// A chat that speaks a language from its first drawing on.
fn speaking(tag: &str, texts: Texts) -> ChatPage {
    let page = ChatPage::opened();
    speak(&page, tag, Some(texts));
    page
}

fn speak(page: &ChatPage, tag: &str, texts: Option<Texts>) {
    page.chat.as_ref().unwrap().speak(tag.to_owned(), texts);
}

fn label(page: &ChatPage, part: &str) -> String {
    let part = page.part(part).unwrap();
    part.get_attribute("aria-label").unwrap()
}

fn status(page: &ChatPage) -> String {
    page.find(".status").unwrap().text_content().unwrap()
}

fn numbered(count: usize) -> Answer {
    asks_after((1..=count).map(|number| format!("Message number {number}")))
}

/// How far from the top of the page an element is.
fn top(element: &Element) -> f64 {
    let top = js_sys::Function::new_with_args("it", "return it.getBoundingClientRect().top");
    let top = top.call1(&wasm_bindgen::JsValue::NULL, element).unwrap();
    top.as_f64().unwrap()
}

async fn frame() {
    let next = js_sys::eval("new Promise((then) => requestAnimationFrame(() => setTimeout(then)))");
    JsFuture::from(js_sys::Promise::from(next.unwrap()))
        .await
        .unwrap();
}

#[wasm_bindgen_test]
async fn all_words_of_the_widget_are_said_again_when_another_language_is_spoken() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::opened();
    page.sees("Hello.").await;
    assert_eq!(label(&page, "send"), "Send");
    speak(&page, "fr-CA", Some(french("{}")));
    assert_eq!(label(&page, "send"), "Envoyer");
    assert_eq!(label(&page, "input"), "Message");
    assert_eq!(label(&page, "transcript"), "Conversation");
    let said = page.find(".unseen").unwrap().text_content().unwrap();
    assert_eq!(said, "Le bot a dit");
    assert_eq!(page.messages(), ["Hello."]);
    // Dates are those of the region.
    let time = page.find(".time").unwrap().text_content().unwrap();
    assert!(time.contains(" h "), "{time}");
    speak(&page, "en-US", None);
    assert_eq!(label(&page, "send"), "Send");
}

#[wasm_bindgen_test]
async fn words_of_the_page_come_before_those_of_the_language() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let own = r#"{ "MESSAGE": "Votre question", "bot_said": 7, "send": { "one": "no" } }"#;
    let page = speaking("fr", french(own));
    page.sees("Hello.").await;
    assert_eq!(label(&page, "input"), "Votre question");
    // What is no text is left out.
    assert_eq!(label(&page, "send"), "Envoyer");
    let said = page.find(".unseen").unwrap().text_content().unwrap();
    assert_eq!(said, "Le bot a dit");
}

#[wasm_bindgen_test]
async fn numbers_of_things_are_in_the_plurals_of_the_language() {
    let arabic = || texts("ar", include_str!("../../strings/ar.json"), "{}");
    let german = || texts("de", include_str!("../../strings/de.json"), "{}");
    let own = || {
        let own = r##"{ "1 choice": "Only this", "# choices": "Pick of #" }"##;
        texts("en", "{}", own)
    };
    for (tag, texts, count, said) in [
        ("de", german(), 1, "1 Möglichkeit"),
        ("de", german(), 3, "3 Möglichkeiten"),
        ("fr", french("{}"), 2, "2 choix"),
        ("ar", arabic(), 1, "خيار واحد"),
        ("ar", arabic(), 2, "خياران"),
        ("ar", arabic(), 3, "خيارات"),
        ("ar", arabic(), 11, "خيارًا"),
        ("en", own(), 1, "Only this"),
        ("en", own(), 2, "Pick of 2"),
    ] {
        let names: Vec<String> = (0..count).map(|number| number.to_string()).collect();
        let choices: Vec<_> = names.iter().map(|name| ("id", &**name, &**name)).collect();
        let _service = ScriptedService::start([started(), offers("Which one?", &choices)]);
        let page = speaking(tag, texts);
        page.sees("Which one?").await;
        assert!(status(&page).contains(said), "{said}: {}", status(&page));
    }
}

#[wasm_bindgen_test]
async fn whoever_writes_goes_on_writing_in_the_other_language() {
    let _service = ScriptedService::start([started(), asks("Hello.")]);
    let page = ChatPage::framed();
    page.sees("Hello.").await;
    fill(&page, "Half a sentence").await;
    let input: web_sys::HtmlTextAreaElement = page.part("input").unwrap().unchecked_into();
    input.focus().unwrap();
    input.set_selection_range(4, 6).unwrap();
    let window = page.find(".window").unwrap();
    redraw(&window, &mut || speak(&page, "fr", Some(french("{}"))));
    let input = page.part("input").unwrap();
    assert_eq!(value_of(&input), "Half a sentence");
    assert_eq!(page.focused().as_ref(), Some(&*input));
    let input: web_sys::HtmlTextAreaElement = input.unchecked_into();
    assert_eq!(input.selection_start().unwrap(), Some(4));
    assert_eq!(input.selection_end().unwrap(), Some(6));
}

#[wasm_bindgen_test]
async fn the_focus_stays_on_what_it_was_on() {
    let choices = [("id", "a", "A"), ("id", "b", "B")];
    let _service = ScriptedService::start([started(), offers("Which one?", &choices)]);
    let page = ChatPage::framed();
    page.sees("Which one?").await;
    let window = page.find(".window").unwrap();
    for (selector, english) in [(".selectable + .selectable", true), (".menu", false)] {
        page.find(selector).unwrap().focus().unwrap();
        let texts = english.then(|| french("{}"));
        redraw(&window, &mut || speak(&page, "fr", texts.clone()));
        assert!(page.focused().unwrap().matches(selector).unwrap());
    }
}

#[wasm_bindgen_test]
async fn whoever_reads_further_up_goes_on_reading() {
    let service = ScriptedService::start([started(), numbered(120)]);
    let page = ChatPage::framed();
    page.sees("What else?").await;
    let scroller = || page.part("transcript").unwrap();
    until("the end is in view", || scroller().scroll_top() > 500).await;
    for _ in 0..4 {
        scroller().set_scroll_top(scroller().scroll_top() - 300);
        frame().await;
    }
    let in_view = || {
        let above = top(&scroller());
        let mut entries = page.entries().into_iter();
        entries.position(|entry| top(&entry) > above).unwrap()
    };
    let read = in_view();
    let place = || top(&page.entries()[read]);
    let before = place();
    let window: HtmlElement = page.find(".window").unwrap();
    redraw(&window, &mut || speak(&page, "fr", Some(french("{}"))));
    assert!((place() - before).abs() < 2.0, "{} {before}", place());
    frame().await;
    frame().await;
    assert!((place() - before).abs() < 2.0, "{} {before}", place());
    // And is told of what comes.
    service.then(numbered(2));
    let event = page
        .chat
        .as_ref()
        .unwrap()
        .send_event("CUSTOM".to_owned(), None, None);
    JsFuture::from(event).await.unwrap();
    let jump = page.shows("jump").await;
    assert_eq!(jump.text_content().as_deref(), Some("3 nouveaux messages"));
}
