//! When the live region speaks: plain text once per message, what can be picked, what did not arrive, and a wait.
//!
//! The transcript itself is no live region, because it also changes when nothing was said.

use std::cell::Cell;

use gloo_timers::callback::Timeout;

use super::announcer::Announcer;
use super::calendar::now;
use super::dom::{each_change, owned};
use super::language::Language;
use super::live_view::LiveView;
use super::words;
use crate::conversation::{Author, Conversation, Entry, EntryId, EntryKind, Timestamp};

/// How long the bot writes before it is said, in milliseconds.
const TYPING: u32 = 2000;

/// Announces what happens in `view`.
pub(super) fn announce(view: LiveView, announcer: Announcer) {
    let language = Language::current();
    let began = now();
    let announced = Cell::new(None);
    let last = |state: &Conversation| state.transcript().last().map(|entry| entry.id);
    each_change(view, last, move |last| {
        for text in view.look(|state| news(state.news(), announced.get(), began)) {
            announcer.say(&text);
        }
        announced.set(*last);
    });
    let choices = |state: &Conversation| {
        // What was restored was announced when it was asked.
        let question = state.question().filter(|_| !state.news().is_empty());
        question.map_or(0, |question| question.selectables.len())
    };
    each_change(view, choices, {
        let language = language.clone();
        move |count| {
            if *count > 0 {
                announcer.say(&language.count(words::ONE_CHOICE, words::MANY_CHOICES, *count));
            }
        }
    });
    each_change(view, Conversation::retryable_entry, {
        let language = language.clone();
        move |failed| {
            if failed.is_some() {
                announcer.say(&language.say(words::NOT_DELIVERED));
            }
        }
    });
    let wait = std::rc::Rc::new(Cell::new(None::<Timeout>));
    owned(wait.clone());
    each_change(view, Conversation::is_typing, move |typing| {
        let language = language.clone();
        let say = move || announcer.say(&language.say(words::TYPING));
        wait.set(typing.then(|| Timeout::new(TYPING, say)));
    });
}

/// What the bot said after the entry that was announced last, and since the view is there: what was said before it, as on
/// the page that the visitor comes from, is no news.
fn news(entries: &[Entry], announced: Option<EntryId>, since: Timestamp) -> Vec<String> {
    let new = entries
        .iter()
        .rev()
        .take_while(|entry| announced.is_none_or(|announced| entry.id > announced));
    let mut news: Vec<_> = new
        .filter(|entry| entry.from == Author::Bot && entry.kind != EntryKind::Divider)
        .filter(|entry| entry.time >= since)
        .map(Entry::plain_text)
        .collect();
    news.reverse();
    news
}
