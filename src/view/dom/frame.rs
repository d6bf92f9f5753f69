//! The next frame, for what has to wait until an element is in the document.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Runs `then` before the browser paints next, even if the view is gone by then.
pub(crate) fn next_frame(then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    if let Some(window) = web_sys::window() {
        // Fails only for what is no function.
        let _ = window.request_animation_frame(then.unchecked_ref());
    }
}
