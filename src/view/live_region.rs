//! What screen readers say of new messages: plain text, once per message.
//!
//! The transcript itself is no live region, because it also changes when nothing was said. This one stays in the
//! document for as long as the view, as readers announce only changes of regions that they know already.

use leptos::html::div;
use leptos::prelude::*;

use super::live_view::LiveView;
use crate::conversation::{Author, Entry, EntryId, EntryKind};

pub(super) fn live_region(view: LiveView) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |announced: Option<Option<EntryId>>| {
        let announced = announced.flatten();
        let (news, last) = view.read(|conversation| {
            let entries = conversation.transcript();
            let news: Vec<String> = entries
                .iter()
                .filter(|entry| announced.is_none_or(|announced| entry.id > announced))
                .filter(|entry| entry.from == Author::Bot && entry.kind != EntryKind::Divider)
                .map(Entry::plain_text)
                .collect();
            (news, entries.last().map(|entry| entry.id))
        });
        if !news.is_empty() {
            said.set(news.join("\n"));
        }
        last.or(announced)
    });
    div()
        .class("status")
        .attr("part", "status")
        .attr("role", "status")
        .child(move || said.get())
}
