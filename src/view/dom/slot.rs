//! Parts of the view that follow a part of the state.

use std::cell::RefCell;
use std::rc::Rc;

use reactive_graph::effect::RenderEffect;
use reactive_graph::graph::untrack;
use reactive_graph::owner::{Owner, WeakOwner};
use wasm_bindgen::JsCast;

use super::listener::owned;
use super::node::{Node, element};
use crate::conversation::Conversation;
use crate::view::language::Language;
use crate::view::live_view::LiveView;

/// Shows a part of the state now, and again whenever that part has changed.
pub(crate) fn each_change<T: PartialEq + 'static>(
    view: LiveView,
    read: impl Fn(&Conversation) -> T + 'static,
    show: impl Fn(&T) + 'static,
) {
    let last = Rc::new(RefCell::new(None));
    let changes = {
        let last = last.clone();
        move |state: &Conversation| {
            let now = Some(read(state));
            let changes = *last.borrow() != now;
            if changes {
                last.replace(now);
            }
            changes
        }
    };
    let show = move || {
        if let Some(part) = &*last.borrow() {
            show(part);
        }
    };
    follow(view, Box::new(changes), Box::new(show));
}

/// Boxed, so that the widget holds the code around a part of the state once.
fn follow(view: LiveView, changes: Box<dyn Fn(&Conversation) -> bool>, show: Box<dyn Fn()>) {
    effect(Box::new(move || {
        if view.read(&changes) {
            untrack(&show);
        }
    }));
}

/// Marks the element of a slot's content that takes the focus over from the content before it.
pub(crate) const FOCAL: &str = "data-focal";

/// A place whose content is drawn again whenever a part of the state has changed. It has no box of its own.
pub(crate) fn slot<T: PartialEq + 'static>(
    view: LiveView,
    read: impl Fn(&Conversation) -> T + 'static,
    draw: impl Fn(&T) -> Option<Node> + 'static,
) -> Node {
    let place = element("div").class("slot");
    let content = Content::new(place.clone());
    each_change(view, read, move |part| content.draw(&|| draw(part)));
    place
}

/// A place whose content is drawn again whenever another language is spoken.
pub(crate) fn in_language(language: &Language, draw: impl Fn() -> Node + 'static) -> Node {
    let place = element("div").class("slot");
    let content = Content::new(place.clone());
    let redraw = Rc::new(move || content.draw(&|| Some(draw())));
    language.provide(redraw.clone());
    redraw();
    place
}

/// The content of a slot, with the owner of what runs for it.
struct Content {
    place: Node,
    /// Weak, because it owns this: a strong one would keep the view for ever.
    outer: Option<WeakOwner>,
    drawn: RefCell<Option<Owner>>,
}

impl Content {
    fn new(place: Node) -> Self {
        Self {
            place,
            outer: Owner::current().map(|owner| owner.downgrade()),
            drawn: RefCell::default(),
        }
    }

    fn draw(&self, draw: &dyn Fn() -> Option<Node>) {
        let had_focus = self.place.has_focus();
        // What runs for the old content ends before the content goes.
        self.drawn.take();
        let Some(outer) = self.outer.as_ref().and_then(WeakOwner::upgrade) else {
            return;
        };
        let owner = outer.child();
        let content = owner.with(draw);
        self.place.empty();
        if let Some(content) = content {
            self.place.add(&content);
            if had_focus
                && let Ok(Some(focal)) = content.query_selector(&["[", FOCAL, "]"].concat())
            {
                focal.unchecked_into::<Node>().take_focus();
            }
            self.drawn.replace(Some(owner));
        }
    }
}

/// Boxed, so that the widget holds the code around an effect once.
fn effect(mut run: Box<dyn FnMut()>) {
    owned(RenderEffect::new(move |_: Option<()>| run()));
}
