//! One entry of the transcript.

use super::calendar::{Calendar, time_element};
use super::dom::{Node, element};
use super::rich_text::{dress, rich_text};
use super::words;
use crate::conversation::{Author, Body, Delivery, Entry, EntryKind};
use crate::rich_text::{ImageHosts, Node as Content, RichText, ViewStyle};

/// Draws an entry as it stands.
pub(super) fn entry(entry: &Entry, calendar: &Calendar, hosts: &ImageHosts) -> Node {
    match entry.kind {
        EntryKind::Divider => divider(&element("span").words(words::NEW_CONVERSATION)),
        EntryKind::Text | EntryKind::Choice | EntryKind::Latency => said(entry, calendar, hosts),
    }
}

/// A line between what was said before and after.
pub(super) fn divider(words: &Node) -> Node {
    element("div")
        .part("divider")
        .attr("role", "listitem")
        .child(words)
}

fn said(entry: &Entry, calendar: &Calendar, hosts: &ImageHosts) -> Node {
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
        Body::Rich { source } => {
            let content = RichText::parse(source);
            match content.nodes() {
                // Most messages have no markup, and an element less each is much in a long transcript.
                [Content::Text(text)] => bubble.say(text),
                _ => bubble.add(&rich_text(&content, hosts)),
            }
        }
        Body::Plain(text) => bubble.say(text),
        Body::Hidden => bubble.say(words::HIDDEN),
    }
    element("div")
        .class("entry")
        .attr("role", "listitem")
        .attr("data-from", author(entry.from))
        .attr("data-kind", kind(entry.kind))
        // Outside the message part, whose text is the message and nothing else.
        .child(&element("span").class("unseen").words(match entry.from {
            Author::Bot => words::BOT_SAID,
            Author::User => words::YOU_SAID,
        }))
        .child(&bubble)
        .child(&time_element(entry.time, &calendar.time(entry.time)).class("time"))
}

/// Shows how far an entry that is drawn got, and hides what turned out to be sensitive. The way to try again is offered
/// where it `can_retry`.
pub(super) fn mark(drawn: &Node, entry: &Entry, can_retry: bool) {
    if let Body::Hidden = entry.body
        && let Ok(Some(bubble)) = drawn.query_selector(".message")
    {
        bubble.set_text_content(Some(words::HIDDEN));
    }
    drawn.attr_or_none("data-delivery", entry.delivery.map(stage));
    if let Ok(Some(mark)) = drawn.query_selector(".delivery") {
        mark.remove();
    }
    let (class, text) = match entry.delivery {
        Some(Delivery::Failed) => ("delivery failed", words::NOT_DELIVERED),
        Some(Delivery::Waiting) => ("delivery", words::WAITING),
        Some(Delivery::Sending | Delivery::Delivered) | None => return,
    };
    let mark = element("div")
        .class(class)
        .child(&element("span").words(text));
    if can_retry {
        let retry = element("button").attr("type", "button").part("retry");
        mark.add(&retry.words(words::TRY_AGAIN));
    }
    drawn.add(&mark);
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
