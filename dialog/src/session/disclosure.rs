//! What of a turn may be written down outside of the session.
//!
//! The engine knows what is sensitive from the design alone: a text is kept back when it answered a question for
//! something sensitive, gave something sensitive unasked, or repeats such a value. What a visitor tells a design that
//! does not ask for it, nobody can tell from harmless words.

use serde_json::Value;

use super::{SessionState, Waiting, is_sensitive};
use crate::model::{Model, NodeKind};

/// Whether a visitor's text may be written down: `before` and `after` are the session around the turn that it was said
/// in.
pub(crate) fn may_be_disclosed(
    model: &Model,
    before: &SessionState,
    after: &SessionState,
    text: &str,
) -> bool {
    !asks_for_something_sensitive(model, before)
        && !fills_something_sensitive(model, before, after)
        && !repeats_something_sensitive(model, before, text)
}

fn asks_for_something_sensitive(model: &Model, state: &SessionState) -> bool {
    let (Waiting::Answer(node) | Waiting::Confirmation(node)) = &state.waiting else {
        return false;
    };
    let node = model.node_ids.get(node);
    let Some(NodeKind::Question(question)) = node.map(|node| &model.nodes.get(*node).kind) else {
        // A question of another version of the project: nothing is known about it.
        return true;
    };
    let entity = question.focus.entity();
    entity.is_some_and(|entity| model.is_sensitive(entity))
}

fn fills_something_sensitive(model: &Model, before: &SessionState, after: &SessionState) -> bool {
    after.entities().any(|(name, entity)| {
        let earlier = before.entity(name);
        let is_new = earlier.is_none_or(|earlier| {
            earlier.value != entity.value || earlier.literal != entity.literal
        });
        is_new && !entity.value.is_null() && is_sensitive(model, name)
    })
}

fn repeats_something_sensitive(model: &Model, state: &SessionState, text: &str) -> bool {
    let text = text.to_lowercase();
    let repeats = |known: &str| !known.is_empty() && text.contains(&known.to_lowercase());
    let entities = state.entities();
    let variables = state.variables();
    entities
        .filter(|(name, _)| is_sensitive(model, name))
        .any(|(_, entity)| {
            repeats(&entity.literal) || plain_texts(&entity.value).any(|v| repeats(&v))
        })
        || variables
            .filter(|(name, _)| is_sensitive(model, name))
            .any(|(_, value)| plain_texts(value).any(|v| repeats(&v)))
}

/// The texts and numbers in a value.
fn plain_texts(value: &Value) -> Box<dyn Iterator<Item = String> + '_> {
    match value {
        Value::String(text) => Box::new(std::iter::once(text.clone())),
        Value::Number(number) => Box::new(std::iter::once(number.to_string())),
        Value::Array(items) => Box::new(items.iter().flat_map(plain_texts)),
        Value::Object(fields) => Box::new(fields.values().flat_map(plain_texts)),
        Value::Null | Value::Bool(_) => Box::new(std::iter::empty()),
    }
}
