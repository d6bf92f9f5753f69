//! Where the visitor writes; when the conversation is over, the way to a new one.

use leptos::either::Either;
use leptos::ev;
use leptos::html::{Button, button, div, form, input, p, textarea};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::conversation_view::{ComposerField, focus_composer};
use super::live_view::LiveView;
use super::{glyph, words};
use crate::conversation::{Composer, Event};

pub(super) fn composer(view: LiveView, field: ComposerField) -> impl IntoView {
    let draft = RwSignal::new(String::new());
    let state = view.part(|conversation| conversation.composer());
    let lost = view.part(|conversation| conversation.notice().is_some());
    move || match state.get() {
        Composer::Open { masked } => Either::Left(open(view, field, draft, masked)),
        // A notice has the button already.
        Composer::Closed => {
            let was_here = field.get_untracked().is_some_and(|field| has_focus(&field));
            Either::Right((!lost.get()).then(|| over(view, field, was_here)))
        }
    }
}

fn open(
    view: LiveView,
    field: ComposerField,
    draft: RwSignal<String>,
    masked: bool,
) -> impl IntoView {
    let say = move || {
        let text = draft.get_untracked();
        if !text.trim().is_empty() {
            draft.set(String::new());
            view.happen(Event::Say { text, ticket: None });
        }
    };
    let send_on_enter = move |event: KeyboardEvent| {
        // While an input method composes, Enter chooses a candidate.
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            say();
        }
    };
    let send = button()
        .attr("type", "submit")
        .class("send")
        .attr("part", "send")
        .attr("aria-label", words::SEND)
        .attr("disabled", move || {
            draft.with(|draft| draft.trim().is_empty())
        })
        // A press that took the focus from the field would close the keyboard of a touch screen.
        .on(ev::mousedown, |event| event.prevent_default())
        .child(glyph::send());
    let text = if masked {
        Either::Left(
            input()
                .attr("type", "password")
                .attr("autocomplete", "off")
                .class("input")
                .attr("part", "input")
                .attr("aria-label", words::MESSAGE)
                .attr("placeholder", words::MESSAGE)
                .prop("value", move || draft.get())
                .on(ev::input, move |event| {
                    draft.set(event_target_value(&event))
                }),
        )
    } else {
        Either::Right(
            textarea()
                .attr("rows", "1")
                .attr("enterkeyhint", "send")
                .class("input")
                .attr("part", "input")
                .attr("aria-label", words::MESSAGE)
                .attr("placeholder", words::MESSAGE)
                .prop("value", move || draft.get())
                .node_ref(field)
                .on(ev::input, move |event| {
                    draft.set(event_target_value(&event))
                })
                .on(ev::keydown, send_on_enter),
        )
    };
    form()
        .class("composer")
        .attr("part", "composer")
        .on(ev::submit, move |event| {
            event.prevent_default();
            say();
        })
        .child(div().class("field").child((text, send)))
}

/// `takes_focus` when the composer had it, so that it is not lost with the composer.
fn over(view: LiveView, field: ComposerField, takes_focus: bool) -> impl IntoView {
    let begin_again = NodeRef::<Button>::new();
    if takes_focus {
        Effect::new(move |_| {
            if let Some(button) = begin_again.get() {
                // Fails only for elements that cannot have the focus.
                let _ = button.focus();
            }
        });
    }
    div().class("over").child((
        p().child(words::ENDED),
        button()
            .attr("type", "button")
            .class("restart")
            .attr("part", "restart")
            .node_ref(begin_again)
            .child(words::NEW_CONVERSATION)
            .on(ev::click, move |_| {
                view.happen(Event::Restart { ticket: None });
                request_animation_frame(move || focus_composer(field));
            }),
    ))
}

fn has_focus(field: &web_sys::Element) -> bool {
    field.matches(":focus").unwrap_or(false)
}
