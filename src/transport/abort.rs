//! Ends what the browser does for somebody who has gone.

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
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
