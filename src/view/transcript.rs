//! The messages, oldest first, and what the bot waits for below them. It stays at its end as long as the reader is there.

use leptos::ev;
use leptos::html::{div, i};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::conversation_view::{ComposerField, focus_composer};
use super::end_of_transcript::EndOfTranscript;
use super::entry::entry;
use super::live_view::LiveView;
use super::selectables::selectables;
use super::words;
use crate::conversation::{Author, EntryId, Event};

pub(super) fn transcript(view: LiveView, field: ComposerField) -> impl IntoView {
    let scroller = NodeRef::<leptos::html::Div>::new();
    let content = NodeRef::<leptos::html::Div>::new();
    let end = StoredValue::new_local(None::<EndOfTranscript>);
    let typing = view.part(|conversation| conversation.is_typing());
    let own_last = view.part(|conversation| {
        let last = conversation.transcript().last();
        last.filter(|entry| entry.from == Author::User)
            .map(|entry| entry.id)
    });

    Effect::new(move |_| {
        if let (Some(scroller), Some(content)) = (scroller.get(), content.get()) {
            end.set_value(EndOfTranscript::of(scroller.into(), &content));
        }
    });
    Effect::new(move |_| {
        // Whoever writes wants to see it arrive.
        if own_last.get().is_some() {
            end.with_value(|end| end.iter().for_each(EndOfTranscript::seek));
        }
    });

    div()
        .class("transcript")
        .attr("part", "transcript")
        .attr("role", "region")
        .attr("aria-label", words::CONVERSATION)
        .attr("tabindex", "0")
        .node_ref(scroller)
        .on(ev::scroll, move |_| {
            end.with_value(|end| end.iter().for_each(EndOfTranscript::scrolled));
        })
        .on(ev::click, move |event| act_on_markup(view, field, &event))
        .on(ev::keydown, move |event| {
            if event.key() == "Enter" || event.key() == " " {
                act_on_markup(view, field, &event);
            }
        })
        .child(
            div().class("content").node_ref(content).child((
                div()
                    .class("entries")
                    .attr("role", "list")
                    .child(entries(view)),
                move || typing.get().then(typing_dots),
                selectables(view, field),
            )),
        )
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
