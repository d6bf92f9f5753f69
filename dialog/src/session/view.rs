//! A session by the designer's names, for people to look at.
//!
//! The state itself stays private: what it keeps, and how, is the engine's affair. What is sensitive does not get into
//! the view, so that nobody who shows one has to think of it.

use std::collections::HashSet;

use serde_json::Value;

use super::{SessionState, Waiting};
use crate::model::{Key, Model, Schema, ValueType};

/// What a session remembers, by the designer's names.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionView {
    /// What it waits for; the strings are node ids.
    pub waiting: Waiting,
    /// Name of the node that it waits at, if it does.
    pub node: Option<String>,
    /// Display name of its channel.
    pub channel: String,
    /// Its language, such as `en-US`.
    pub language: String,
    /// What the visitor wants.
    pub intent: Option<IntentView>,
    /// Entities that have a value, by name.
    pub entities: Vec<EntityView>,
    /// Variables that have a value, by name.
    pub variables: Vec<VariableView>,
    /// Running components, the main one first.
    pub frames: Vec<FrameView>,
}

/// What the visitor wants.
#[derive(Debug, Clone, PartialEq)]
pub struct IntentView {
    /// Name of the intent.
    pub name: String,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// An entity that has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityView {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ValueView,
    /// Whether the visitor has confirmed the value.
    pub confirmed: bool,
}

/// A variable that has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableView {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ValueView,
}

/// A value, as far as it may be seen.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueView {
    /// It may be.
    Open(Value),
    /// It is sensitive.
    Masked,
}

/// A running component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameView {
    /// Name of the component.
    pub component: String,
    /// Name of the node that called it; none for the main one.
    pub caller: Option<String>,
    /// The intent that it was called for, if an intent mapper called it.
    pub intent: Option<String>,
}

/// The view of a session. What an update of the project took away goes by its id.
pub(crate) fn view(model: &Model, state: &SessionState) -> SessionView {
    let entities = state.entities();
    let entities = entities.filter(|(_, entity)| !entity.value.is_null());
    let frames = state.frames.iter().map(|frame| FrameView {
        component: component_name(model, &frame.component),
        caller: frame.caller.as_deref().map(|node| node_name(model, node)),
        intent: frame.intent.as_deref().map(str::to_owned),
    });
    SessionView {
        waiting: state.waiting.clone(),
        node: waiting_node(&state.waiting).map(|node| node_name(model, node)),
        channel: state.channel.to_string(),
        language: state.language.to_string(),
        intent: state.intent.as_ref().map(|intent| IntentView {
            name: intent.name.clone(),
            confidence: intent.confidence,
        }),
        entities: entities
            .map(|(name, entity)| EntityView {
                name: name.to_owned(),
                value: seen(model, name, &entity.value),
                confirmed: entity.confirmed,
            })
            .collect(),
        variables: state
            .variables()
            .map(|(name, value)| VariableView {
                name: name.to_owned(),
                value: seen(model, name, value),
            })
            .collect(),
        frames: frames.collect(),
    }
}

/// Whether the entity or variable of this name holds what only the visitor may see. A variable with a masked field
/// does as a whole, and an entity does that inherits from one.
pub(crate) fn is_sensitive(model: &Model, name: &str) -> bool {
    let entity = model.entity_names.get(name);
    let variable = model.variable_names.get(name);
    let variable = variable.map(|variable| model.variables.get(*variable));
    entity.is_some_and(|entity| model.is_sensitive(*entity))
        || variable.is_some_and(|variable| {
            variable.masked || has_masked_field(model, &variable.value_type, &mut HashSet::new())
        })
}

fn seen(model: &Model, name: &str, value: &Value) -> ValueView {
    if is_sensitive(model, name) {
        ValueView::Masked
    } else {
        ValueView::Open(value.clone())
    }
}

/// Types can contain themselves: each is looked at once.
fn has_masked_field(
    model: &Model,
    value_type: &ValueType,
    known: &mut HashSet<Key<Schema>>,
) -> bool {
    match value_type {
        ValueType::List(Some(items)) => has_masked_field(model, items, known),
        ValueType::Object(schema) if known.insert(*schema) => {
            let fields = model.schemas.get(*schema).fields.iter();
            let mut fields = fields.map(|field| model.fields.get(*field));
            fields.any(|field| field.masked || has_masked_field(model, &field.value_type, known))
        }
        _ => false,
    }
}

fn waiting_node(waiting: &Waiting) -> Option<&str> {
    match waiting {
        Waiting::Kickoff | Waiting::Ended => None,
        Waiting::Answer(node)
        | Waiting::Confirmation(node)
        | Waiting::ClientData(node)
        | Waiting::Continue(node)
        | Waiting::Backend(node)
        | Waiting::Escalation(node) => Some(node),
    }
}

fn node_name(model: &Model, id: &str) -> String {
    let node = model.node_ids.get(id);
    node.map_or(id, |node| &model.nodes.get(*node).name)
        .to_owned()
}

fn component_name(model: &Model, id: &str) -> String {
    let component = model.component_ids.get(id);
    component
        .map_or(id, |component| &model.components.get(*component).name)
        .to_owned()
}
