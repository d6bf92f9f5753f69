//! One entry of the transcript.

use serde::Serialize;

use super::{EntryId, Timestamp, View};
use crate::rich_text::RichText;

/// One entry of the transcript.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Identifies the entry; the same for as long as it exists.
    pub id: EntryId,
    /// Grows whenever the entry changes, so that a keyed list can tell.
    pub revision: u32,
    /// Who said it. A divider counts as the bot's.
    pub from: Author,
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// What it says.
    pub body: Body,
    /// When it was said.
    pub time: Timestamp,
    /// Whether it holds what must not leave the view: its text is in no event and no snapshot.
    pub masked: bool,
    /// How far the visitor's message got; `None` for the bot's.
    pub delivery: Option<Delivery>,
    /// How the bot wants it to look.
    pub view: Option<View>,
    /// Its language, such as `en-US`, if the bot said so.
    pub language: Option<String>,
}

/// Who an entry is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// The bot.
    Bot,
    /// The visitor.
    User,
}

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// Something said.
    Text,
    /// Something picked.
    Choice,
    /// Said while data is fetched.
    Latency,
    /// A new session begins here.
    Divider,
}

/// What an entry says.
#[derive(Debug, Clone)]
pub enum Body {
    /// The bot's markup. It is read anew by whoever shows it: a long transcript keeps it once, in its shortest form.
    Rich {
        /// As the bot sent it. Not to be trusted.
        source: String,
    },
    /// The visitor's words, or none (a divider).
    Plain(String),
    /// Something that was typed and is not to be seen again.
    Hidden,
}

/// How far a message of the visitor's got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    /// On its way.
    Sending,
    /// In the queue until the bot asks again.
    Waiting,
    /// The service has answered.
    Delivered,
    /// It did not arrive.
    Failed,
}

/// An entry as pages see it: the `detail` of `bavard-message`, an element of `transcript()`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntrySnapshot {
    /// [`Entry::id`]
    pub id: EntryId,
    /// [`Entry::from`]
    pub from: Author,
    /// [`Entry::kind`]
    pub kind: EntryKind,
    /// The text without markup; empty when masked.
    pub text: String,
    /// The bot's markup as it came, not to be trusted; only with entries of the bot that are not masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// [`Entry::time`]
    pub time: Timestamp,
    /// [`Entry::masked`]
    pub masked: bool,
    /// [`Entry::delivery`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

impl Entry {
    /// What it says, without markup; empty when it is not to be seen again.
    #[must_use]
    pub fn plain_text(&self) -> String {
        match &self.body {
            Body::Rich { source } => RichText::parse(source).plain_text(),
            Body::Plain(text) => text.clone(),
            Body::Hidden => String::new(),
        }
    }

    /// The entry as pages see it.
    #[must_use]
    pub fn snapshot(&self) -> EntrySnapshot {
        let html = match &self.body {
            Body::Rich { source } => Some(source.clone()),
            Body::Plain(_) | Body::Hidden => None,
        };
        EntrySnapshot {
            id: self.id,
            from: self.from,
            kind: self.kind,
            text: if self.masked {
                String::new()
            } else {
                self.plain_text()
            },
            html: html.filter(|_| !self.masked),
            time: self.time,
            masked: self.masked,
            delivery: self.delivery,
        }
    }
}
