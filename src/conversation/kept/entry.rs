//! An entry of the transcript, kept: `[id, revision, kind, from, time, masked, text, delivery, view, language]`.
//!
//! `text` is the markup as the bot sent it, which is parsed again; `null` for what is not to be seen again.

use serde_json::Value;

use super::fields::{Fields, optional, place, time};
use super::question::{keep_view, read_view};
use crate::conversation::identifiers::EntryId;
use crate::conversation::{Author, Body, Delivery, Entry, EntryKind};

const KINDS: [EntryKind; 4] = [
    EntryKind::Text,
    EntryKind::Choice,
    EntryKind::Latency,
    EntryKind::Divider,
];
const DELIVERIES: [Delivery; 4] = [
    Delivery::Sending,
    Delivery::Waiting,
    Delivery::Delivered,
    Delivery::Failed,
];

impl Entry {
    /// What is kept of the entry. A masked one is kept without its text.
    #[must_use]
    pub fn keep(&self) -> Value {
        let text = match &self.body {
            _ if self.masked => Value::Null,
            Body::Rich { source, .. } => Value::from(source.as_str()),
            Body::Plain(text) => Value::from(text.as_str()),
            Body::Hidden => Value::Null,
        };
        Value::Array(vec![
            Value::from(self.id.number()),
            Value::from(self.revision),
            place(&KINDS, &self.kind),
            Value::from(self.from == Author::User),
            time(self.time),
            Value::from(self.masked),
            text,
            optional(self.delivery, |delivery| place(&DELIVERIES, &delivery)),
            keep_view(self.view.as_ref()),
            Value::from(self.language.as_deref()),
        ])
    }
}

/// The entry that was kept.
pub(super) fn read(kept: &Value) -> Option<Entry> {
    let mut fields = Fields::of(kept)?;
    let id = EntryId::numbered(fields.number()?);
    let revision = fields.number()?;
    let kind = fields.one_of(&KINDS)?;
    let from = if fields.flag()? {
        Author::User
    } else {
        Author::Bot
    };
    let time = fields.time()?;
    let masked = fields.flag()?;
    let body = match fields.optional_text()? {
        None => Body::Hidden,
        Some(source) if from == Author::Bot && kind != EntryKind::Divider => Body::Rich { source },
        Some(text) => Body::Plain(text),
    };
    Some(Entry {
        id,
        revision,
        from,
        kind,
        body,
        time,
        masked,
        delivery: fields.optional_number()?.and_then(|place| {
            DELIVERIES
                .get(usize::try_from(place).unwrap_or(usize::MAX))
                .copied()
        }),
        view: read_view(&mut fields)?,
        language: fields.optional_text()?,
    })
}
