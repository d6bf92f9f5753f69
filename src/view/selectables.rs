//! What the visitor can pick instead of writing: buttons, as cards where there are pictures.

use super::composer::ComposerField;
use super::dom::{Node, element, slot};
use super::live_view::LiveView;
use super::words;
use crate::conversation::{Event, Selectable};
use crate::rich_text::{ImageHosts, SafeUrl};

pub(super) fn selectables(view: LiveView, field: ComposerField) -> Node {
    slot(
        view,
        |state| {
            let offered = state
                .question()
                .map(|question| question.selectables.clone())
                .unwrap_or_default();
            (offered, state.settings().image_hosts.clone())
        },
        move |(offered, hosts)| (!offered.is_empty()).then(|| group(view, field, offered, hosts)),
    )
}

fn group(view: LiveView, field: ComposerField, offered: &[Selectable], hosts: &ImageHosts) -> Node {
    let picture = |selectable: &Selectable| hosts.picture(&selectable.image);
    let pictured = offered
        .iter()
        .any(|selectable| picture(selectable).is_some());
    let group = element("div")
        .attr("part", "selectables")
        .class(if pictured {
            "selectables pictured"
        } else {
            "selectables"
        })
        .attr("role", "group")
        .attr("aria-label", words::CHOICES);
    for selectable in offered {
        let picture = picture(selectable);
        group.add(&choice(view, field, selectable.clone(), picture, pictured));
    }
    group
}

fn choice(
    view: LiveView,
    field: ComposerField,
    selectable: Selectable,
    picture: Option<SafeUrl>,
    pictured: bool,
) -> Node {
    let button = element("button")
        .attr("type", "button")
        .attr("part", "selectable")
        .class(if pictured {
            "selectable pictured"
        } else {
            "selectable"
        })
        .attr("data-id", &selectable.id)
        .attr("data-value", &selectable.value);
    if let Some(picture) = picture {
        let picture = element("img").attr("src", picture.as_str());
        button.add(&picture.attr("alt", "").attr("decoding", "async"));
    }
    button.add(&element("span").class("label").text(&selectable.text));
    if !selectable.description.is_empty() {
        let description = element("span").class("description");
        button.add(&description.text(&selectable.description));
    }
    button.on("click", move |_| {
        field.focus();
        view.happen(Event::Pick {
            id: selectable.id.clone(),
            value: selectable.value.clone(),
            ticket: None,
        });
    })
}
