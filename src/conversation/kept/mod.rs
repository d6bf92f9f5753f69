//! What is kept of a conversation when its page goes, as JSON.
//!
//! A browser tab that is reloaded, another tab that shows the same conversation, and a tab that takes over from one that
//! was closed all get the same: a *head*, which says where the conversation stands, and the *entries* of the transcript.
//! The two are apart because the head is small and changes with every step, while entries are many and hardly ever change:
//! whoever stores or sends them does so entry by entry ([`Entry::keep`]).
//!
//! What is restored equals what was kept ([`Conversation::restore`], then [`Conversation::keep`]). What is *not* kept: what
//! was typed into a masked question, wherever it stands (entries, the queue, the turn under way), who waits for a promise,
//! and answers that have arrived but wait for their latency message ([`super::Event::Leave`] shows them beforehand). A turn
//! under way is kept as [interrupted](super::phase::Stage::Interrupted): what becomes of it is decided when the
//! conversation goes on ([`super::Event::Resume`]), because only then is it known whether the session is still there.
//!
//! The format: arrays, whose fields are read in the order in which they are written. The head begins with the format's
//! number; another number, or anything that does not read, means that nothing was kept.

mod entry;
mod fields;
mod head;
mod question;
mod sent;

use serde_json::Value;

use super::{Conversation, Entry, Settings};

/// The format's number. Another one is another format.
const FORMAT: u32 = 1;

impl Conversation {
    /// Where the conversation stands, without the entries of the transcript.
    #[must_use]
    pub fn keep(&self) -> Value {
        self.keep_head()
    }

    /// The conversation that was kept; `None` when `head` is of another format, or of none.
    ///
    /// An entry that does not read is left out. The conversation stands still until [`super::Event::Resume`].
    #[must_use]
    pub fn restore(settings: Settings, head: &Value, entries: &[Value]) -> Option<Self> {
        let mut conversation = Self::new(settings);
        let restored = conversation.follow(head, entries);
        conversation.restored = conversation.transcript.entries().len();
        restored.then_some(conversation)
    }

    /// Becomes what another conversation, kept elsewhere, has become. Says whether `head` could be read; if not, nothing
    /// changes.
    ///
    /// `entries` are those that are new or have changed; a conversation that follows from the beginning needs all.
    pub fn follow(&mut self, head: &Value, entries: &[Value]) -> bool {
        let followed = self.read_head(head).is_some();
        if followed {
            self.transcript
                .follow(entries.iter().filter_map(entry::read));
        }
        followed
    }

    /// What was said since the conversation was restored: all of it, unless it was.
    #[must_use]
    pub fn news(&self) -> &[Entry] {
        let entries = self.transcript.entries();
        entries.get(self.restored..).unwrap_or_default()
    }

    /// Whether nothing of the conversation is to be kept: it has not begun, or it was ended from here.
    #[must_use]
    pub fn leaves_nothing(&self) -> bool {
        match self.phase {
            super::phase::Phase::Stopped => true,
            super::phase::Phase::Idle => self.transcript.entries().is_empty(),
            _ => false,
        }
    }
}
