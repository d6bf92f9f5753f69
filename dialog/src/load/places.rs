//! Where in the file things stand: what checks name, and turns never look at.

use crate::flow::PromptNumber;
use crate::model::{Component, Entity, Key, Node};
use crate::project::JsonPath;

/// Paths of the things of a model.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// `$.data`, or `$.importProject`.
    pub(crate) project: JsonPath,
    pub(super) components: Vec<JsonPath>,
    pub(super) nodes: Vec<JsonPath>,
    pub(super) prompts: Vec<JsonPath>,
    pub(super) entities: Vec<JsonPath>,
    /// Intents of the ontology by name, in file order.
    pub(crate) intents: Vec<(String, JsonPath)>,
}

impl Places {
    /// The component itself.
    pub(crate) fn component(&self, component: Key<Component>) -> JsonPath {
        self.or_project(&self.components, component.index())
    }

    /// What the key of the node's type holds, such as `$.data.components[0].nodes[3].messageNode`.
    pub(crate) fn node(&self, node: Key<Node>) -> JsonPath {
        self.or_project(&self.nodes, node.index())
    }

    /// The prompt group.
    pub(crate) fn prompt(&self, prompt: PromptNumber) -> JsonPath {
        self.or_project(&self.prompts, prompt.get())
    }

    /// The entity in the ontology.
    pub(crate) fn entity(&self, entity: Key<Entity>) -> JsonPath {
        self.or_project(&self.entities, entity.index())
    }

    fn or_project(&self, paths: &[JsonPath], index: usize) -> JsonPath {
        paths.get(index).unwrap_or(&self.project).clone()
    }
}
