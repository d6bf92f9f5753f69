//! What is kept of a conversation over page loads: in the tab's `sessionStorage`, which goes with the tab.
//!
//! The head stands under the conversation's key, the entries in chunks under the key and a number, so that a step writes
//! the head and, as a rule, one chunk, however long the transcript is. Chunks are full but for the last one, so that a
//! chunk's number says which entries are in it. The oldest chunks are dropped when the whole grows too long or when the
//! browser has no room; the head says which one is the first.
//!
//! Nothing here can fail: a browser without storage, or without room, just keeps less.

use serde_json::Value;

use crate::conversation::{Conversation, Entry, Settings};
use crate::json;

/// Entries in a chunk: what is written at least with every message, against what is read on every return.
const CHUNK: usize = 16;

/// How much is kept, in characters. Browsers allow some five million for all of a site.
const MOST: usize = 1_000_000;

/// The kept form of one conversation.
#[derive(Debug)]
pub(super) struct KeptStorage {
    area: Option<web_sys::Storage>,
    key: String,
    /// The first chunk that is kept.
    first: usize,
    /// The chunk that the conversation's first entry is in.
    base: usize,
    /// What was written last, chunk by chunk from `base` on.
    written: Vec<Written>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Written {
    /// Grows whenever an entry is added or changes.
    version: u64,
    size: usize,
}

/// What a step changed, as JSON texts: the head, and lists of entries.
#[derive(Debug)]
pub(super) struct Changes {
    pub(super) head: String,
    pub(super) entries: Vec<String>,
}

/// What the conversation of a chat is kept under: another chat of the site (`instance`), service, model, variant of the
/// dialog or visitor has another one.
#[must_use]
pub fn kept_under(instance: &str, endpoint: &str, settings: &Settings) -> String {
    let visitor = settings.user_id.as_deref().unwrap_or_default();
    let selector = &settings.selector;
    [
        instance,
        endpoint,
        &settings.model_urn,
        &selector.channel,
        &selector.language,
        &selector.library,
        visitor,
    ]
    .join("\n")
}

impl KeptStorage {
    /// The place for the conversation of that key.
    pub(super) fn new(key: &str) -> Self {
        // A browser may refuse with an error, or have none.
        let area = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
        Self {
            area,
            key: ["bavard:", key].concat(),
            first: 0,
            base: 0,
            written: Vec::new(),
        }
    }

    /// The conversation that is kept, if one is and can be read.
    pub(super) fn load(&mut self, settings: &Settings) -> Option<Conversation> {
        let (first, head) = self.head()?;
        let mut entries = Vec::new();
        let mut written = Vec::new();
        while let Some(text) = self.read(&self.chunk_key(first + written.len())) {
            written.push(Written {
                version: 0,
                size: text.len(),
            });
            if let Some(Value::Array(chunk)) = json::from_text(&text) {
                entries.extend(chunk);
            }
        }
        let conversation = Conversation::restore(settings.clone(), &head, &entries)?;
        self.first = first;
        self.base = first;
        // An entry that did not read has moved all that follow it: then everything is written anew.
        if conversation.transcript().len() == entries.len() {
            for (written, chunk) in written
                .iter_mut()
                .zip(conversation.transcript().chunks(CHUNK))
            {
                written.version = version(chunk);
            }
        }
        self.written = written;
        Some(conversation)
    }

    /// Keeps what has changed since the last time, or nothing if nothing is to be kept.
    pub(super) fn write(&mut self, conversation: &Conversation) -> Changes {
        let mut changes = Changes {
            head: json::to_text(&conversation.keep()).unwrap_or_default(),
            entries: Vec::new(),
        };
        if conversation.leaves_nothing() {
            self.clear();
            return changes;
        }
        for (index, chunk) in conversation.transcript().chunks(CHUNK).enumerate() {
            let version = version(chunk);
            if self
                .written
                .get(index)
                .is_some_and(|written| written.version == version)
            {
                continue;
            }
            let kept = Value::Array(chunk.iter().map(Entry::keep).collect());
            let text = json::to_text(&kept).unwrap_or_default();
            let written = Written {
                version,
                size: text.len(),
            };
            match self.written.get_mut(index) {
                Some(known) => *known = written,
                None => self.written.push(written),
            }
            let number = self.base + index;
            if number >= self.first {
                self.make_room();
                self.set(&self.chunk_key(number), &text);
            }
            changes.entries.push(text);
        }
        let head = ["[", &self.first.to_string(), ",", &changes.head, "]"].concat();
        self.set(&self.key.clone(), &head);
        changes
    }

    /// Everything, for someone who has nothing of it yet.
    pub(super) fn all(conversation: &Conversation) -> Changes {
        let kept = Value::Array(conversation.transcript().iter().map(Entry::keep).collect());
        Changes {
            head: json::to_text(&conversation.keep()).unwrap_or_default(),
            entries: json::to_text(&kept).into_iter().collect(),
        }
    }

    /// Forgets what is kept, also what an earlier page left.
    pub(super) fn clear(&mut self) {
        if let Some((first, _)) = self.head() {
            let mut number = first;
            while self.read(&self.chunk_key(number)).is_some() {
                self.remove(&self.chunk_key(number));
                number += 1;
            }
            self.remove(&self.key);
        }
        self.first = 0;
        self.base = 0;
        self.written.clear();
    }

    fn head(&self) -> Option<(usize, Value)> {
        let Value::Array(head) = json::from_text(&self.read(&self.key)?)? else {
            return None;
        };
        let mut head = head.into_iter();
        let first = usize::try_from(head.next()?.as_u64()?).ok()?;
        Some((first, head.next()?))
    }

    /// Drops the oldest chunks until the rest is no longer than it may be.
    fn make_room(&mut self) {
        loop {
            let kept = self.written.iter().skip(self.first - self.base);
            if kept.map(|written| written.size).sum::<usize>() <= MOST || !self.drop_oldest() {
                return;
            }
        }
    }

    /// Writes; where there is no room, in place of the oldest chunks.
    fn set(&mut self, key: &str, text: &str) {
        let Some(area) = self.area.clone() else {
            return;
        };
        while area.set_item(key, text).is_err() && self.drop_oldest() {}
    }

    /// Says whether there was one to drop; the newest stays.
    fn drop_oldest(&mut self) -> bool {
        if self.first + 1 >= self.base + self.written.len() {
            return false;
        }
        self.remove(&self.chunk_key(self.first));
        self.first += 1;
        true
    }

    fn chunk_key(&self, number: usize) -> String {
        [&self.key, ":", &number.to_string()].concat()
    }

    fn read(&self, key: &str) -> Option<String> {
        self.area.as_ref()?.get_item(key).ok()?
    }

    fn remove(&self, key: &str) {
        if let Some(area) = &self.area {
            // What cannot be removed stays and is overwritten, or goes with the tab.
            let _ = area.remove_item(key);
        }
    }
}

fn version(chunk: &[Entry]) -> u64 {
    chunk
        .iter()
        .map(|entry| u64::from(entry.revision) + 1)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chat_service_model_and_visitor_has_a_key_of_its_own() {
        let settings = |model: &str, visitor: Option<&str>| Settings {
            model_urn: model.to_owned(),
            user_id: visitor.map(str::to_owned),
            ..Settings::default()
        };
        let keys = [
            kept_under("chat", "https://a.example", &settings("coffee", None)),
            kept_under("help", "https://a.example", &settings("coffee", None)),
            kept_under("chat", "https://b.example", &settings("coffee", None)),
            kept_under("chat", "https://a.example", &settings("travel", None)),
            kept_under(
                "chat",
                "https://a.example",
                &settings("coffee", Some("miranda")),
            ),
            kept_under(
                "chat",
                "https://a.example",
                &Settings {
                    selector: crate::conversation::Selector {
                        language: "fr-FR".to_owned(),
                        ..Default::default()
                    },
                    ..settings("coffee", None)
                },
            ),
        ];
        let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len(), "{keys:?}");
    }
}
