//! Putting what was understood into the session.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::captured::{Captured, CapturedEntity};
use crate::expression::{LAST_COLLECTION, LAST_CONFIRMATION};
use crate::model::{Entity, Key, QuestionNode};
use crate::session::ActiveIntent;
use crate::turn::run::Turn;

/// Makes an intent the active one, with the words and the confidence of an answer.
pub(super) fn set_intent(turn: &mut Turn<'_>, captured: &Captured, name: &str) {
    turn.state.intent = Some(Arc::new(ActiveIntent {
        name: name.to_owned(),
        literal: captured.literal.clone(),
        confidence: captured.confidence,
    }));
}

/// Fills entities that were not asked for. A router that had sent the session to the question for one of them must not
/// take that question for answered: the value is new and has not been processed.
pub(super) fn fill(turn: &mut Turn<'_>, entities: Vec<CapturedEntity>) {
    for captured in entities {
        process_again(turn, captured.entity);
        set_entity(turn, captured);
    }
}

/// Makes routers send the session to the question for an entity once more, to process its value.
pub(super) fn process_again(turn: &mut Turn<'_>, entity: Key<Entity>) {
    let name = &turn.model.entities.get(entity).name;
    for (_, asked) in turn.state.routers.iter_mut() {
        asked.take_if(|asked| **asked == **name);
    }
}

/// Fills an entity.
pub(super) fn set_entity(turn: &mut Turn<'_>, captured: CapturedEntity) {
    let name = &turn.model.entities.get(captured.entity).name;
    turn.state.fill_entity(
        name,
        captured.value,
        captured.literal,
        captured.formatted_literal,
    );
}

/// Keeps what a question got as `lastCollectionResultObject`.
pub(super) fn keep_collection(turn: &mut Turn<'_>, question: &QuestionNode, captured: &Captured) {
    let intent = captured.intent.as_deref();
    let answer = captured
        .entities
        .iter()
        .find(|captured| Some(captured.entity) == question.focus.entity())
        .or(captured.entities.first());
    let value = match (question.focus.entity(), answer) {
        (Some(_), Some(answer)) => answer.value.clone(),
        _ => intent.map_or(Value::Null, Value::from),
    };
    let result = result(&captured.literal, intent, captured.confidence, value);
    keep(turn, question, captured, LAST_COLLECTION, result);
}

/// Keeps what a confirmation got as `lastConfirmationResultObject`; its value is `yes` or `no`. `captured` is what else
/// was said.
pub(super) fn keep_confirmation(
    turn: &mut Turn<'_>,
    question: &QuestionNode,
    literal: &str,
    captured: &Captured,
    answer: bool,
) {
    let value = Value::from(if answer { "yes" } else { "no" });
    let result = result(literal, None, 1.0, value);
    keep(turn, question, captured, LAST_CONFIRMATION, result);
}

/// The fields are those of the reserved schema `interpretationResult` of real exports: `literal`, `formattedLiteral`,
/// and `interpretations` with `intent` and `confidence`. The schema has no place for what the operands
/// `LAST_COLLECTION_INTERPRETATION` and `LAST_CONFIRMATION_INTERPRETATION` can be compared with, and nothing documents
/// what that is; here it is one more field, `value`: the value of the entity that was asked for, or the name of the
/// intent, or `yes` or `no`.
fn result(
    literal: &str,
    intent: Option<&str>,
    confidence: f32,
    value: Value,
) -> Map<String, Value> {
    let interpretation = json!({"intent": intent, "confidence": confidence});
    [
        ("literal", Value::from(literal)),
        ("formattedLiteral", Value::from(literal)),
        ("interpretations", Value::Array(vec![interpretation])),
        ("value", value),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// Answers that say something sensitive, asked for or not, are not kept a second time: these variables carry no mark that
/// would mask them.
fn keep(
    turn: &mut Turn<'_>,
    question: &QuestionNode,
    captured: &Captured,
    name: &str,
    result: Map<String, Value>,
) {
    let said = captured.entities.iter().map(|captured| captured.entity);
    let mut entities = said.chain(question.focus.entity());
    if entities.any(|entity| turn.model.is_sensitive(entity)) {
        turn.state.clear_variable(name);
    } else {
        let result = Value::Object(result);
        turn.state.set_variable(name, result);
    }
}
