//! The messages, oldest first, and what the bot waits for below them. It stays at its end as long as the reader is there.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::composer::PlaceToGoOn;
use super::dom::{Node, each_change, element, owned, slot};
use super::end_of_transcript::EndOfTranscript;
use super::entry::entry;
use super::keypad::keypad;
use super::live_view::LiveView;
use super::selectables::{follow_markup, is_alive, selectables};
use super::words;
use crate::conversation::{Author, Conversation, EntryId, Event};

pub(super) fn transcript(view: LiveView, place: PlaceToGoOn) -> Node {
    let entries = entries(view);
    follow_markup(view, &entries);
    let content = element("div")
        .class("content")
        .child(&entries)
        .child(&slot(view, Conversation::is_typing, |typing| {
            typing.then(typing_dots)
        }))
        .child(&selectables(view, place))
        .child(&keypad(view, place));
    let end = Rc::new(OnceCell::<EndOfTranscript>::new());
    let scroller = element("div")
        .part("transcript")
        .attr("role", "region")
        .attr("aria-label", words::CONVERSATION)
        .attr("tabindex", "0")
        .on("scroll", {
            let end = end.clone();
            move |_| end.get().into_iter().for_each(EndOfTranscript::scrolled)
        })
        .on("click", move |event| act_on_markup(view, place, &event))
        .on("keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if matches!(key.as_deref(), Some("Enter" | " ")) {
                act_on_markup(view, place, &event);
            }
        })
        .child(&content);
    place.is_else(scroller.clone());
    if let Some(watched) = EndOfTranscript::of(scroller.clone().into(), &content) {
        // It is the first to be set.
        let _ = end.set(watched);
    }
    owned(end.clone());
    let own_last = |state: &Conversation| {
        let last = state.transcript().last();
        last.filter(|entry| entry.from == Author::User)
            .map(|entry| entry.id)
    };
    each_change(view, own_last, move |own| {
        // Whoever writes wants to see it arrive.
        if own.is_some() {
            end.get().into_iter().for_each(EndOfTranscript::seek);
        }
    });
    scroller
}

/// The entries, each drawn once for each of its revisions.
fn entries(view: LiveView) -> Node {
    let list = element("div").class("entries").attr("role", "list");
    let drawn = RefCell::new(Vec::<(EntryId, u32, Node)>::new());
    let wanted = |state: &Conversation| -> Vec<(EntryId, u32)> {
        let entries = state.transcript().iter();
        entries.map(|entry| (entry.id, entry.revision)).collect()
    };
    each_change(view, wanted, {
        let list = list.clone();
        move |wanted| {
            let mut drawn = drawn.borrow_mut();
            let kept = drawn
                .iter()
                .zip(wanted)
                .take_while(|((id, revision, _), wanted)| (*id, *revision) == **wanted)
                .count();
            for (_, _, node) in drawn.drain(kept..) {
                node.remove();
            }
            view.read(|state| {
                for new in state.transcript().iter().skip(kept) {
                    let node = entry(new);
                    list.add(&node);
                    drawn.push((new.id, new.revision, node));
                }
            });
        }
    });
    list
}

fn typing_dots() -> Node {
    let dots = element("div").part("typing").attr("aria-hidden", "true");
    for _ in 0..3 {
        dots.add(&element("i"));
    }
    dots
}

/// Markup of the bot's may carry picks and typed input: `data-mix-action`.
fn act_on_markup(view: LiveView, place: PlaceToGoOn, event: &web_sys::Event) {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let Ok(Some(element)) = element.closest("[data-mix-action]") else {
        return;
    };
    let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
    let act = match attribute("data-mix-action").as_str() {
        // It belongs to a question that was answered.
        "selectable" if !is_alive(view, &element) => {
            event.prevent_default();
            return;
        }
        "selectable" => Event::Pick {
            id: attribute("data-mix-selectable-id"),
            value: attribute("data-mix-selectable-value"),
            ticket: None,
        },
        "input" => Event::Say {
            text: attribute("data-mix-input"),
            ticket: None,
        },
        _ => return,
    };
    event.prevent_default();
    place.focus();
    view.happen(act);
}
