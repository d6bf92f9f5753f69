//! What understanding is asked (nlu.md section 3).

use jiff::civil::DateTime;
use serde_json::Value;

use super::Wordsets;

/// How much of a text is considered, in Unicode scalar values; what follows is ignored. Nobody chats in texts of this
/// length, and it bounds the work for one query.
pub const MAX_CONSIDERED: usize = 2_000;

/// A text with what the dialog knows while it waits for it.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// What the visitor wrote.
    pub text: &'a str,
    /// The entity that was asked for; `None` at an intent question.
    pub focus: Option<&'a str>,
    /// The entities of the question router that asks.
    pub router_entities: &'a [&'a str],
    /// Global commands, where the project has them.
    pub command: Option<CommandContext<'a>>,
    /// Dynamic entity data of the session.
    pub wordsets: &'a Wordsets<'a>,
    /// Entities that the session holds, the one filled last first: what "there" may refer to.
    pub recent: &'a [RecentEntity<'a>],
    /// The visitor's wall clock: what "tomorrow" is counted from.
    pub now: DateTime,
    /// Scores below it are no match (`COLLECTION_SETTINGS/confidence-low`), 0 to 1.
    pub confidence_low: f32,
}

/// The commands that work at the waiting node.
#[derive(Debug, Clone, Copy)]
pub struct CommandContext<'a> {
    /// The entity whose values are the project's commands.
    pub entity: &'a str,
    /// The values that do something here: enabled overrides and enabled global commands.
    pub active_values: &'a [&'a str],
}

/// An entity that the session holds.
#[derive(Debug, Clone, Copy)]
pub struct RecentEntity<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value.
    pub value: &'a Value,
}
