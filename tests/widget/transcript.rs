//! The transcript in a real browser: where the reader is, days and times, groups, and what a message costs.

use crate::support::chat_page::{ChatPage, until};
use crate::support::replies::{asks, asks_after, question, started};
use crate::support::scripted_service::{Answer, ScriptedService};
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

fn numbered(count: usize) -> Answer {
    asks_after((1..=count).map(|number| format!("Message number {number}")))
}

/// How far the end is from what is in view.
fn below(page: &ChatPage) -> i32 {
    let scroller = page.part("transcript").unwrap();
    scroller.scroll_height() - scroller.client_height() - scroller.scroll_top()
}

async fn go_up(page: &ChatPage) {
    page.part("transcript").unwrap().set_scroll_top(0);
    // The page hears of it with the next frame.
    frame().await;
}

async fn frame() {
    let next = js_sys::eval("new Promise((then) => requestAnimationFrame(() => setTimeout(then)))");
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(next.unwrap()))
        .await
        .unwrap();
}

/// Has the bot go on without a word of the visitor's, which would bring the end into view.
async fn ask_for_more(page: &ChatPage) {
    let chat = page.chat.as_ref().unwrap();
    let event = chat.send_event("CUSTOM".to_owned(), Some("more".to_owned()), None);
    wasm_bindgen_futures::JsFuture::from(event).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_reader_at_the_end_stays_there_when_messages_come() {
    let service = ScriptedService::start([started(), numbered(40)]);
    let page = ChatPage::framed();
    page.sees("What else?").await;
    until("the end is in view", || below(&page) < 2).await;
    service.then(numbered(40));
    page.write("More").await;
    until("all is there", || page.messages().len() == 83).await;
    until("the end is in view", || below(&page) < 2).await;
    assert!(page.part("jump").is_none());
}

#[wasm_bindgen_test]
async fn a_reader_further_up_stays_there_and_is_told_how_many_messages_came() {
    let service = ScriptedService::start([started(), numbered(40), numbered(2)]);
    let page = ChatPage::framed();
    page.sees("What else?").await;
    until("the end is in view", || below(&page) < 2).await;
    go_up(&page).await;
    ask_for_more(&page).await;
    let jump = page.shows("jump").await;
    assert_eq!(jump.text_content().unwrap(), "3 new messages");
    assert_eq!(page.part("transcript").unwrap().scroll_top(), 0);

    service.then(asks("One more."));
    ask_for_more(&page).await;
    assert_eq!(
        page.part("jump").unwrap().text_content().unwrap(),
        "4 new messages"
    );

    page.part("jump").unwrap().click();
    until("the end is in view", || below(&page) < 2).await;
    assert!(page.part("jump").is_none());
}

#[wasm_bindgen_test]
async fn a_reader_who_scrolls_to_the_end_needs_no_button() {
    let _service = ScriptedService::start([started(), numbered(40), numbered(2)]);
    let page = ChatPage::framed();
    page.sees("What else?").await;
    until("the end is in view", || below(&page) < 2).await;
    go_up(&page).await;
    ask_for_more(&page).await;
    page.shows("jump").await;
    let scroller = page.part("transcript").unwrap();
    scroller.set_scroll_top(scroller.scroll_height());
    until("the button goes", || page.part("jump").is_none()).await;
}

#[wasm_bindgen_test]
async fn a_message_has_its_time_and_its_author_beside_its_text() {
    let _service = ScriptedService::start([started(), asks("Hello."), asks("Good.")]);
    let page = ChatPage::framed();
    page.sees("Hello.").await;
    page.write("Hi").await;
    page.sees("Good.").await;
    let entries: Vec<Element> = page
        .parts("message")
        .iter()
        .map(|message| message.parent_element().unwrap())
        .collect();
    for (entry, author) in entries.iter().zip(["Bot said", "You said", "Bot said"]) {
        let said = entry.first_element_child().unwrap();
        assert_eq!(said.text_content().unwrap(), author);
        let time = entry.query_selector("time").unwrap().unwrap();
        assert!(!time.text_content().unwrap().is_empty());
        let instant = time.get_attribute("datetime").unwrap();
        let told = js_sys::Date::parse(&instant);
        assert!((js_sys::Date::now() - told).abs() < 60_000.0, "{instant}");
    }
}

/// Moves the page's clock; it goes back when this is dropped.
struct Clock {
    real: JsValue,
}

impl Clock {
    fn set(to: &str) -> Self {
        let real = js_sys::eval("Date.now").unwrap();
        let clock = Self { real };
        clock.is(to);
        clock
    }

    fn is(&self, now: &str) {
        js_sys::eval(&format!("Date.now = () => new Date('{now}').getTime()")).unwrap();
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        let put = Function::new_with_args("real", "Date.now = real");
        put.call1(&JsValue::UNDEFINED, &self.real).unwrap();
    }
}

#[wasm_bindgen_test]
async fn another_day_begins_with_its_date() {
    let _service =
        ScriptedService::start([started(), asks("Good evening."), asks("Good morning.")]);
    let clock = Clock::set("2026-11-27T23:58:00");
    let page = ChatPage::framed();
    page.sees("Good evening.").await;
    assert!(page.part("divider").is_none());
    clock.is("2026-11-28T00:01:00");
    page.write("Still there?").await;
    page.sees("Good morning.").await;
    let dividers = page.parts("divider");
    assert_eq!(dividers.len(), 1);
    assert_eq!(
        dividers[0].text_content().unwrap(),
        "Saturday, November 28, 2026"
    );
    let after = dividers[0].next_element_sibling().unwrap();
    assert!(after.text_content().unwrap().contains("Still there?"));
}

#[wasm_bindgen_test]
async fn the_avatar_stands_beside_the_last_bubble_of_a_group() {
    let _service = ScriptedService::start([
        started(),
        asks_after(["One".to_owned(), "Two".to_owned()]),
        asks("Three"),
    ]);
    let page = ChatPage::framed();
    let image = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";
    page.host.set_attribute("avatar", image).unwrap();
    page.sees("What else?").await;
    page.write("Hi").await;
    page.sees("Three").await;
    let pictured: Vec<bool> = page
        .parts("message")
        .iter()
        .map(|message| {
            let style = web_sys::window().unwrap();
            let style = style
                .get_computed_style_with_pseudo_elt(message, "::before")
                .unwrap()
                .unwrap();
            style.get_property_value("content").unwrap() != "none"
                && style
                    .get_property_value("background-image")
                    .unwrap()
                    .contains(image)
        })
        .collect();
    assert_eq!(pictured, [false, false, true, false, true]);
}

#[wasm_bindgen_test]
async fn the_way_to_try_again_is_on_the_visitors_own_message() {
    let service =
        ScriptedService::start([started(), asks("Hello."), Answer::cut(&question("lost"))]);
    let page = ChatPage::framed();
    page.sees("Hello.").await;
    page.write("Are you there?").await;
    until("a retry", || {
        page.find("[data-delivery=failed] [part~=retry]").is_some()
    })
    .await;
    service.then(asks("I am."));
    page.find("[data-delivery=failed] [part~=retry]")
        .unwrap()
        .click();
    page.sees("I am.").await;
    assert!(page.part("retry").is_none());
    assert!(page.find("[data-delivery=delivered]").is_some());
    assert!(page.find(".delivery").is_none());
}

#[wasm_bindgen_test]
async fn arrow_keys_walk_from_message_to_message() {
    // Over the edge of a chunk, and from it.
    let _service = ScriptedService::start([started(), numbered(70)]);
    let page = ChatPage::framed();
    page.sees("What else?").await;
    let here = || {
        let message = page.focused().unwrap().query_selector("[part~=message]");
        message.unwrap().unwrap().text_content().unwrap()
    };
    page.part("transcript").unwrap().focus().unwrap();
    page.press("ArrowUp");
    assert_eq!(here(), "What else?");
    for _ in 0..30 {
        page.press("ArrowUp");
    }
    assert_eq!(here(), "Message number 41");
    for _ in 0..12 {
        page.press("ArrowDown");
    }
    assert_eq!(here(), "Message number 53");
    page.press("Home");
    assert_eq!(here(), "Message number 1");
    page.press("ArrowUp");
    assert_eq!(here(), "Message number 1");
    page.press("End");
    assert_eq!(here(), "What else?");
}

/// Counts what happens to the nodes below the chat's root.
struct Changes(JsValue);

impl Changes {
    fn of(page: &ChatPage) -> Self {
        let watch = Function::new_with_args(
            "root",
            "const seen = { changes: 0 };
             const observer = new MutationObserver((changes) => { seen.changes += changes.length });
             observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
             return seen;",
        );
        Self(watch.call1(&JsValue::UNDEFINED, page.root()).unwrap())
    }

    fn count(&self) -> f64 {
        let count = js_sys::Reflect::get(&self.0, &"changes".into());
        count.unwrap().as_f64().unwrap()
    }
}

/// How many times the page's nodes are changed, and its entries asked for something, when the bot says one thing after so
/// many.
async fn changes_per_message(after: usize) -> (f64, f64) {
    let service = ScriptedService::start([started(), numbered(after)]);
    let page = ChatPage::framed();
    page.sees("What else?").await;
    until("all is there", || page.messages().len() == after + 1).await;
    frame().await;
    let changes = Changes::of(&page);
    let asked = js_sys::eval(
        "(() => { const counted = { calls: 0 }; const undo = [];
          for (const type of [Element, Node, HTMLElement, ShadowRoot, Document, DOMTokenList]) {
            for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
              if (typeof own.value !== 'function' || name === 'constructor') continue;
              type.prototype[name] = function (...given) { counted.calls++; return own.value.apply(this, given) };
              undo.push(() => Object.defineProperty(type.prototype, name, own));
            }
          }
          counted.stop = () => undo.forEach((undo) => undo()); return counted })()",
    )
    .unwrap();
    service.then(asks("One more."));
    ask_for_more(&page).await;
    let read = |name: &str| js_sys::Reflect::get(&asked, &name.into()).unwrap();
    let calls = read("calls").as_f64().unwrap();
    Function::from(read("stop"))
        .call0(&JsValue::UNDEFINED)
        .unwrap();
    page.sees("One more.").await;
    frame().await;
    (changes.count(), calls)
}

#[wasm_bindgen_test]
async fn a_message_after_5000_is_as_little_work_as_after_100() {
    let few = changes_per_message(100).await;
    let many = changes_per_message(5000).await;
    // A frame more or less is a call or two; a look at each message would be thousands.
    assert!(many.0 > 0.0 && many.0 < few.0 + 5.0, "{few:?} {many:?}");
    assert!(many.1 > 0.0 && many.1 < few.1 + 5.0, "{few:?} {many:?}");
}
