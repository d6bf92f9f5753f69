//! What becomes of the page: whether the chat is in view, when the page goes, and when it comes back.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

/// What became of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// The chat may have come into view, or gone out of it.
    View,
    /// The page goes, for good or into the back/forward cache, or is frozen.
    Leaves,
    /// The page is back from there.
    Returns,
}

/// Listens to the life of the page. Dropping it ends that.
pub(super) struct PageLife {
    listening: Vec<(EventTarget, &'static str)>,
    handler: Closure<dyn Fn(Event)>,
}

impl PageLife {
    /// Tells what becomes of the page; `element` is the one that tells of its window (`bavard-open`, `bavard-close`).
    pub(super) fn watch(
        element: Option<&EventTarget>,
        changed: impl Fn(Change) + 'static,
    ) -> Option<Self> {
        let window = web_sys::window()?;
        let document: EventTarget = window.document()?.into();
        let window: EventTarget = window.into();
        let handler = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(change) = change(&event) {
                changed(change);
            }
        });
        let mut listening = vec![
            (window.clone(), "pagehide"),
            (window, "pageshow"),
            (document.clone(), "freeze"),
            (document.clone(), "resume"),
            (document, "visibilitychange"),
        ];
        if let Some(element) = element {
            listening.push((element.clone(), "bavard-open"));
            listening.push((element.clone(), "bavard-close"));
        }
        for (target, event) in &listening {
            // Fails only for what is no function.
            let _ =
                target.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
        }
        Some(Self { listening, handler })
    }
}

impl Drop for PageLife {
    fn drop(&mut self) {
        for (target, event) in &self.listening {
            // Fails only for what is no function.
            let _ = target
                .remove_event_listener_with_callback(event, self.handler.as_ref().unchecked_ref());
        }
    }
}

impl std::fmt::Debug for PageLife {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PageLife(..)")
    }
}

fn change(event: &Event) -> Option<Change> {
    Some(match event.type_().as_str() {
        "pagehide" | "freeze" => Change::Leaves,
        "resume" => Change::Returns,
        // Every page is shown once when it was loaded; only one that was kept comes back.
        "pageshow" => {
            let persisted = js_sys::Reflect::get(event, &"persisted".into());
            if persisted.is_ok_and(|persisted| persisted.is_truthy()) {
                Change::Returns
            } else {
                return None;
            }
        }
        _ => Change::View,
    })
}

/// Whether the page is in a tab that shows.
pub(super) fn page_is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| !document.hidden())
}
