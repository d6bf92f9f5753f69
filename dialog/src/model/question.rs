//! Question and answer nodes (model.md section 5).

use super::{
    Channel, CommandOverride, ConfirmationMessage, Entity, Group, Key, Node, NodeBehavior,
    RecoveryMessage, SendValue, Setting,
};
use crate::reply::View;

#[derive(Debug)]
pub(crate) struct QuestionNode {
    pub focus: Focus,
    /// `collectionType`, by which project settings may address the question.
    pub collection_type: String,
    pub initial_message: Group,
    pub reentry_message: Group,
    /// "Setup" of the system actions.
    pub setup: Group,
    /// Actions for single values.
    pub by_value: Vec<(String, Group)>,
    /// "Default" of the system actions.
    pub otherwise: Group,
    /// What follows an intent.
    pub on_intent: Group,
    /// Question router that the question belongs to.
    pub router: Option<Key<Node>>,
    pub command_overrides: Vec<CommandOverride>,
    pub recoveries: Vec<NodeBehavior<RecoveryMessage>>,
    pub confirmations: Vec<NodeBehavior<ConfirmationMessage>>,
    pub clickables: Vec<Clickable>,
    pub dtmf: Vec<DtmfEntry>,
    pub send: Vec<SendValue>,
    pub view: Option<View>,
    pub settings: Vec<Setting>,
}

impl QuestionNode {
    /// What the question itself does about a command; a disabled override is as if it were not there.
    pub(crate) fn command_override(&self, value: &str) -> Option<&CommandOverride> {
        let mut overrides = self.command_overrides.iter();
        overrides.find(|own| own.enabled && own.value == value)
    }
}

/// Something to pick that the designer laid out.
#[derive(Debug)]
pub(crate) struct Clickable {
    /// Its index in the node's `clickables`, by which findings name it.
    pub position: usize,
    pub order: i64,
    pub channel: Option<Key<Channel>>,
    /// Empty: every language.
    pub language: String,
    /// None: the entity in focus.
    pub entity: Option<Key<Entity>>,
    pub value: String,
    pub label: String,
    pub description: String,
    pub image_uri: String,
}

/// A key that stands for a value.
#[derive(Debug)]
pub(crate) struct DtmfEntry {
    pub channel: Option<Key<Channel>>,
    /// None: the entity in focus.
    pub entity: Option<Key<Entity>>,
    pub value: String,
    pub key: String,
}

/// What a question is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focus {
    Intent,
    Entity(Key<Entity>),
    /// The design is not finished: nothing can answer the question.
    Nothing,
}

impl Focus {
    /// The entity in focus.
    pub(crate) fn entity(self) -> Option<Key<Entity>> {
        match self {
            Focus::Entity(entity) => Some(entity),
            Focus::Intent | Focus::Nothing => None,
        }
    }
}
