//! A page that holds one chat, connected as the loader does it, and what a visitor does with it.

use std::cell::Cell;

use bavard::element::{ChatElement, connect};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CssStyleSheet, Document, Element, Event, EventInit, HtmlElement, KeyboardEvent,
    KeyboardEventInit, Node, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

/// The chat in its page. Dropping it takes the element away.
pub(crate) struct ChatPage {
    pub(crate) host: HtmlElement,
    root: ShadowRoot,
    pub(crate) chat: Option<ChatElement>,
    /// Whether a later page of that name finds what is kept.
    comes_back: bool,
}

impl ChatPage {
    /// An element that is not connected yet, so that a test can set properties first. It has a name of its own, so that
    /// nothing kept by another one is its, and nothing is left for another one.
    pub(crate) fn new() -> Self {
        thread_local!(static NUMBER: Cell<u32> = const { Cell::new(0) });
        let number = NUMBER.get() + 1;
        NUMBER.set(number);
        let mut page = Self::named(&format!("chat-{number}"));
        page.comes_back = false;
        page
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
            comes_back: true,
        }
    }

    pub(crate) fn opened() -> Self {
        let mut page = Self::new();
        page.connect();
        page
    }

    pub(crate) fn connect(&mut self) {
        let root = self.root.clone();
        self.connect_in(&root, "");
    }

    fn connect_in(&mut self, place: &Node, class: &str) {
        let panel: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        panel.set_class_name(class);
        place.append_child(&panel).unwrap();
        self.chat = Some(
            connect(&self.host, &panel, None, None)
                .unwrap_or_else(|_| panic!("the element does not connect")),
        );
    }

    /// As the loader draws it, 392 by 500 pixels: dressed, with a header.
    pub(crate) fn framed() -> Self {
        let mut page = Self::new();
        page.host.set_attribute("placement", "inline").unwrap();
        for (property, value) in [("inline-size", "392px"), ("block-size", "500px")] {
            page.host.style().set_property(property, value).unwrap();
        }
        let sheet = CssStyleSheet::new().unwrap();
        sheet
            .replace_sync(include_str!("../../../style/bavard.css"))
            .unwrap();
        let sheets = js_sys::Array::of1(&sheet);
        js_sys::Reflect::set(&page.root, &"adoptedStyleSheets".into(), &sheets).unwrap();
        let element = |name: &str, class: &str| {
            let made = document().create_element(name).unwrap();
            made.set_class_name(class);
            made
        };
        let (window, header) = (element("section", "window"), element("header", "header"));
        header.append_child(&element("button", "close")).unwrap();
        window.append_child(&header).unwrap();
        page.root.append_child(&window).unwrap();
        page.connect_in(&window, "panel");
        page
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

    pub(crate) fn root(&self) -> &ShadowRoot {
        &self.root
    }

    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.root.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    /// The element that has the focus.
    pub(crate) fn focused(&self) -> Option<Element> {
        self.root.active_element()
    }

    /// Presses a key where the focus is.
    pub(crate) fn press(&self, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_key(key);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.focused()
            .expect("something has the focus")
            .dispatch_event(&event)
            .unwrap();
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
        if !self.comes_back {
            forget(&format!("bavard:{}\n", self.host.id()));
        }
    }
}

/// Takes what is kept under keys that begin so out of the storage, which has room for few long conversations.
fn forget(start: &str) {
    let storage = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    let keys: Vec<String> = (0..storage.length().unwrap())
        .map(|index| storage.key(index).unwrap().unwrap())
        .filter(|key| key.starts_with(start))
        .collect();
    for key in keys {
        storage.remove_item(&key).unwrap();
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
