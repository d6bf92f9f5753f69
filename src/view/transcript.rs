//! The messages, oldest first, and what the bot waits for below them. It stays at its end as long as the reader is there.

use leptos::ev;
use leptos::html::{div, i};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::conversation_view::{ComposerField, focus_composer};
use super::entry::entry;
use super::live_view::LiveView;
use super::selectables::selectables;
use super::words;
use crate::conversation::{Author, EntryId, Event};

/// How far from the end a reader still counts as being there, in CSS pixels.
const NEAR_THE_END: i32 = 48;

pub(super) fn transcript(view: LiveView, field: ComposerField) -> impl IntoView {
    let scroller = NodeRef::<leptos::html::Div>::new();
    let at_the_end = StoredValue::new_local(true);
    let typing = view.part(|conversation| conversation.is_typing());

    let follow = move || {
        request_animation_frame(move || {
            if let Some(scroller) = scroller
                .get_untracked()
                .filter(|_| at_the_end.try_get_value().unwrap_or(false))
            {
                scroller.set_scroll_top(scroller.scroll_height());
            }
        });
    };
    Effect::new(move |_| {
        let own = view.read(|conversation| {
            conversation
                .transcript()
                .last()
                .is_some_and(|entry| entry.from == Author::User)
        });
        // Whoever writes wants to see it arrive.
        if own {
            at_the_end.set_value(true);
        }
        follow();
    });

    div()
        .class("transcript")
        .attr("part", "transcript")
        .attr("role", "region")
        .attr("aria-label", words::CONVERSATION)
        .attr("tabindex", "0")
        .node_ref(scroller)
        .on(ev::scroll, move |_| {
            if let Some(scroller) = scroller.get_untracked() {
                let below =
                    scroller.scroll_height() - scroller.scroll_top() - scroller.client_height();
                at_the_end.set_value(below < NEAR_THE_END);
            }
        })
        // Load events of images do not bubble; they are caught on their way down.
        .on(ev::capture(ev::load), move |_| follow())
        .on(ev::click, move |event| act_on_markup(view, field, &event))
        .on(ev::keydown, move |event| {
            if event.key() == "Enter" || event.key() == " " {
                act_on_markup(view, field, &event);
            }
        })
        .child(
            div()
                .class("entries")
                .attr("role", "list")
                .child(entries(view)),
        )
        .child((
            move || typing.get().then(typing_dots),
            selectables(view, field),
        ))
}

/// Each entry keeps what it reacts with for as long as it is there; a plain list would lose it with every new entry.
fn entries(view: LiveView) -> impl IntoView {
    let ids = view.part(|conversation| {
        let entries = conversation.transcript();
        entries
            .iter()
            .map(|entry| entry.id)
            .collect::<Vec<EntryId>>()
    });
    For(ForProps::builder()
        .each(move || ids.get())
        .key(|id| *id)
        .children(move |id| entry(view, id))
        .build())
}

fn typing_dots() -> impl IntoView {
    div()
        .class("typing")
        .attr("part", "typing")
        .attr("aria-hidden", "true")
        .child((i(), i(), i()))
}

/// Markup of the bot's may carry picks and typed input: `data-mix-action`.
fn act_on_markup(view: LiveView, field: ComposerField, event: &web_sys::Event) {
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
    focus_composer(field);
    view.happen(act);
}
