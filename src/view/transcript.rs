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
use super::picture;
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
    picture::watch(&scroller);
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
        let retryable = state.retryable_entry();
        let entries = state.transcript().iter();
        // The way to try again comes and goes without a change of the entry.
        entries
            .map(|entry| {
                let retry = u32::from(retryable == Some(entry.id));
                (entry.id, entry.revision.wrapping_mul(2).wrapping_add(retry))
            })
            .collect()
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
                let new = state.transcript().iter().zip(wanted).skip(kept);
                for (new, (id, revision)) in new {
                    let node = entry(
                        new,
                        state.retryable_entry() == Some(new.id),
                        &state.settings().image_hosts,
                    );
                    list.add(&node);
                    drawn.push((*id, *revision, node));
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
    if let Ok(Some(_)) = element.closest("[part~=retry]") {
        // A key on the button is a click to the browser.
        if event.type_() == "click" {
            view.happen(Event::Retry);
            place.focus();
        }
        return;
    }
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
