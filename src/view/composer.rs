//! Where the visitor writes; when the conversation is over, the way to a new one.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{GetValue, LocalStorage, SetValue, StoredValue};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use super::dom::{Node, element, slot};
use super::live_view::LiveView;
use super::{glyph, words};
use crate::conversation::{Composer, Event};

/// The element that takes the visitor's text, for those who have to move the focus there.
#[derive(Clone, Copy)]
pub(super) struct ComposerField(StoredValue<Option<Node>, LocalStorage>);

impl ComposerField {
    /// A field that is not drawn yet.
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    fn is(self, field: Option<Node>) {
        self.0.set_value(field);
    }

    fn has_focus(self) -> bool {
        self.0.get_value().is_some_and(|field| field.has_focus())
    }

    /// Moves the focus from something that is about to go to where the visitor goes on.
    ///
    /// On a touch screen that is not the composer: it would raise the keyboard over the answer.
    pub(super) fn focus(self) {
        let coarse = web_sys::window()
            .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
            .is_some_and(|query| query.matches());
        if let Some(field) = self.0.get_value().filter(|_| !coarse) {
            field.take_focus();
        }
    }
}

pub(super) fn composer(view: LiveView, field: ComposerField) -> Node {
    let draft = Rc::new(RefCell::new(String::new()));
    slot(
        view,
        |state| (state.composer(), state.notice().is_some()),
        move |(state, noticed)| match state {
            Composer::Open { masked } => Some(open(view, field, &draft, *masked)),
            // A notice has the button already.
            Composer::Closed => {
                let was_here = field.has_focus();
                field.is(None);
                (!noticed).then(|| over(view, field, was_here))
            }
        },
    )
}

fn open(view: LiveView, field: ComposerField, draft: &Rc<RefCell<String>>, masked: bool) -> Node {
    let input = if masked {
        element("input")
            .attr("type", "password")
            .attr("autocomplete", "off")
    } else {
        element("textarea")
            .attr("rows", "1")
            .attr("enterkeyhint", "send")
    };
    let input = input
        .part("input")
        .attr("aria-label", words::MESSAGE)
        .attr("placeholder", words::MESSAGE);
    put(&input, masked, &draft.borrow());
    let send = element("button")
        .attr("type", "submit")
        .part("send")
        .attr_words("aria-label", words::SEND)
        // A press that took the focus from the field would close the keyboard of a touch screen.
        .on("mousedown", |event| event.prevent_default())
        .child(&glyph::send());
    let written = {
        let (draft, input, send) = (draft.clone(), input.clone(), send.clone());
        move || {
            let text = written(&input, masked);
            send.flag("disabled", text.trim().is_empty());
            draft.replace(text);
        }
    };
    written();
    let say = {
        let (draft, input, send) = (draft.clone(), input.clone(), send.clone());
        Rc::new(move || {
            let text = draft.take();
            if text.trim().is_empty() {
                return;
            }
            put(&input, masked, "");
            send.flag("disabled", true);
            view.happen(Event::Say { text, ticket: None });
        })
    };
    let input = input.on("input", move |_| written()).on("keydown", {
        let say = say.clone();
        move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            // While an input method composes, Enter chooses a candidate.
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                say();
            }
        }
    });
    field.is(Some(input.clone()));
    element("form")
        .part("composer")
        .on("submit", move |event| {
            event.prevent_default();
            say();
        })
        .child(&element("div").class("field").child(&input).child(&send))
}

fn written(input: &Node, masked: bool) -> String {
    if masked {
        input.as_type::<HtmlInputElement>().value()
    } else {
        input.as_type::<HtmlTextAreaElement>().value()
    }
}

fn put(input: &Node, masked: bool, text: &str) {
    if masked {
        input.as_type::<HtmlInputElement>().set_value(text);
    } else {
        input.as_type::<HtmlTextAreaElement>().set_value(text);
    }
}

/// `takes_focus` when the composer had it, so that it is not lost with the composer.
fn over(view: LiveView, field: ComposerField, takes_focus: bool) -> Node {
    let begin_again = element("button")
        .attr("type", "button")
        .part("restart")
        .text(words::NEW_CONVERSATION)
        .on("click", move |_| {
            view.happen(Event::Restart { ticket: None });
            after_drawing(move || field.focus());
        });
    if takes_focus {
        let button = begin_again.clone();
        after_drawing(move || button.take_focus());
    }
    element("div")
        .class("over")
        .child(&element("p").text(words::ENDED))
        .child(&begin_again)
}

/// Elements take the focus only once they are in the document.
fn after_drawing(then: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(then);
}
