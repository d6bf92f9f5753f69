//! One entry of the transcript.

use super::dom::{Node, element};
use super::rich_text::{dress, rich_text};
use super::words;
use crate::conversation::{Author, Body, Delivery, Entry, EntryKind};
use crate::rich_text::{ImageHosts, ViewStyle};

/// Draws an entry as it stands, with a button where it `can_retry`: the transcript hears the click. When it changes (its
/// revision grows), it is drawn anew.
pub(super) fn entry(entry: &Entry, can_retry: bool, hosts: &ImageHosts) -> Node {
    match entry.kind {
        EntryKind::Divider => divider(),
        EntryKind::Text | EntryKind::Choice | EntryKind::Latency => said(entry, can_retry, hosts),
    }
}

fn divider() -> Node {
    element("div")
        .part("divider")
        .attr("role", "listitem")
        .text(words::NEW_CONVERSATION)
}

fn said(entry: &Entry, can_retry: bool, hosts: &ImageHosts) -> Node {
    let bubble = element("div")
        .part("message")
        .attr("dir", "auto")
        .attr("data-from", author(entry.from))
        .attr("data-kind", kind(entry.kind));
    bubble.attr_or_none("lang", entry.language.as_deref());
    if let Some(view) = &entry.view {
        dress(&bubble, &ViewStyle::parse(&view.id));
    }
    match &entry.body {
        Body::Rich { content, .. } => bubble.add(&rich_text(content, hosts)),
        Body::Plain(text) => bubble.say(text),
        Body::Hidden => bubble.say(words::HIDDEN),
    }
    let drawn = element("div")
        .class("entry")
        .attr("role", "listitem")
        .attr("data-from", author(entry.from))
        .attr("data-kind", kind(entry.kind))
        .child(&bubble);
    drawn.attr_or_none("data-delivery", entry.delivery.map(stage));
    if let Some(mark) = entry.delivery.and_then(mark) {
        if can_retry {
            mark.add(
                &element("button")
                    .part("retry")
                    .attr("type", "button")
                    .text(words::TRY_AGAIN),
            );
        }
        drawn.add(&mark);
    }
    drawn
}

fn mark(delivery: Delivery) -> Option<Node> {
    let (class, text) = match delivery {
        Delivery::Failed => ("delivery failed", words::NOT_DELIVERED),
        Delivery::Waiting => ("delivery", words::WAITING),
        Delivery::Sending | Delivery::Delivered => return None,
    };
    Some(element("span").class(class).text(text))
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
