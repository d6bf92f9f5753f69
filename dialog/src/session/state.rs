//! The session state (model.md section 2). It serialises, so that the caller can keep it anywhere.
//!
//! Nodes and components are kept by their ids and everything else by its name: a session then survives an update of
//! its project as long as what it refers to is still there.
//!
//! Every turn works on a copy of its session, and a busy server keeps many sessions. So what a copy has in common with
//! what it was made from is shared, and maps are sorted vectors: they have a handful of entries, and take no more
//! memory than those.

use std::collections::BTreeSet;
use std::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Attempts;
use crate::reply::Message;

/// What a session remembers between two turns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionState {
    pub(crate) channel: Arc<str>,
    pub(crate) language: Arc<str>,
    pub(crate) waiting: Waiting,
    /// Values by variable name; a variable that is not there is NULL.
    #[serde(default, skip_serializing_if = "LiteMap::is_empty")]
    variables: LiteMap<Arc<str>, Arc<Value>>,
    /// By entity name; an entity that is not there was never touched.
    #[serde(default, skip_serializing_if = "LiteMap::is_empty")]
    entities: LiteMap<Arc<str>, Arc<EntityState>>,
    /// Names of filled entities, the latest last: what "there" or "that day" may refer to.
    pub(crate) recently_filled: Vec<Arc<str>>,
    pub(crate) intent: Option<Arc<ActiveIntent>>,
    /// Running components, `Main` first.
    pub(crate) frames: Vec<Frame>,
    /// By id of the question router that is collecting: name of the entity whose question was entered last, if any was.
    #[serde(default, skip_serializing_if = "LiteMap::is_empty")]
    pub(crate) routers: LiteMap<Arc<str>, Option<Arc<str>>>,
    /// Ids of the questions that were asked.
    pub(crate) asked: BTreeSet<String>,
    /// By id of the question.
    #[serde(default, skip_serializing_if = "LiteMap::is_empty")]
    pub(crate) attempts: LiteMap<Arc<str>, Attempts>,
    /// Messages that wait for the next reply.
    pub(crate) messages: Vec<Message>,
    /// What the last message or question node said; only kept for projects that send it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_message: Option<Arc<Message>>,
    /// State of the `random` method.
    pub(crate) random: u64,
}

impl SessionState {
    /// Whether the conversation is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.waiting, Waiting::Ended)
    }

    /// Language of the session, such as `en-US`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Display name of the session's channel.
    pub fn channel(&self) -> &str {
        &self.channel
    }

    /// What the session waits for.
    pub fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// What the visitor wants, if that is known, and how sure that is (0 to 1).
    pub fn intent(&self) -> Option<(&str, f32)> {
        let intent = self.intent.as_ref();
        intent.map(|intent| (intent.name.as_str(), intent.confidence))
    }

    /// A session that waits for its first Execute, without any values.
    pub(crate) fn begun(channel: &str, language: &str, seed: u64) -> SessionState {
        SessionState {
            channel: channel.into(),
            language: language.into(),
            waiting: Waiting::Kickoff,
            variables: LiteMap::new_vec(),
            entities: LiteMap::new_vec(),
            recently_filled: Vec::new(),
            intent: None,
            frames: Vec::new(),
            routers: LiteMap::new_vec(),
            asked: BTreeSet::new(),
            attempts: LiteMap::new_vec(),
            messages: Vec::new(),
            last_message: None,
            random: seed,
        }
    }

    /// Value of a variable; none stands for NULL.
    pub(crate) fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.get(name).map(Arc::as_ref)
    }

    /// All variables with a value, by name.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&str, &Value)> {
        let variables = self.variables.iter();
        variables.map(|(name, value)| (&**name, &**value))
    }

    /// Gives a variable a value.
    pub(crate) fn set_variable(&mut self, name: &str, value: Value) {
        match self.variables.get_mut(name) {
            Some(place) => *place = Arc::new(value),
            None => {
                self.variables.insert(name.into(), Arc::new(value));
            }
        }
    }

    /// Sets a variable to NULL.
    pub(crate) fn clear_variable(&mut self, name: &str) {
        self.variables.remove(name);
    }

    /// The value of a variable to be changed in place.
    pub(crate) fn variable_mut(&mut self, name: &str) -> &mut Value {
        Arc::make_mut(self.variables.entry(name.into()).or_default())
    }

    /// What is known about an entity that was touched.
    pub(crate) fn entity(&self, name: &str) -> Option<&EntityState> {
        self.entities.get(name).map(Arc::as_ref)
    }

    /// The entities that were touched, by name.
    pub(crate) fn entities(&self) -> impl Iterator<Item = (&str, &EntityState)> {
        let entities = self.entities.iter();
        entities.map(|(name, entity)| (&**name, &**entity))
    }

    /// What is known about an entity that was touched, to be changed.
    pub(crate) fn entity_mut(&mut self, name: &str) -> Option<&mut EntityState> {
        self.entities.get_mut(name).map(Arc::make_mut)
    }

    /// What is known about an entity, to be changed.
    pub(crate) fn touch_entity(&mut self, name: &str) -> &mut EntityState {
        Arc::make_mut(self.entities.entry(name.into()).or_default())
    }

    /// Value of an entity, NULL if it has none.
    pub(crate) fn entity_value(&self, name: &str) -> &Value {
        self.entity(name)
            .map_or(&Value::Null, |entity| &entity.value)
    }

    /// Gives an entity a value; it has to be processed again (model.md section 2).
    pub(crate) fn fill_entity(
        &mut self,
        name: &str,
        value: Value,
        literal: String,
        formatted_literal: String,
    ) {
        let entity = EntityState {
            value,
            formatted_literal: Some(formatted_literal).filter(|formatted| *formatted != literal),
            literal,
            required: self.entity(name).is_none_or(|before| before.required),
            completed: false,
            confirmed: false,
        };
        self.entities.insert(name.into(), Arc::new(entity));
        self.recently_filled.retain(|filled| &**filled != name);
        self.recently_filled.push(name.into());
    }

    pub(crate) fn clear_entity(&mut self, name: &str) {
        self.entities.remove(name);
        self.recently_filled.retain(|filled| &**filled != name);
    }
}

/// What a session waits for; the strings are node ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// The empty Execute that opens the conversation.
    Kickoff,
    /// The visitor's answer to a question.
    Answer(String),
    /// The visitor's word on whether the answer to a question was understood.
    Confirmation(String),
    /// The client's data for a data access node.
    ClientData(String),
    /// The client's empty Execute after a continue action.
    Continue(String),
    /// The reply of a backend.
    Backend(String),
    /// The client's report about a hand-over.
    Escalation(String),
    /// Nothing: the conversation is over.
    Ended,
}

impl std::fmt::Display for Waiting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Waiting::Kickoff | Waiting::Continue(_) => "an empty Execute",
            Waiting::Answer(_) | Waiting::Confirmation(_) => "user input",
            Waiting::ClientData(_) | Waiting::Escalation(_) => "requested data",
            Waiting::Backend(_) => "a backend reply",
            Waiting::Ended => "nothing",
        })
    }
}

/// What is known about an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct EntityState {
    pub value: Value,
    /// The visitor's words.
    pub literal: String,
    /// The same, formatted for display; none where that makes no difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formatted_literal: Option<String>,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    pub completed: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    pub confirmed: bool,
}

impl EntityState {
    /// The visitor's words, formatted for display.
    pub(crate) fn formatted_literal(&self) -> &str {
        self.formatted_literal.as_ref().unwrap_or(&self.literal)
    }
}

fn yes() -> bool {
    true
}

fn is_yes(mark: &bool) -> bool {
    *mark
}

fn is_no(mark: &bool) -> bool {
    !*mark
}

impl Default for EntityState {
    fn default() -> Self {
        EntityState {
            value: Value::Null,
            literal: String::new(),
            formatted_literal: None,
            required: true,
            completed: false,
            confirmed: false,
        }
    }
}

/// What the visitor wants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActiveIntent {
    pub name: String,
    pub literal: String,
    pub confidence: f32,
}

/// A running component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Frame {
    /// Id of the component.
    pub component: Arc<str>,
    /// Id of the node that called it; none for `Main`.
    pub caller: Option<Arc<str>>,
    /// The intent that it was called for, if an intent mapper called it.
    pub intent: Option<Arc<str>>,
}
