//! Global commands and what questions make of them (model.md section 5, "Command").

use super::{Component, Entity, Event, Group, Key, Node};

/// The commands of the project.
#[derive(Debug)]
pub(crate) struct Commands {
    /// The entity whose values are commands.
    pub entity: Key<Entity>,
    pub global: Vec<GlobalCommand>,
}

/// A command that throws an event wherever it is said.
#[derive(Debug)]
pub(crate) struct GlobalCommand {
    pub value: String,
    pub event: Key<Event>,
    pub enabled: bool,
    pub disabled_nodes: Vec<Key<Node>>,
    pub disabled_components: Vec<Key<Component>>,
    /// Key that stands for it, empty for none.
    pub dtmf: String,
}

impl GlobalCommand {
    /// Whether it throws its event at a node.
    pub(crate) fn is_active_at(&self, key: Key<Node>, node: &Node) -> bool {
        self.enabled
            && !self.disabled_nodes.contains(&key)
            && !self.disabled_components.contains(&node.component)
    }
}

/// What a question does about a command by itself.
#[derive(Debug)]
pub(crate) struct CommandOverride {
    pub value: String,
    /// A disabled override is as if it were not there: the global command, if it is enabled, throws its event. The
    /// documentation allows for both this reading and "the command is off here".
    pub enabled: bool,
    pub items: Group,
}
