//! The list of entries: what a new one costs does not grow with the transcript.
//!
//! Only what can have changed is looked at: entries after the last one drawn, and those whose delivery is still open. The
//! list consists of chunks of some fifty entries; a full one is left alone by the browser while it is out of view
//! (`content-visibility`), is found by find-in-page all the same, and lets layout pass over fifty entries at a time.
//! How an entry joins its neighbours is written on it, because selectors that look at neighbours would have the browser
//! look at many.

use std::cell::RefCell;
use std::time::Duration;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::calendar::{Calendar, day, now, time_element};
use super::dom::{Node, element};
use super::entry::{divider, entry, mark};
use super::feedback::{ask_for_feedback, take_question_back};
use super::host::Host;
use crate::conversation::{Author, Conversation, Delivery, Entry, EntryId, EntryKind};
use crate::rich_text::ImageHosts;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type Address;

    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    fn new(address: &str, base: &str) -> Result<Address, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn href(this: &Address) -> String;
}

/// How many entries are left alone or drawn together.
const CHUNK: usize = 50;

/// Messages that are further apart are no group.
const GROUP: Duration = Duration::from_secs(5 * 60);

/// The list.
pub(super) struct Entries {
    list: Node,
    host: Host,
    calendar: Calendar,
    hosts: ImageHosts,
    drawn: RefCell<Drawn>,
}

/// What is drawn already.
#[derive(Default)]
struct Drawn {
    count: usize,
    last: Option<(EntryId, Node)>,
    /// The chunk that is not full yet, with the number of its entries.
    chunk: Option<(Node, usize)>,
    open: Vec<Open>,
}

/// An entry that can still change.
struct Open {
    id: EntryId,
    node: Node,
    shown: Shown,
}

/// What of an open entry is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shown {
    revision: u32,
    can_retry: bool,
}

/// The state of the list: it is drawn again when this has changed.
#[derive(PartialEq, Eq)]
pub(super) struct Wanted {
    count: usize,
    last: Option<EntryId>,
    open: Vec<Option<Shown>>,
}

/// What was added.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Added {
    /// How many messages of the bot's.
    pub(super) by_bot: usize,
    /// Whether the last one is the visitor's.
    pub(super) own: bool,
}

impl Entries {
    pub(super) fn new(host: Host, calendar: Calendar, hosts: ImageHosts) -> Self {
        Self {
            list: element("div").class("entries").attr("role", "list"),
            host,
            calendar,
            hosts,
            drawn: RefCell::default(),
        }
    }

    /// The element.
    pub(super) fn list(&self) -> &Node {
        &self.list
    }

    /// What there is to draw.
    pub(super) fn wanted(&self, state: &Conversation) -> Wanted {
        let entries = state.transcript();
        let drawn = self.drawn.borrow();
        let open = drawn.open.iter();
        Wanted {
            count: entries.len(),
            last: entries.last().map(|entry| entry.id),
            open: open
                .map(|open| find(entries, open.id).map(|entry| shown(state, entry)))
                .collect(),
        }
    }

    /// Draws what is not drawn yet.
    pub(super) fn draw(&self, state: &Conversation) -> Added {
        let drawn = &mut *self.drawn.borrow_mut();
        let entries = state.transcript();
        let last = drawn
            .count
            .checked_sub(1)
            .and_then(|last| entries.get(last));
        if last.map(|entry| entry.id) != drawn.last.as_ref().map(|(id, _)| *id) {
            // Another transcript took the place of this one.
            self.list.empty();
            *drawn = Drawn::default();
        }
        for open in &mut drawn.open {
            if let Some(entry) = find(entries, open.id) {
                open.show(shown(state, entry), entry);
            }
        }
        drawn
            .open
            .retain(|open| find(entries, open.id).is_some_and(|entry| is_open(entry.delivery)));
        self.show_avatar();
        let asks = self.host.attribute("feedback").as_deref() == Some("thumbs");
        let mut added = Added::default();
        let mut before = drawn
            .count
            .checked_sub(1)
            .and_then(|last| entries.get(last));
        for new in entries.iter().skip(drawn.count) {
            let node = self.add(drawn, before, new, state, asks);
            if is_open(new.delivery) {
                let mut open = Open {
                    id: new.id,
                    node,
                    shown: Shown {
                        revision: 0,
                        can_retry: false,
                    },
                };
                open.draw(shown(state, new), new);
                drawn.open.push(open);
            }
            added.own = new.from == Author::User;
            added.by_bot += usize::from(!added.own && new.kind != EntryKind::Divider);
            before = Some(new);
        }
        added
    }

    fn add(
        &self,
        drawn: &mut Drawn,
        before: Option<&Entry>,
        new: &Entry,
        state: &Conversation,
        asks: bool,
    ) -> Node {
        let is_new_day = day(before.map_or_else(now, |before| before.time)) != day(new.time);
        let joins = !is_new_day && before.is_some_and(|before| is_group(before, new));
        let node = entry(new, &self.calendar, &self.hosts);
        if joins && let Some((_, before)) = &drawn.last {
            before.flag("data-below", true);
            node.flag("data-above", true);
            take_question_back(before);
        }
        if asks && new.from == Author::Bot && new.kind == EntryKind::Text {
            node.add(&ask_for_feedback(new.id, state.verdict(new.id)));
        }
        let chunk = self.chunk(drawn);
        if is_new_day {
            let date = self.calendar.date(new.time);
            chunk.add(&divider(&time_element(new.time, &date)));
        }
        chunk.add(&node);
        drawn.count += 1;
        drawn.last = Some((new.id, node.clone()));
        node
    }

    /// The chunk for one more entry.
    fn chunk(&self, drawn: &mut Drawn) -> Node {
        match &mut drawn.chunk {
            Some((chunk, entries)) if *entries < CHUNK => {
                *entries += 1;
                chunk.clone()
            }
            full => {
                if let Some((full, _)) = full {
                    full.flag("data-full", true);
                }
                let chunk = element("div").class("chunk");
                self.list.add(&chunk);
                *full = Some((chunk.clone(), 1));
                chunk
            }
        }
    }

    /// The bot's picture as the host has it now, for the style to show.
    fn show_avatar(&self) {
        let avatar = self.host.attribute("avatar").filter(|it| !it.is_empty());
        let picture = avatar.and_then(|avatar| {
            let page = self.list.base_uri().ok().flatten()?;
            Address::new(&avatar, &page).ok()
        });
        self.list.flag("data-avatar", picture.is_some());
        if let Some(picture) = picture {
            let image = ["url(\"", &*picture.href(), "\")"].concat();
            // Fails only where the style is read-only.
            let _ = self.list.style().set_property("--avatar", &image);
        }
    }
}

impl Open {
    fn show(&mut self, shown: Shown, entry: &Entry) {
        if shown != self.shown {
            self.draw(shown, entry);
        }
    }

    fn draw(&mut self, shown: Shown, entry: &Entry) {
        mark(&self.node, entry, shown.can_retry);
        self.shown = shown;
    }
}

fn shown(state: &Conversation, entry: &Entry) -> Shown {
    Shown {
        revision: entry.revision,
        can_retry: state.retryable_entry() == Some(entry.id),
    }
}

/// Whether it can still change.
fn is_open(delivery: Option<Delivery>) -> bool {
    delivery.is_some_and(|delivery| delivery != Delivery::Delivered)
}

/// Later entries have greater ids.
fn find(entries: &[Entry], id: EntryId) -> Option<&Entry> {
    let index = entries.binary_search_by_key(&id, |entry| entry.id).ok()?;
    entries.get(index)
}

/// Whether two neighbours belong together.
fn is_group(before: &Entry, after: &Entry) -> bool {
    before.from == after.from
        && before.kind != EntryKind::Divider
        && after.kind != EntryKind::Divider
        && after.time.since(before.time) < GROUP
}
