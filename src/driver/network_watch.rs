//! The browser's word for whether there is a network.

use std::fmt;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::Window;

use crate::conversation::Event;
use crate::transport::is_online;

/// Listens for the network to come and go. Dropping it ends that.
pub(super) struct NetworkWatch {
    window: Option<Window>,
    changed: Closure<dyn Fn()>,
}

const EVENTS: [&str; 2] = ["online", "offline"];

impl NetworkWatch {
    pub(super) fn new(tell: impl Fn(Event) + 'static) -> Self {
        let changed = Closure::<dyn Fn()>::new(move || {
            tell(if is_online() {
                Event::CameOnline
            } else {
                Event::WentOffline
            });
        });
        let window = web_sys::window();
        for name in EVENTS {
            if let Some(window) = &window {
                // Fails only for what is no function.
                let _ =
                    window.add_event_listener_with_callback(name, changed.as_ref().unchecked_ref());
            }
        }
        Self { window, changed }
    }
}

impl Drop for NetworkWatch {
    fn drop(&mut self) {
        for name in EVENTS {
            if let Some(window) = &self.window {
                let _ = window.remove_event_listener_with_callback(
                    name,
                    self.changed.as_ref().unchecked_ref(),
                );
            }
        }
    }
}

impl fmt::Debug for NetworkWatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NetworkWatch(..)")
    }
}
