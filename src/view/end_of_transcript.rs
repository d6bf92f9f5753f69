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

/// In CSS pixels.
#[derive(Clone, Copy)]
struct Measures {
    /// Height of all there is.
    content: i32,
    /// Height of the part in view.
    view: i32,
    /// How much is above it.
    top: i32,
}

struct Place {
    scroller: Element,
    /// Whether the reader is at the end.
    stays: Cell<bool>,
    /// Where things stood when they were last looked at.
    last: Cell<Measures>,
    arrived: Box<dyn Fn()>,
}

impl EndOfTranscript {
    /// Starts at the end; `arrived` is called whenever the reader is there. `None` in a browser without resize observers.
    pub(super) fn of(scroller: Element, content: &Element, arrived: Box<dyn Fn()>) -> Option<Self> {
        let place = Rc::new(Place {
            scroller,
            stays: Cell::new(true),
            // Whoever scrolls before the first look does not stay at the end.
            last: Cell::new(Measures {
                content: 0,
                view: i32::MAX,
                top: i32::MAX,
            }),
            arrived,
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

    /// The reader scrolled, or the browser did because something changed its size.
    ///
    /// Only readers go up while there is no less to see; a browser does so where content shrinks or the view grows.
    pub(super) fn scrolled(&self) {
        let place = &self.place;
        let now = place.measured();
        let last = place.last.get();
        if now.content - now.view - now.top < NEAR {
            place.arrive();
        } else if now.top < last.top && now.content >= last.content && now.view <= last.view {
            place.stays.set(false);
        }
        // Heights are the observer's to take note of.
        place.last.set(Measures {
            top: now.top,
            ..last
        });
    }

    /// Whether the reader is at the end.
    pub(super) fn is_reached(&self) -> bool {
        self.place.stays.get()
    }

    /// Goes to the end wherever the reader is.
    pub(super) fn seek(&self) {
        self.place.arrive();
        self.place.keep();
    }
}

impl Place {
    fn arrive(&self) {
        self.stays.set(true);
        (self.arrived)();
    }

    fn keep(&self) {
        if self.stays.get() {
            self.scroller.set_scroll_top(self.scroller.scroll_height());
        }
        self.last.set(self.measured());
    }

    fn measured(&self) -> Measures {
        Measures {
            content: self.scroller.scroll_height(),
            view: self.scroller.client_height(),
            top: self.scroller.scroll_top(),
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
