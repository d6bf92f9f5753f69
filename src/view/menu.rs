//! The menu: what a visitor can do with the conversation as a whole.
//!
//! Its button stands in the header, in the element of class `actions`, before the button that closes the window, or where
//! there is neither, above the transcript. The items are there only while the menu is open.

use std::cell::RefCell;
use std::rc::Rc;

use reactive_graph::owner::{Owner, WeakOwner};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, KeyboardEvent};

use super::announcer::Announcer;
use super::composer::PlaceToGoOn;
use super::dom::{Node, element, owned};
use super::language::Language;
use super::live_view::LiveView;
use super::transcript_copy::{Copied, Saved, as_json, as_text, copy, print, save};
use super::{glyph, words};
use crate::conversation::Event;

/// What the items do, by the name in `data-act`.
const ITEMS: [(&str, &str); 5] = [
    ("copy", words::COPY),
    ("print", words::PRINT),
    ("text", words::SAVE_AS_TEXT),
    ("json", words::SAVE_AS_JSON),
    (RESTART, words::NEW_CONVERSATION),
];

/// It is a part, too.
const RESTART: &str = "restart";

struct Menu {
    view: LiveView,
    go_on: PlaceToGoOn,
    announcer: Announcer,
    language: Language,
    place: Node,
    button: Node,
    /// The items, while it is open.
    list: RefCell<Option<Node>>,
    /// Weak, because it owns this.
    owner: Option<WeakOwner>,
    /// What the last print runs in.
    print: RefCell<Option<Owner>>,
    /// The last copy.
    copied: RefCell<Option<Copied>>,
    /// The file that was saved last.
    saved: RefCell<Option<Saved>>,
}

/// Gone from its place with the view.
struct Placed(Node);

impl Drop for Placed {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Puts the menu where it belongs.
pub(super) fn menu(view: LiveView, go_on: PlaceToGoOn, announcer: Announcer, panel: &Element) {
    let button = element("button")
        .attr("type", "button")
        .part("menu")
        .attr_words("aria-label", words::MENU)
        .attr("aria-haspopup", "menu")
        .attr("aria-expanded", "false")
        .child(&glyph::menu());
    let place = element("div").class("menu-place").child(&button);
    let menu = Rc::new(Menu {
        view,
        go_on,
        announcer,
        language: Language::current(),
        place: place.clone(),
        button,
        list: RefCell::default(),
        owner: Owner::current().map(|owner| owner.downgrade()),
        print: RefCell::default(),
        copied: RefCell::default(),
        saved: RefCell::default(),
    });
    let (clicked, pressed, left) = (menu.clone(), menu.clone(), menu);
    let place = place
        .on("click", move |event| {
            if let Some(target) = event.target() {
                clicked.clicked(target.unchecked_ref());
            }
        })
        .on("keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                pressed.pressed(event);
            }
        })
        .on("focusout", move |event| {
            let to = event
                .dyn_ref::<FocusEvent>()
                .and_then(FocusEvent::related_target);
            let to = to.and_then(|to| to.dyn_into::<web_sys::Node>().ok());
            if !left.place.contains(to.as_ref()) {
                left.close();
            }
        });
    // A press that took the focus from an item would close the menu before the click, in browsers in which it does not go
    // to buttons.
    let place = place.on("mousedown", |event| event.prevent_default());
    owned(Placed(put(place, panel)));
}

fn put(place: Node, panel: &Element) -> Node {
    let near = |selector: &str| {
        panel
            .parent_node()?
            .unchecked_into::<Element>()
            .query_selector(selector)
            .ok()?
    };
    // Each fails only where a node would hold itself.
    if let Some(actions) = near(".actions") {
        let _ = actions.prepend_with_node_1(&place);
        place
    } else if let Some(close) = near(".header .close") {
        let _ = close.before_with_node_1(&place);
        place
    } else {
        let strip = element("div").class("strip").child(&place);
        let _ = panel.prepend_with_node_1(&strip);
        strip
    }
}

impl Menu {
    fn clicked(&self, target: &Element) {
        if self.button.contains(Some(target)) {
            if self.list.borrow().is_none() {
                self.open();
            } else {
                self.close();
            }
            return;
        }
        let item = target.closest("[data-act]").ok().flatten();
        let act = item
            .as_ref()
            .and_then(|item| item.get_attribute("data-act"));
        if let (Some(item), Some(act)) = (item, act) {
            self.act(&act, item.unchecked_ref());
        }
    }

    fn act(&self, act: &str, item: &Node) {
        match act {
            "copy" => {
                // The menu stays, to say what came of it.
                let (item, announcer, language) =
                    (item.clone(), self.announcer, self.language.clone());
                let tell = move |copied| {
                    let words = if copied {
                        words::COPIED
                    } else {
                        words::NOT_COPIED
                    };
                    let words = language.say(words);
                    item.say(&words);
                    announcer.say(&words);
                };
                let copied = copy(&self.text(), Rc::new(tell));
                self.copied.replace(Some(copied));
                return;
            }
            "print" => self.print(),
            "text" => self.save("text/plain", "chat.txt", &self.text()),
            "json" => self.save("application/json", "chat.json", &self.view.look(as_json)),
            _ => {}
        }
        self.button.take_focus();
        self.close();
        if act == RESTART {
            self.go_on.focus();
            self.view.happen(Event::Restart { ticket: None });
        }
    }

    fn text(&self) -> String {
        self.view.look(|state| as_text(state, &self.language))
    }

    fn save(&self, media_type: &str, name: &str, content: &str) {
        self.saved.replace(save(media_type, name, content));
    }

    fn print(&self) {
        // The last one goes first.
        self.print.take();
        if let Some(outer) = self.owner.as_ref().and_then(WeakOwner::upgrade) {
            let owner = outer.child();
            owner.with(|| print(self.view, &self.language, &self.place));
            self.print.replace(Some(owner));
        }
    }

    fn pressed(&self, event: &KeyboardEvent) {
        let items = self.items();
        if items.is_empty() {
            if event.key() == "ArrowDown" {
                event.prevent_default();
                self.open();
            }
            return;
        }
        let at = items.iter().position(|item| item.has_focus());
        let last = items.len() - 1;
        let to = match event.key().as_str() {
            "ArrowDown" => at.map_or(0, |at| if at == last { 0 } else { at + 1 }),
            "ArrowUp" => at.map_or(last, |at| at.checked_sub(1).unwrap_or(last)),
            "Home" => 0,
            "End" => last,
            "Escape" => {
                // It closes the menu and not the window, which is the browser's to close where it is modal.
                event.stop_propagation();
                event.prevent_default();
                self.button.take_focus();
                return self.close();
            }
            "Tab" => return self.close(),
            _ => return,
        };
        event.prevent_default();
        if let Some(item) = items.get(to) {
            item.take_focus();
        }
    }

    fn open(&self) {
        let list = element("div")
            .class("menu-items")
            .attr("role", "menu")
            .attr("aria-label", &self.language.say(words::MENU));
        for (act, label) in ITEMS {
            let item = element("button")
                .attr("type", "button")
                .attr("role", "menuitem")
                .attr("tabindex", "-1")
                .attr("data-act", act);
            if act == RESTART {
                item.clone().attr("part", act);
            }
            list.add(&item.text(&self.language.say(label)));
        }
        self.place.add(&list);
        self.list.replace(Some(list));
        self.expanded("true");
        if let Some(first) = self.items().first() {
            first.take_focus();
        }
    }

    fn close(&self) {
        // It is taken first: when the focus goes with the items, this is called again.
        let list = self.list.take();
        if let Some(list) = list {
            self.expanded("false");
            list.remove();
        }
    }

    fn expanded(&self, state: &str) {
        self.button.attr_or_none("aria-expanded", Some(state));
    }

    fn items(&self) -> Vec<Node> {
        let mut items = Vec::new();
        let list = self.list.borrow();
        let mut next = list.as_ref().and_then(|list| list.first_element_child());
        while let Some(item) = next {
            next = item.next_element_sibling();
            items.push(item.unchecked_into());
        }
        items
    }
}
