//! The transcript: what was said, in order, and what became of it.

use super::step::Step;
use super::{Author, Body, Delivery, Entry, EntryId, EntryKind, HostEvent, Message, Verdict, View};

/// What was said, oldest first. Whatever is added is also told to the page.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    entries: Vec<Entry>,
    verdicts: Vec<(EntryId, Verdict)>,
}

impl Transcript {
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds what the bot says, an entry for each visual.
    pub(super) fn bot_says(&mut self, message: Message, kind: EntryKind, step: &mut Step) {
        for visual in message.visuals {
            if visual.text.trim().is_empty() {
                continue;
            }
            self.add(
                NewEntry {
                    from: Author::Bot,
                    kind,
                    body: Body::Rich {
                        source: visual.text,
                    },
                    masked: visual.mask,
                    delivery: None,
                    view: message.view.clone(),
                    language: message.language.clone(),
                },
                step,
            );
        }
    }

    /// Adds what the visitor says or picks. A masked text is not kept.
    pub(super) fn user_says(
        &mut self,
        text: &str,
        kind: EntryKind,
        masked: bool,
        delivery: Delivery,
        step: &mut Step,
    ) -> EntryId {
        self.add(
            NewEntry {
                from: Author::User,
                kind,
                body: if masked {
                    Body::Hidden
                } else {
                    Body::Plain(text.to_owned())
                },
                masked,
                delivery: Some(delivery),
                view: None,
                language: None,
            },
            step,
        )
    }

    /// Marks where a new session begins, unless nothing was said before.
    pub(super) fn divide(&mut self, step: &mut Step) {
        if self.entries.is_empty() {
            return;
        }
        self.add(
            NewEntry {
                from: Author::Bot,
                kind: EntryKind::Divider,
                body: Body::Plain(String::new()),
                masked: false,
                delivery: None,
                view: None,
                language: None,
            },
            step,
        );
    }

    pub(super) fn set_delivery(&mut self, id: EntryId, delivery: Delivery) {
        self.change(id, |entry| {
            let changed = entry.delivery != Some(delivery);
            entry.delivery = Some(delivery);
            changed
        });
    }

    /// What the visitor thinks of a message of the bot's.
    pub(super) fn verdict(&self, id: EntryId) -> Option<Verdict> {
        let judged = self.verdicts.iter().find(|(judged, _)| *judged == id);
        judged.map(|(_, verdict)| *verdict)
    }

    /// Notes and tells the page what the visitor thinks of a message of the bot's.
    pub(super) fn judge(
        &mut self,
        id: EntryId,
        verdict: Verdict,
        comment: String,
        step: &mut Step,
    ) {
        let judged = self.entries.iter().rev().find(|entry| entry.id == id);
        if judged.is_some_and(|entry| entry.from == Author::Bot) {
            self.verdicts.retain(|(judged, _)| *judged != id);
            self.verdicts.push((id, verdict));
            step.emit(HostEvent::Feedback {
                message_id: id,
                value: verdict,
                comment,
            });
        }
    }

    /// Forgets the text of an entry that turns out to be sensitive.
    pub(super) fn hide(&mut self, id: EntryId) {
        self.change(id, |entry| {
            entry.body = Body::Hidden;
            !std::mem::replace(&mut entry.masked, true)
        });
    }

    /// What was on its way or waited, and is not among `pending`, will not arrive any more.
    pub(super) fn fail_all_but(&mut self, pending: &[EntryId]) {
        for entry in &mut self.entries {
            if matches!(entry.delivery, Some(Delivery::Sending | Delivery::Waiting))
                && !pending.contains(&entry.id)
            {
                entry.delivery = Some(Delivery::Failed);
                entry.revision = entry.revision.wrapping_add(1);
            }
        }
    }

    /// Takes over entries of another transcript of the same conversation, in place of what is there of them.
    pub(super) fn follow(&mut self, entries: impl Iterator<Item = Entry>) {
        for entry in entries {
            match self
                .entries
                .binary_search_by_key(&entry.id, |known| known.id)
            {
                Ok(index) => {
                    if let Some(known) = self.entries.get_mut(index) {
                        *known = entry;
                    }
                }
                Err(index) => self.entries.insert(index, entry),
            }
        }
    }

    fn change(&mut self, id: EntryId, change: impl FnOnce(&mut Entry) -> bool) {
        // What changes is recent.
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.id == id)
            && change(entry)
        {
            entry.revision = entry.revision.wrapping_add(1);
        }
    }

    fn add(&mut self, new: NewEntry, step: &mut Step) -> EntryId {
        let NewEntry {
            from,
            kind,
            body,
            masked,
            delivery,
            view,
            language,
        } = new;
        let id = step.next_entry();
        let entry = Entry {
            id,
            revision: 0,
            from,
            kind,
            body,
            time: step.now,
            masked,
            delivery,
            view,
            language,
        };
        step.emit(HostEvent::Message(entry.snapshot()));
        self.entries.push(entry);
        id
    }
}

/// An entry before the transcript gives it its identity and time.
struct NewEntry {
    from: Author,
    kind: EntryKind,
    body: Body,
    masked: bool,
    delivery: Option<Delivery>,
    view: Option<View>,
    language: Option<String>,
}
