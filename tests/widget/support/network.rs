//! The browser's word for whether there is a network, as a test wants it.

use js_sys::Function;
use wasm_bindgen::JsValue;

/// Stands in for `navigator.onLine`. Dropping it gives the page the browser's own back.
pub(crate) struct Network(());

impl Network {
    pub(crate) fn online() -> Self {
        let network = Self(());
        network.set(true);
        network
    }

    pub(crate) fn go_offline(&self) {
        self.set(false);
        tell("offline");
    }

    pub(crate) fn come_back(&self) {
        self.set(true);
        tell("online");
    }

    fn set(&self, online: bool) {
        Function::new_with_args(
            "online",
            "Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online })",
        )
        .call1(&JsValue::UNDEFINED, &online.into())
        .unwrap();
    }
}

fn tell(event: &str) {
    let event = web_sys::Event::new(event).unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
}

impl Drop for Network {
    fn drop(&mut self) {
        js_sys::eval("delete navigator.onLine").unwrap();
    }
}
