//! The keys of a telephone, for questions that take them (`qa_action.recognition_settings`).
//!
//! It stays while the bot is at work, so that whoever dials keeps the place; it goes with a question that takes no keys.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::composer::PlaceToGoOn;
use super::dom::{Node, each_change, element, slot};
use super::live_view::LiveView;
use super::move_focus::move_focus;
use super::{glyph, words};
use crate::conversation::{Composer, Conversation, Event, Keypad, KeypadSettings, Pressed};

const KEYS: [(char, &str); 12] = [
    ('1', ""),
    ('2', "ABC"),
    ('3', "DEF"),
    ('4', "GHI"),
    ('5', "JKL"),
    ('6', "MNO"),
    ('7', "PQRS"),
    ('8', "TUV"),
    ('9', "WXYZ"),
    ('*', ""),
    ('0', ""),
    ('#', ""),
];

pub(super) fn keypad(view: LiveView, place: PlaceToGoOn) -> Node {
    let shown = Cell::new(false);
    let last = RefCell::new(None::<Node>);
    slot(
        view,
        move |state| {
            match state.question() {
                Some(question) => shown.set(question.keypad.is_some()),
                None if state.composer() == Composer::Closed => shown.set(false),
                None => {}
            }
            shown.get()
        },
        move |shown| {
            if let Some(last) = last.take()
                && last.has_focus()
            {
                place.focus();
            }
            shown.then(|| {
                let pad = pad(view);
                last.replace(Some(pad.clone()));
                pad
            })
        },
    )
}

/// The question's keys, and whether what is pressed has to be hidden.
fn asked(state: &Conversation) -> Option<(KeypadSettings, bool)> {
    let question = state.question()?;
    Some((question.keypad.clone()?, question.mask))
}

struct Pad {
    view: LiveView,
    /// `None` while the bot is at work.
    keypad: RefCell<Option<Keypad>>,
    masked: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    display: Node,
    erase: Node,
}

fn pad(view: LiveView) -> Node {
    let pad = Rc::new(Pad {
        view,
        keypad: RefCell::default(),
        masked: Cell::new(false),
        timer: RefCell::default(),
        display: element("div").class("dialled"),
        erase: element("button")
            .attr("type", "button")
            .class("erase")
            .attr_words("aria-label", words::ERASE)
            .child(&glyph::erase()),
    });
    let keys = element("div").class("keys");
    for (key, letters) in KEYS {
        let name = key.to_string();
        let button = element("button")
            .attr("type", "button")
            .part("key")
            .attr("data-key", &name)
            .child(&element("span").text(&name));
        match key {
            '*' => drop(button.clone().attr_words("aria-label", words::STAR)),
            '#' => drop(button.clone().attr_words("aria-label", words::POUND)),
            _ => {
                let letters = element("small").attr("aria-hidden", "true").text(letters);
                button.add(&letters);
            }
        }
        keys.add(&button);
    }
    let drawn = element("div")
        .part("keypad")
        .attr("role", "group")
        .attr_words("aria-label", words::KEYPAD)
        .on("click", {
            let pad = pad.clone();
            move |event| pad.clicked(&event)
        })
        .on("keydown", {
            let (pad, keys) = (pad.clone(), keys.clone());
            move |event| {
                if !pad.typed(&event) {
                    move_focus(&keys, &event, 3);
                }
            }
        })
        .child(
            &element("div")
                .class("dialling")
                .child(&pad.display)
                .child(&pad.erase),
        )
        .child(&keys);
    each_change(view, asked, {
        let drawn = drawn.clone();
        move |asked| {
            pad.timer.take();
            pad.masked
                .set(asked.as_ref().is_some_and(|(_, masked)| *masked));
            let keypad = asked.as_ref().map(|(keys, _)| Keypad::new(keys.clone()));
            drawn.flag("data-busy", keypad.is_none());
            pad.keypad.replace(keypad);
            pad.show();
        }
    });
    drawn
}

impl Pad {
    fn clicked(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        if self.erase.contains(Some(&target)) {
            self.act(Keypad::erase);
        } else if let Ok(Some(key)) = target.closest("[data-key]") {
            let key = key.get_attribute("data-key").unwrap_or_default();
            self.press(&key);
        }
    }

    /// Says whether it was a key of the telephone's.
    fn typed(self: &Rc<Self>, event: &web_sys::Event) -> bool {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return false;
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let key = event.key();
        match key.as_str() {
            "Backspace" => self.act(Keypad::erase),
            key if KEYS.iter().any(|(known, _)| key.chars().eq([*known])) => self.press(key),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn press(self: &Rc<Self>, key: &str) {
        if let Some(key) = key.chars().next() {
            self.act(|keypad| keypad.press(key));
        }
    }

    fn act(self: &Rc<Self>, act: impl FnOnce(&mut Keypad) -> Pressed) {
        let pressed = match &mut *self.keypad.borrow_mut() {
            Some(keypad) => act(keypad),
            None => return,
        };
        self.timer.take();
        match pressed {
            Pressed::Nothing => {}
            Pressed::Waiting(time) => {
                let pad = Rc::downgrade(self);
                let milliseconds = u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
                self.timer.replace(Some(Timeout::new(milliseconds, move || {
                    if let Some(pad) = pad.upgrade() {
                        pad.act(Keypad::time_is_up);
                    }
                })));
            }
            Pressed::Dialled(dialled) => self.view.happen(Event::Dial {
                dialled,
                ticket: None,
            }),
        }
        self.show();
    }

    fn show(&self) {
        let keypad = self.keypad.borrow();
        let pressed = keypad.as_ref().map(Keypad::pressed).unwrap_or_default();
        self.display.say(&if self.masked.get() {
            "•".repeat(pressed.len())
        } else {
            pressed.to_owned()
        });
        self.erase.flag("hidden", pressed.is_empty());
    }
}
