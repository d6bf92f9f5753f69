//! The element that holds the chat: what a site sets there while the chat runs.

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::GetValue;
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

use super::dom::Node;

/// The host of the shadow root that the view is in. There is none where an app mounts the view by itself.
#[derive(Clone, Copy)]
pub(super) struct Host(StoredValue<Option<Node>, LocalStorage>);

impl Host {
    /// The host of a panel that is in its place.
    pub(super) fn of(panel: &Element) -> Self {
        let root = panel.get_root_node().dyn_into::<ShadowRoot>();
        let host = root.ok().map(|root| root.host().unchecked_into());
        Self(StoredValue::new_local(host))
    }

    /// An attribute as it stands now.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        self.0.try_get_value()??.get_attribute(name)
    }
}
