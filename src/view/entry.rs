//! One entry of the transcript.

use leptos::either::Either;
use leptos::html::{div, span};
use leptos::prelude::*;

use super::live_view::LiveView;
use super::rich_text::{dress, rich_text};
use super::words;
use crate::conversation::{Author, Body, Delivery, Entry, EntryId, EntryKind};
use crate::rich_text::ViewStyle;

pub(super) fn entry(view: LiveView, id: EntryId) -> impl IntoView {
    let found = untrack(|| view.entry(id, Entry::clone));
    found.map(|entry| match entry.kind {
        EntryKind::Divider => Either::Left(divider()),
        EntryKind::Text | EntryKind::Choice | EntryKind::Latency => {
            Either::Right(said(view, entry))
        }
    })
}

fn divider() -> impl IntoView {
    div()
        .class("divider")
        .attr("part", "divider")
        .attr("role", "listitem")
        .child(words::NEW_CONVERSATION)
}

fn said(view: LiveView, entry: Entry) -> impl IntoView {
    let id = entry.id;
    let from_visitor = entry.from == Author::User;
    let delivery =
        from_visitor.then(|| Memo::new(move |_| view.entry(id, |entry| entry.delivery).flatten()));
    let looks = entry.view.map(|view| ViewStyle::parse(&view.id));
    let bubble = div()
        .class("message")
        .attr("part", "message")
        .attr("data-from", author(entry.from))
        .attr("data-kind", kind(entry.kind))
        .attr("lang", entry.language.clone())
        .directive(
            |bubble: web_sys::Element, looks: Option<ViewStyle>| {
                if let Some(looks) = looks {
                    dress(&bubble, &looks);
                }
            },
            looks,
        );
    div()
        .class("entry")
        .attr("role", "listitem")
        .attr("data-from", author(entry.from))
        .attr("data-kind", kind(entry.kind))
        .attr("data-delivery", move || {
            delivery.and_then(|delivery| delivery.get()).map(stage)
        })
        .child((
            bubble.child(match entry.body {
                Body::Rich { content, .. } => Either::Left(rich_text(content)),
                Body::Plain(text) => Either::Right(text),
                Body::Hidden => Either::Right(words::HIDDEN.to_owned()),
            }),
            move || delivery.and_then(|delivery| delivery.get()).and_then(mark),
        ))
}

fn mark(delivery: Delivery) -> Option<impl IntoView> {
    let (class, text) = match delivery {
        Delivery::Failed => ("delivery failed", words::NOT_DELIVERED),
        Delivery::Waiting => ("delivery", words::WAITING),
        Delivery::Sending | Delivery::Delivered => return None,
    };
    Some(span().class(class).child(text))
}

fn author(author: Author) -> &'static str {
    match author {
        Author::Bot => "bot",
        Author::User => "user",
    }
}

fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Text => "text",
        EntryKind::Choice => "choice",
        EntryKind::Latency => "latency",
        EntryKind::Divider => "divider",
    }
}

fn stage(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Sending => "sending",
        Delivery::Waiting => "waiting",
        Delivery::Delivered => "delivered",
        Delivery::Failed => "failed",
    }
}
