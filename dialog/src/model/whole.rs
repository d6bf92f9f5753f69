//! The whole of a project.

use std::collections::{HashMap, HashSet};

use super::{
    Arena, Channel, Commands, Component, ConfirmationMessage, Destination, Entity, Event, Field,
    GlobalCommand, Handler, Key, Node, ProjectBehavior, QuestionNode, RecoveryMessage, Schema,
    Settings, Variable,
};

/// A project that was found to be sound.
#[derive(Debug)]
pub(crate) struct Model {
    /// The designer's name for the project.
    pub name: String,
    pub languages: Vec<String>,
    /// Language of texts that another one lacks.
    pub default_language: String,
    pub channels: Arena<Channel>,
    pub default_channel: Option<Key<Channel>>,
    pub variables: Arena<Variable>,
    pub variable_names: HashMap<String, Key<Variable>>,
    pub schemas: Arena<Schema>,
    pub fields: Arena<Field>,
    pub entities: Arena<Entity>,
    pub entity_names: HashMap<String, Key<Entity>>,
    pub intent_names: HashSet<String>,
    pub events: Arena<Event>,
    pub components: Arena<Component>,
    pub component_ids: HashMap<String, Key<Component>>,
    pub nodes: Arena<Node>,
    pub node_ids: HashMap<String, Key<Node>>,
    /// Component `Main`, and its start node.
    pub main: (Key<Component>, Key<Node>),
    /// Destinations of intents by name, where a mapper has none of its own.
    pub intents: HashMap<String, Destination>,
    pub handlers: Vec<Handler>,
    pub commands: Option<Commands>,
    pub recoveries: Vec<ProjectBehavior<RecoveryMessage>>,
    pub confirmations: Vec<ProjectBehavior<ConfirmationMessage>>,
    pub settings: Settings,
    /// Whether a node sends the last message somewhere, so that sessions have to keep it.
    pub keeps_last_message: bool,
}

impl Model {
    /// The global commands that throw their events at a node.
    pub(crate) fn global_commands_at(
        &self,
        key: Key<Node>,
    ) -> impl Iterator<Item = &GlobalCommand> {
        let node = self.nodes.get(key);
        let global = self.commands.iter().flat_map(|commands| &commands.global);
        global.filter(move |command| command.is_active_at(key, node))
    }

    /// Values of the commands that do something at a question: what it overrides, then what is global there.
    pub(crate) fn active_commands<'p>(
        &'p self,
        key: Key<Node>,
        question: &'p QuestionNode,
    ) -> Vec<&'p str> {
        let own = question.command_overrides.iter();
        let own = own.filter(|own| own.enabled).map(|own| &own.value);
        let global = self.global_commands_at(key).map(|command| &command.value);
        own.chain(global).map(String::as_str).collect()
    }

    /// Whether `entity` is `ancestor` or inherits from it.
    pub(crate) fn is_a(&self, entity: Key<Entity>, ancestor: Key<Entity>) -> bool {
        self.family(entity).any(|relative| relative == ancestor)
    }

    /// Whether the values of an entity, or of one that it inherits from, must stay out of logs and transcripts.
    pub(crate) fn is_sensitive(&self, entity: Key<Entity>) -> bool {
        self.family(entity)
            .any(|relative| self.entities.get(relative).sensitive)
    }

    /// An entity and its ancestors. Bounded, because nothing keeps a file from a circle.
    pub(crate) fn family(&self, entity: Key<Entity>) -> impl Iterator<Item = Key<Entity>> {
        std::iter::successors(Some(entity), |entity| self.entities.get(*entity).parent)
            .take(self.entities.len())
    }
}
