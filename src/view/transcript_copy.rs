//! Copies of the transcript that a visitor takes along: in the clipboard, in a file, on paper.
//!
//! What was hidden in the transcript is hidden in them.

use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, HtmlIFrameElement};

use super::calendar::{Calendar, day, time_element};
use super::dom::{Node, element, owned};
use super::language::Language;
use super::live_view::LiveView;
use super::rich_text::rich_text;
use super::words;
use crate::conversation::{Author, Body, Conversation, Entry, EntryKind};
use crate::json::to_js;
use crate::rich_text::RichText;

#[wasm_bindgen]
extern "C" {
    type Blob;

    #[wasm_bindgen(constructor)]
    fn new(parts: &Array, options: &Object) -> Blob;

    #[wasm_bindgen(js_namespace = URL, js_name = createObjectURL)]
    fn create_object_url(blob: &Blob) -> String;

    #[wasm_bindgen(js_namespace = URL, js_name = revokeObjectURL)]
    fn revoke_object_url(address: &str);

    /// Throws where there is no clipboard: on pages without TLS.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<Copying, JsValue>;

    /// A promise.
    type Copying;

    #[wasm_bindgen(method)]
    fn then(this: &Copying, done: &Closure<dyn FnMut()>, failed: &Closure<dyn FnMut()>);

    #[wasm_bindgen(js_name = Window)]
    type PrintedWindow;

    #[wasm_bindgen(method)]
    fn print(this: &PrintedWindow);

    #[wasm_bindgen(method, getter)]
    fn document(this: &PrintedWindow) -> web_sys::Document;
}

/// The look of a printed page. Without it, the page is plain and readable.
const PRINTED: &str = "body{font:11pt/1.45 system-ui,sans-serif;margin:0}p{margin:0}hr{border:0;border-top:1px solid #999;margin:12pt 0}\
    section{margin:0 0 9pt;break-inside:avoid-page}header{font-size:9pt;color:#555}img{max-width:50%;max-height:8cm}\
    h2{font-size:11pt}section>div{white-space:pre-line;overflow-wrap:anywhere}";

/// A file that was saved. Its content is held until this is dropped, because a browser may take its time to fetch it.
pub(super) struct Saved(String);

impl Drop for Saved {
    fn drop(&mut self) {
        revoke_object_url(&self.0);
    }
}

/// The conversation for people: a line for each day, a paragraph for each entry.
pub(super) fn as_text(state: &Conversation, language: &Language) -> String {
    let calendar = Calendar::of(language, state);
    let mut text = String::new();
    let mut today = None;
    for entry in state.transcript() {
        let day = day(entry.time);
        if today.replace(day) != Some(day) {
            for part in [&*calendar.date(entry.time), "\n\n"] {
                text.push_str(part);
            }
        }
        let time = calendar.time(entry.time);
        let (who, words) = (who(entry, language), said(entry, language));
        for part in [&*time, " ", &*who, &*words, "\n"] {
            text.push_str(part);
        }
    }
    text
}

/// The conversation for programs, as `transcript()` of the element returns it.
pub(super) fn as_json(state: &Conversation) -> String {
    let entries: Vec<_> = state.transcript().iter().map(Entry::snapshot).collect();
    js_sys::JSON::stringify_with_replacer_and_space(&to_js(&entries), &JsValue::NULL, &2.into())
        .map(String::from)
        .unwrap_or_default()
}

/// Hears how copying ended; until then it has to be held.
pub(super) struct Copied {
    done: Closure<dyn FnMut()>,
    failed: Closure<dyn FnMut()>,
}

/// Copies a text; `tell` hears whether the browser did.
pub(super) fn copy(text: &str, tell: Rc<dyn Fn(bool)>) -> Copied {
    let copied = Copied {
        done: Closure::new({
            let tell = tell.clone();
            move || tell(true)
        }),
        failed: Closure::new({
            let tell = tell.clone();
            move || tell(false)
        }),
    };
    match write_text(text) {
        Ok(copying) => copying.then(&copied.done, &copied.failed),
        Err(_) => tell(false),
    }
    copied
}

/// Offers a file.
pub(super) fn save(media_type: &str, name: &str, content: &str) -> Option<Saved> {
    let options = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&options, &"type".into(), &media_type.into());
    let saved = Saved(create_object_url(&Blob::new(
        &Array::of1(&content.into()),
        &options,
    )));
    let link = element("a").attr("href", &saved.0).attr("download", name);
    link.as_type::<HtmlAnchorElement>().click();
    Some(saved)
}

/// Prints the conversation by a document of its own, in a frame that lasts as long as the reactive owner.
pub(super) fn print(view: LiveView, language: &Language, place: &Node) {
    let language = language.clone();
    let frame = element("iframe")
        .class("printed")
        .attr("aria-hidden", "true")
        .attr("tabindex", "-1");
    let in_frame = frame.clone();
    let frame = frame.on("load", move |_| {
        let window = in_frame.as_type::<HtmlIFrameElement>().content_window();
        if let Some(window) = window {
            let window: PrintedWindow = window.unchecked_into();
            if let Some(body) = window.document().body() {
                dress(&window);
                view.look(|state| write(body.unchecked_ref(), state, &language));
                window.print();
            }
        }
    });
    place.add(&frame);
    owned(Printed(frame));
}

struct Printed(Node);

impl Drop for Printed {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// A sheet belongs to the document in whose window it was made.
fn dress(window: &PrintedWindow) {
    let made = Reflect::get(window, &"CSSStyleSheet".into()).and_then(|class| {
        Reflect::construct(class.unchecked_ref::<js_sys::Function>(), &Array::new())
    });
    if let Ok(sheet) = made {
        let sheet: web_sys::CssStyleSheet = sheet.unchecked_into();
        // Without the sheet the page is plain.
        let _ = sheet.replace_sync(PRINTED);
        let _ = Reflect::set(
            &window.document(),
            &"adoptedStyleSheets".into(),
            &Array::of1(&sheet),
        );
    }
}

fn write(page: &Node, state: &Conversation, language: &Language) {
    let calendar = Calendar::of(language, state);
    let mut today = None;
    for entry in state.transcript() {
        let day = day(entry.time);
        if today.replace(day) != Some(day) {
            let date = time_element(entry.time, &calendar.date(entry.time));
            page.add(&element("h2").child(&date));
        }
        if entry.kind == EntryKind::Divider {
            page.add(&element("hr"));
            continue;
        }
        let time = time_element(entry.time, &calendar.time(entry.time));
        let words = match &entry.body {
            Body::Rich { source } if !entry.masked => {
                rich_text(&RichText::parse(source), &state.settings().image_hosts)
            }
            _ => element("div").text(&said(entry, language)),
        };
        let head = element("header").child(&element("b").text(&language.say(name(entry))));
        head.add(&element("span").text(" "));
        page.add(&element("section").child(&head.child(&time)).child(&words));
    }
}

fn said(entry: &Entry, language: &Language) -> String {
    match entry.kind {
        EntryKind::Divider => language.say(words::NEW_CONVERSATION),
        _ if entry.masked => words::HIDDEN.to_owned(),
        _ => entry.plain_text(),
    }
}

/// Who said it, before a text.
fn who(entry: &Entry, language: &Language) -> String {
    match entry.kind {
        EntryKind::Divider => String::new(),
        _ => [&*language.say(name(entry)), ": "].concat(),
    }
}

fn name(entry: &Entry) -> &'static str {
    match entry.from {
        Author::Bot => words::BOT,
        Author::User => words::YOU,
    }
}
