//! The element that holds the chat: what a site sets there while the chat runs.

use leptos::prelude::{LocalStorage, ReadValue, StoredValue};
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

/// The host of the shadow root that the view is in. There is none where an app mounts the view by itself.
#[derive(Clone, Copy)]
pub(super) struct Host(StoredValue<Option<Element>, LocalStorage>);

impl Host {
    /// The host of a panel that is in its place.
    pub(super) fn of(panel: &Element) -> Self {
        let root = panel.get_root_node().dyn_into::<ShadowRoot>();
        Self(StoredValue::new_local(root.ok().map(|root| root.host())))
    }

    /// An attribute as it stands now.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        self.0.read_value().as_ref()?.get_attribute(name)
    }
}
