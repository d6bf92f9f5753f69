//! Ids of the file and the keys that stand for them.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::places::Places;
use super::reader::At;
use crate::flow::PromptNumber;
use crate::model::{
    Channel, Component, Entity, Event, Field, Key, Node, Schema, ValueType, Variable,
};
use crate::project::FindingCode;

/// What the first pass over the file found. References are looked up here; a reference that is not found is reported
/// where it stands.
#[derive(Default)]
pub(super) struct Index {
    pub(super) channels: HashMap<String, Key<Channel>>,
    pub(super) default_channel: Option<Key<Channel>>,
    pub(super) variables: HashMap<String, Key<Variable>>,
    pub(super) variable_names: HashMap<String, Key<Variable>>,
    pub(super) masked_variables: HashSet<Key<Variable>>,
    pub(super) fields: HashMap<String, Key<Field>>,
    pub(super) masked_fields: HashSet<Key<Field>>,
    pub(super) entities: HashMap<String, Key<Entity>>,
    pub(super) entity_names: HashMap<String, Key<Entity>>,
    pub(super) sensitive_entities: HashSet<Key<Entity>>,
    /// Intent names by id.
    pub(super) intents: HashMap<String, String>,
    pub(super) events: HashMap<String, Key<Event>>,
    pub(super) event_names: HashMap<String, Key<Event>>,
    pub(super) components: HashMap<String, Key<Component>>,
    pub(super) nodes: HashMap<String, Key<Node>>,
    /// Filled as things are read, hence the cell.
    pub(super) places: RefCell<Places>,
}

/// Value of `simpleGenericType` that leaves the type of a list's items open.
const NO_ITEM_TYPE: &str = "NOT_SET";

/// Id that newer exports use for the channel of the session.
pub(super) const CHANNEL_VARIABLE: &str = "SYS_VAR_channel";

impl Index {
    /// An index of nothing yet.
    pub(super) fn new(project: &At<'_>) -> Index {
        let index = Index::default();
        index.places.borrow_mut().project = project.path();
        index
    }

    /// Keeps where a component stands; components come in file order.
    pub(super) fn place_component(&self, at: &At<'_>) {
        self.places.borrow_mut().components.push(at.path());
    }

    /// Keeps where a node stands; nodes come in file order.
    pub(super) fn place_node(&self, at: &At<'_>) {
        self.places.borrow_mut().nodes.push(at.path());
    }

    /// Keeps where a prompt stands and gives it the next number: prompts have no ids of their own.
    pub(super) fn place_prompt(&self, at: &At<'_>) -> PromptNumber {
        let prompts = &mut self.places.borrow_mut().prompts;
        prompts.push(at.path());
        PromptNumber(prompts.len() - 1)
    }

    /// Keeps where an entity stands; entities come in file order.
    pub(super) fn place_entity(&self, at: &At<'_>) {
        self.places.borrow_mut().entities.push(at.path());
    }

    /// Keeps where an intent stands.
    pub(super) fn place_intent(&self, name: &str, at: &At<'_>) {
        let intents = &mut self.places.borrow_mut().intents;
        intents.push((name.to_owned(), at.path()));
    }

    /// The node that the id under a key names; none, with a finding, if there is none.
    pub(super) fn node(&self, at: &At<'_>, key: &str) -> Option<Key<Node>> {
        let id = at.id(key)?;
        let node = self.nodes.get(id.as_ref()).copied();
        if node.is_none() {
            at.error(
                FindingCode::MissingNode,
                format!("`{key}` names the node `{id}`, which does not exist"),
            );
        }
        node
    }

    pub(super) fn component(&self, at: &At<'_>, key: &str) -> Option<Key<Component>> {
        let id = at.id(key)?;
        let component = self.components.get(id.as_ref()).copied();
        if component.is_none() {
            at.error(
                FindingCode::MissingComponent,
                format!("`{key}` names the component `{id}`, which does not exist"),
            );
        }
        component
    }

    pub(super) fn event(&self, at: &At<'_>, key: &str) -> Option<Key<Event>> {
        let id = at.id(key)?;
        let event = self.events.get(id.as_ref()).copied();
        if event.is_none() {
            at.error(
                FindingCode::MissingEvent,
                format!("`{key}` names the event `{id}`, which does not exist"),
            );
        }
        event
    }

    pub(super) fn entity(&self, at: &At<'_>, key: &str) -> Option<Key<Entity>> {
        let id = at.id(key)?;
        let entity = self.entities.get(id.as_ref()).copied();
        if entity.is_none() {
            at.error(
                FindingCode::MissingEntity,
                format!("`{key}` names the entity `{id}`, which does not exist"),
            );
        }
        entity
    }

    /// The channel under a key, `Some(None)` where none is named. None, with a warning, if the channel is gone, and with
    /// it the use of whatever belongs to it.
    pub(super) fn channel(&self, at: &At<'_>, key: &str) -> Option<Option<Key<Channel>>> {
        let Some(id) = at.id(key) else {
            return Some(None);
        };
        let channel = self.channels.get(id.as_ref()).copied();
        if channel.is_none() {
            at.warn(
                FindingCode::MissingChannel,
                format!("`{key}` names the channel `{id}`, which does not exist"),
            );
        }
        channel.map(Some)
    }

    /// A variable by the id under `id_key`, else by the copy of it under `copy_key`.
    pub(super) fn variable(
        &self,
        at: &At<'_>,
        id_key: &str,
        copy_key: &str,
    ) -> Option<VariableReference> {
        let copy = at.object_at(copy_key);
        let id = at.id(id_key).or_else(|| copy.as_ref()?.id("id"));
        let name = copy.as_ref().and_then(|copy| copy.id("name"));
        if id.as_deref() == Some(CHANNEL_VARIABLE) {
            return Some(VariableReference::SessionChannel);
        }
        let by_id = id.as_ref().and_then(|id| self.variables.get(id.as_ref()));
        let found = by_id.or_else(|| self.variable_names.get(name.as_ref()?.as_ref()));
        if found.is_none() {
            let named = name.or(id)?;
            at.error(
                FindingCode::MissingVariable,
                format!("the variable `{named}` does not exist"),
            );
        }
        found.copied().map(VariableReference::One)
    }
}

/// What a reference to a variable stands for.
pub(super) enum VariableReference {
    One(Key<Variable>),
    SessionChannel,
}

impl VariableReference {
    /// The variable, where nothing else makes sense.
    pub(super) fn one(self, at: &At<'_>) -> Option<Key<Variable>> {
        match self {
            VariableReference::One(variable) => Some(variable),
            VariableReference::SessionChannel => {
                at.error(
                    FindingCode::UnknownValue,
                    "the channel can only be compared",
                );
                None
            }
        }
    }
}

/// Reads the type of a variable or field.
pub(super) fn value_type(at: &At<'_>, schemas: &HashMap<String, Key<Schema>>) -> ValueType {
    if let Some(value_type) = complex_type(at, "complexVariableTypeId", schemas) {
        return value_type;
    }
    match simple_type(at, "simpleVariableType") {
        ValueType::List(_) => ValueType::List(item_type(at, schemas).map(Box::new)),
        value_type => value_type,
    }
}

/// Reads the type of a list's items; none if the file leaves it open.
fn item_type(at: &At<'_>, schemas: &HashMap<String, Key<Schema>>) -> Option<ValueType> {
    complex_type(at, "complexGenericTypeId", schemas).or_else(|| {
        let word = at.id("simpleGenericType")?;
        (word != NO_ITEM_TYPE).then(|| simple_type(at, "simpleGenericType"))
    })
}

fn complex_type(
    at: &At<'_>,
    key: &str,
    schemas: &HashMap<String, Key<Schema>>,
) -> Option<ValueType> {
    let id = at.id(key)?;
    Some(match schemas.get(id.as_ref()) {
        Some(schema) => ValueType::Object(*schema),
        None => {
            at.error(
                FindingCode::MissingVariable,
                format!("the complex type `{id}` does not exist"),
            );
            ValueType::Text
        }
    })
}

fn simple_type(at: &At<'_>, key: &str) -> ValueType {
    let word = at.text(key);
    ValueType::parse(&word).unwrap_or_else(|| {
        at.warn(
            FindingCode::UnknownValue,
            format!("the variable type `{word}` is not known; taken as text"),
        );
        ValueType::Text
    })
}
