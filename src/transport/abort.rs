//! Ends what the browser does for somebody who has gone.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

/// A signal that is given when this is dropped: to a request, or to a handler of the page.
#[derive(Debug)]
pub(crate) struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    /// A signal that is not given yet.
    ///
    /// # Errors
    /// In a browser without abort controllers.
    pub(crate) fn new() -> Result<Self, JsValue> {
        AbortController::new().map(Self)
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.0.signal()
    }

    /// The page's answer, or an error once this is dropped: what waits for a promise that never settles is never freed.
    pub(crate) fn bound(&self, answer: &JsValue) -> Promise {
        let signal = self.signal();
        let dropped = Promise::new(&mut |_, reject| {
            // Fails only for what is no function.
            let _ = signal.add_event_listener_with_callback("abort", &reject);
        });
        Promise::race(&Array::of2(answer, &dropped))
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
