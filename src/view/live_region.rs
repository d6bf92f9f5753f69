//! What screen readers say of new messages: plain text, once per message.
//!
//! The transcript itself is no live region, because it also changes when nothing was said. This one stays in the
//! document for as long as the view, as readers announce only changes of regions that they know already.

use std::cell::Cell;

use super::dom::{Node, each_change, element};
use super::live_view::LiveView;
use crate::conversation::{Author, Entry, EntryId, EntryKind};

pub(super) fn live_region(view: LiveView) -> Node {
    let region = element("div").part("status").attr("role", "status");
    let announced = Cell::new(None::<EntryId>);
    let last = |entries: &[Entry]| entries.last().map(|entry| entry.id);
    each_change(view, move |state| last(state.transcript()), {
        let region = region.clone();
        move |_| {
            let (news, last) = view.read(|state| {
                // What was restored was announced when it was said.
                let entries = state.news();
                (news(entries, announced.get()), last(entries))
            });
            if !news.is_empty() {
                region.say(&news.join("\n"));
            }
            announced.set(last.or(announced.get()));
        }
    });
    region
}

/// What the bot said after the entry that was announced last.
fn news(entries: &[Entry], announced: Option<EntryId>) -> Vec<String> {
    entries
        .iter()
        .filter(|entry| announced.is_none_or(|announced| entry.id > announced))
        .filter(|entry| entry.from == Author::Bot && entry.kind != EntryKind::Divider)
        .map(Entry::plain_text)
        .collect()
}
