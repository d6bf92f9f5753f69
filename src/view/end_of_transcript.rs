//! Keeps the reader at the end of the transcript, unless the reader went up.
//!
//! A resize observer tells of everything that moves the end: new messages, pictures that arrive, a keyboard that opens, a
//! window that is shown again. It does so after layout and before paint, so that nothing flickers.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// How far from the end a reader still counts as being there, in CSS pixels.
const NEAR: i32 = 48;

/// Watches a scroller and its content. Dropping it ends the watch.
pub(super) struct EndOfTranscript {
    place: Rc<Place>,
    observer: ResizeObserver,
    _moved: Closure<dyn FnMut()>,
}

struct Place {
    scroller: Element,
    /// Whether the reader is at the end.
    stays: Cell<bool>,
    /// Where the end was when it was last gone to. Scroll events come late: by then more may have been said.
    end: Cell<i32>,
}

impl EndOfTranscript {
    /// Starts at the end. `None` in a browser without resize observers.
    pub(super) fn of(scroller: Element, content: &Element) -> Option<Self> {
        let place = Rc::new(Place {
            scroller,
            stays: Cell::new(true),
            end: Cell::new(0),
        });
        let moved = Closure::<dyn FnMut()>::new({
            let place = place.clone();
            move || place.keep()
        });
        let observer = ResizeObserver::new(moved.as_ref().unchecked_ref()).ok()?;
        observer.observe(&place.scroller);
        observer.observe(content);
        Some(Self {
            place,
            observer,
            _moved: moved,
        })
    }

    /// The reader scrolled, or was scrolled.
    pub(super) fn scrolled(&self) {
        let place = &self.place;
        let bottom = place.scroller.scroll_top() + place.scroller.client_height();
        place.stays.set(place.end.get() - bottom < NEAR);
    }

    /// Goes to the end wherever the reader is.
    pub(super) fn seek(&self) {
        self.place.stays.set(true);
        self.place.keep();
    }
}

impl Place {
    fn keep(&self) {
        if self.stays.get() {
            self.end.set(self.scroller.scroll_height());
            self.scroller.set_scroll_top(self.end.get());
        }
    }
}

impl Drop for EndOfTranscript {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl fmt::Debug for EndOfTranscript {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EndOfTranscript(..)")
    }
}
