//! What the visitor can pick instead of writing: buttons, as cards where there are pictures.

use leptos::ev;
use leptos::html::{button, div, img, span};
use leptos::prelude::*;

use super::conversation_view::{ComposerField, focus_composer};
use super::live_view::LiveView;
use super::words;
use crate::conversation::{Event, Selectable};
use crate::rich_text::SafeUrl;

pub(super) fn selectables(view: LiveView, field: ComposerField) -> impl IntoView {
    let offered = view.part(|conversation| {
        conversation
            .question()
            .map(|question| question.selectables.clone())
            .unwrap_or_default()
    });
    move || {
        let offered = offered.get();
        let pictured = offered
            .iter()
            .any(|selectable| picture(selectable).is_some());
        (!offered.is_empty()).then(|| {
            div()
                .class(if pictured {
                    "selectables pictured"
                } else {
                    "selectables"
                })
                .attr("part", "selectables")
                .attr("role", "group")
                .attr("aria-label", words::CHOICES)
                .child(
                    offered
                        .into_iter()
                        .map(|selectable| choice(view, field, selectable, pictured))
                        .collect::<Vec<_>>(),
                )
        })
    }
}

fn choice(
    view: LiveView,
    field: ComposerField,
    selectable: Selectable,
    pictured: bool,
) -> impl IntoView {
    let picture = picture(&selectable);
    let Selectable {
        id,
        value,
        text,
        description,
        ..
    } = selectable;
    button()
        .attr("type", "button")
        .class(if pictured {
            "selectable pictured"
        } else {
            "selectable"
        })
        .attr("part", "selectable")
        .attr("data-id", id.clone())
        .attr("data-value", value.clone())
        .child((
            picture.map(|picture| {
                img()
                    .attr("src", picture)
                    .attr("alt", "")
                    .attr("decoding", "async")
            }),
            span().class("label").child(text),
            (!description.is_empty()).then(|| span().class("description").child(description)),
        ))
        .on(ev::click, move |_| {
            focus_composer(field);
            view.happen(Event::Pick {
                id: id.clone(),
                value: value.clone(),
                ticket: None,
            });
        })
}

fn picture(selectable: &Selectable) -> Option<String> {
    SafeUrl::image(&selectable.image).map(|url| url.as_str().to_owned())
}
