//! What runs for the view and goes with it: listeners, and whatever else has to be held.

use std::any::Any;

use reactive_graph::owner::StoredValue;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

type Handler = Closure<dyn Fn(Event)>;

/// A listener. Dropping it takes it off its target.
struct Listener {
    target: EventTarget,
    event: &'static str,
    captures: bool,
    handler: Handler,
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Fails only for what is no function.
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.event,
            self.handler.as_ref().unchecked_ref(),
            self.captures,
        );
    }
}

/// Listens to `target` for as long as the reactive owner lives.
pub(crate) fn listen(target: &EventTarget, event: &'static str, handler: Box<dyn Fn(Event)>) {
    begin(target, event, handler, false);
}

/// As [`listen`], for events of whatever is in `target` that do not bubble.
pub(crate) fn capture(target: &EventTarget, event: &'static str, handler: Box<dyn Fn(Event)>) {
    begin(target, event, handler, true);
}

fn begin(target: &EventTarget, event: &'static str, handler: Box<dyn Fn(Event)>, captures: bool) {
    let handler = Handler::wrap(handler);
    // Fails only for what is no function.
    let _ = target.add_event_listener_with_callback_and_bool(
        event,
        handler.as_ref().unchecked_ref(),
        captures,
    );
    owned(Listener {
        target: target.clone(),
        event,
        captures,
        handler,
    });
}

/// Holds something for as long as the reactive owner lives.
pub(crate) fn owned(held: impl Any) {
    hold(Box::new(held));
}

fn hold(held: Box<dyn Any>) {
    StoredValue::new_local(held);
}
