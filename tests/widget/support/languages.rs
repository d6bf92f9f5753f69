//! Other languages than English, as pages load them.

use bavard::view::Texts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/loader/bavard-language.js")]
extern "C" {
    #[wasm_bindgen(js_name = textsOf)]
    fn texts_of(tag: &str, table: &JsValue, own: &JsValue) -> Texts;

    /// Has everything in `window` drawn again by `draw`, unnoticed.
    pub(crate) fn redraw(window: &HtmlElement, draw: &mut dyn FnMut());
}

/// French texts, and the page's own, a JSON object, before them.
pub(crate) fn french(own: &str) -> Texts {
    texts("fr", include_str!("../../../strings/fr.json"), own)
}

/// The texts of a file in `strings/`, and the page's own before them.
pub(crate) fn texts(tag: &str, file: &str, own: &str) -> Texts {
    let parsed = |json| js_sys::JSON::parse(json).unwrap();
    texts_of(tag, &parsed(file), &parsed(own))
}
