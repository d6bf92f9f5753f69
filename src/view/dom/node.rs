//! One element, built by a chain of calls.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Event;

use super::listener::listen;
use crate::view::language::Language;

// Bound by hand: these calls fail only for names that are no names, so that the browser's bindings, which return an error
// for each, would bring code for what cannot happen.
#[wasm_bindgen]
extern "C" {
    type Document;

    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;

    #[wasm_bindgen(method, js_name = createElement)]
    fn create_element(this: &Document, name: &str) -> Node;

    #[wasm_bindgen(method, js_name = createElementNS)]
    fn create_element_ns(this: &Document, namespace: &str, name: &str) -> Node;

    /// An element of the view. Clones are the same element.
    #[wasm_bindgen(js_name = HTMLElement, extends = web_sys::HtmlElement, extends = web_sys::Element,
        extends = web_sys::Node, extends = web_sys::EventTarget)]
    #[derive(Debug, Clone)]
    pub(crate) type Node;

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn put(this: &Node, name: &str, value: &str);

    #[wasm_bindgen(method, js_name = toggleAttribute)]
    fn toggle(this: &Node, name: &str, on: bool);

    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn take(this: &Node, name: &str);

    #[wasm_bindgen(method)]
    fn append(this: &Node, child: &web_sys::Node);

    #[wasm_bindgen(method, js_name = append)]
    fn append_text(this: &Node, text: &str);

    #[wasm_bindgen(method, js_name = replaceChildren)]
    fn clear(this: &Node);
}

/// A new element, such as `div`.
pub(crate) fn element(name: &str) -> Node {
    DOCUMENT.with(|document| document.create_element(name))
}

/// An icon: one line, drawn inline in the text's colour, for there is no icon font.
pub(crate) fn glyph(path: &str) -> Node {
    const SVG: &str = "http://www.w3.org/2000/svg";
    let named = |name| DOCUMENT.with(|document| document.create_element_ns(SVG, name));
    named("svg")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(&named("path").attr("d", path))
}

impl Node {
    /// Sets an attribute.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        self.put(name, value);
        self
    }

    /// As [`Self::attr`], for an element that is there already.
    pub(crate) fn set(&self, name: &str, value: &str) {
        self.put(name, value);
    }

    /// Sets the class names.
    pub(crate) fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Names it for pages and tests (`::part()`), and for the style: the class has the same name.
    pub(crate) fn part(self, name: &str) -> Self {
        self.attr("part", name).attr("class", name)
    }

    /// Sets or removes an attribute without a value.
    pub(crate) fn flag(&self, name: &str, on: bool) {
        self.toggle(name, on);
    }

    /// Sets or removes an attribute.
    pub(crate) fn attr_or_none(&self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.put(name, value),
            None => self.take(name),
        }
    }

    /// Says these words and nothing else.
    pub(crate) fn text(self, words: &str) -> Self {
        self.say(words);
        self
    }

    /// As [`Self::text`], for an element that is there already.
    pub(crate) fn say(&self, words: &str) {
        self.set_text_content(Some(words));
    }

    /// Says one of the widget's own texts (`words.rs`), in the language that is spoken.
    pub(crate) fn words(self, english: &str) -> Self {
        self.text(&Language::current().say(english))
    }

    /// Sets an attribute that visitors hear or see, such as `aria-label` or `placeholder`, to one of the widget's texts.
    pub(crate) fn attr_words(self, name: &str, english: &str) -> Self {
        self.attr(name, &Language::current().say(english))
    }

    /// Adds a child at the end.
    pub(crate) fn child(self, child: &web_sys::Node) -> Self {
        self.append(child);
        self
    }

    /// Adds a child at the end of an element that is there already.
    pub(crate) fn add(&self, child: &web_sys::Node) {
        self.append(child);
    }

    /// Adds a text at the end.
    pub(crate) fn add_text(&self, text: &str) {
        self.append_text(text);
    }

    /// Takes all children away.
    pub(crate) fn empty(&self) {
        self.clear();
    }

    /// Listens for as long as the reactive owner lives.
    pub(crate) fn on(self, event: &'static str, handler: impl Fn(Event) + 'static) -> Self {
        listen(&self, event, Box::new(handler));
        self
    }

    /// Whether the focus is in it.
    pub(crate) fn has_focus(&self) -> bool {
        self.matches(":focus-within").unwrap_or(false)
    }

    /// Moves the focus there, if it can have it.
    pub(crate) fn take_focus(&self) {
        let _ = self.focus();
    }

    /// The node as another type of element, such as an input.
    pub(crate) fn as_type<T: JsCast>(&self) -> &T {
        self.unchecked_ref()
    }
}
