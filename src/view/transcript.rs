//! The messages, oldest first, and what the bot waits for below them. It stays at its end as long as the reader is there.

use std::cell::OnceCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::announcer::Announcer;
use super::calendar::Calendar;
use super::composer::PlaceToGoOn;
use super::dom::{Node, each_change, element, owned, slot};
use super::end_of_transcript::EndOfTranscript;
use super::entries::{Added, Entries};
use super::host::Host;
use super::jump::Jump;
use super::keypad::keypad;
use super::language::Language;
use super::live_view::LiveView;
use super::picture;
use super::selectables::{follow_markup, is_alive, selectables};
use super::walk::walk;
use super::{feedback, words};
use crate::conversation::{Conversation, Event};

pub(super) fn transcript(
    view: LiveView,
    place: PlaceToGoOn,
    host: Host,
    announcer: Announcer,
) -> Node {
    let language = Language::current();
    let calendar = view.look(|state| Calendar::of(&language, state));
    let hosts = view.look(|state| state.settings().image_hosts.clone());
    let entries = Rc::new(Entries::new(host, calendar, hosts));
    let jump = Rc::new(Jump::new());
    let content = element("div")
        .class("content")
        .child(entries.list())
        .child(&slot(view, Conversation::is_typing, |typing| {
            typing.then(typing_dots)
        }))
        .child(&selectables(view, place))
        .child(&keypad(view, place));
    let end = Rc::new(OnceCell::<EndOfTranscript>::new());
    let list = entries.list().clone();
    let walked = list.clone();
    let scroller = element("div")
        .part("transcript")
        .attr("role", "region")
        .attr_words("aria-label", words::CONVERSATION)
        .attr("tabindex", "0")
        .on("scroll", {
            let end = end.clone();
            move |_| end.get().into_iter().for_each(EndOfTranscript::scrolled)
        })
        .on("click", {
            let language = language.clone();
            move |event| clicked(view, place, announcer, &language, &event)
        })
        .on("submit", move |event| {
            event.prevent_default();
            if let Some(form) = target(&event) {
                feedback::submitted(view, announcer, &language, &form);
            }
        })
        .on("keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                match event.key().as_str() {
                    "Enter" | " " => act_on_markup(view, place, event),
                    _ => walk(&walked, event),
                }
            }
        })
        .child(&content);
    place.is_else(scroller.clone());
    let arrived = {
        let jump = jump.clone();
        move || jump.clear()
    };
    if let Some(watched) = EndOfTranscript::of(scroller.clone().into(), &content, Box::new(arrived))
    {
        // It is the first to be set.
        let _ = end.set(watched);
    }
    owned(end.clone());
    picture::watch(&scroller);
    let wanted = {
        let entries = entries.clone();
        move |state: &Conversation| entries.wanted(state)
    };
    each_change(view, wanted, {
        let (end, jump) = (end.clone(), jump.clone());
        move |_| {
            let added = view.look(|state| entries.draw(state));
            if let Some(end) = end.get() {
                follow(added, end, &jump);
            }
        }
    });
    // After what draws the entries: effects run in the order in which they were made.
    follow_markup(view, &list);
    let jump = jump.place().clone().on("click", move |_| {
        // Before the button goes with the focus.
        place.focus();
        end.get().into_iter().for_each(EndOfTranscript::seek);
    });
    element("div")
        .class("messages")
        .child(&scroller)
        .child(&jump)
}

fn follow(added: Added, end: &EndOfTranscript, jump: &Jump) {
    if added.own {
        // Whoever writes wants to see it arrive.
        end.seek();
    } else if !end.is_reached() {
        jump.count(added.by_bot);
    }
}

fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn clicked(
    view: LiveView,
    place: PlaceToGoOn,
    announcer: Announcer,
    language: &Language,
    event: &web_sys::Event,
) {
    let Some(element) = target(event) else {
        return;
    };
    if let Ok(Some(_)) = element.closest(".retry") {
        // Before the button goes with the focus.
        place.focus();
        view.happen(Event::Retry);
    } else if !feedback::clicked(view, announcer, language, &element) {
        act_on_markup(view, place, event);
    }
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
    let Some(Ok(Some(element))) = target(event).map(|it| it.closest("[data-mix-action]")) else {
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
