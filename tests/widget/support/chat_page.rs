//! A page that holds one chat, connected as the loader does it, and what a visitor does with it.

use std::cell::Cell;

use bavard::element::{ChatElement, connect};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventInit, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

/// The chat in its page. Dropping it takes the element away.
pub(crate) struct ChatPage {
    pub(crate) host: HtmlElement,
    root: ShadowRoot,
    pub(crate) chat: Option<ChatElement>,
}

impl ChatPage {
    /// An element that is not connected yet, so that a test can set properties first. It has a name of its own, so that
    /// nothing kept by another one is its.
    pub(crate) fn new() -> Self {
        thread_local!(static NUMBER: Cell<u32> = const { Cell::new(0) });
        let number = NUMBER.get() + 1;
        NUMBER.set(number);
        Self::named(&format!("chat-{number}"))
    }

    /// An element of that name, such as the one that was there before the page was loaded again.
    pub(crate) fn named(id: &str) -> Self {
        let document = document();
        let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        host.set_id(id);
        host.set_attribute("model-urn", "urn:nuance-mix:tag:model/coffee/mix.dialog")
            .unwrap();
        host.set_attribute("endpoint", "https://dialog.example")
            .unwrap();
        document.body().unwrap().append_child(&host).unwrap();
        let root = host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .unwrap();
        Self {
            host,
            root,
            chat: None,
        }
    }

    pub(crate) fn opened() -> Self {
        let mut page = Self::new();
        page.connect();
        page
    }

    pub(crate) fn connect(&mut self) {
        let panel: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        self.root.append_child(&panel).unwrap();
        self.chat = Some(
            connect(&self.host, &panel).unwrap_or_else(|_| panic!("the element does not connect")),
        );
    }

    pub(crate) fn set(&self, property: &str, value: &JsValue) {
        js_sys::Reflect::set(&self.host, &property.into(), value).unwrap();
    }

    pub(crate) fn part(&self, part: &str) -> Option<HtmlElement> {
        self.root
            .query_selector(&format!("[part~={part}]"))
            .unwrap()
            .map(JsCast::unchecked_into)
    }

    pub(crate) fn parts(&self, part: &str) -> Vec<Element> {
        let found = self
            .root
            .query_selector_all(&format!("[part~={part}]"))
            .unwrap();
        (0..found.length())
            .map(|index| found.get(index).unwrap().unchecked_into())
            .collect()
    }

    /// The texts of the messages, oldest first.
    pub(crate) fn messages(&self) -> Vec<String> {
        self.parts("message")
            .iter()
            .map(|message| message.text_content().unwrap())
            .collect()
    }

    /// The entries of the visitor and the bot, with what stands around their bubbles.
    pub(crate) fn entries(&self) -> Vec<Element> {
        let bubbles = self.parts("message");
        let entry = |bubble: &Element| bubble.closest("[data-kind].entry").unwrap();
        bubbles.iter().filter_map(entry).collect()
    }

    pub(crate) async fn sees(&self, text: &str) {
        until(&format!("`{text}` is in the transcript"), || {
            self.messages().iter().any(|message| message.contains(text))
        })
        .await;
    }

    pub(crate) async fn shows(&self, part: &str) -> HtmlElement {
        until(&format!("`{part}` is shown"), || self.part(part).is_some()).await;
        self.part(part).unwrap()
    }

    pub(crate) async fn write(&self, text: &str) {
        let input = self.shows("input").await;
        js_sys::Reflect::set(&input, &"value".into(), &text.into()).unwrap();
        let init = EventInit::new();
        init.set_bubbles(true);
        input
            .dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap())
            .unwrap();
        let send = self.shows("send").await;
        until("the message can be sent", || {
            !send.has_attribute("disabled")
        })
        .await;
        send.click();
    }
}

impl Drop for ChatPage {
    fn drop(&mut self) {
        self.chat.take();
        self.host.remove();
    }
}

/// Waits for the page to get there; fails with words when it does not within ten seconds.
pub(crate) async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..1000 {
        if condition() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("never: {what}");
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
