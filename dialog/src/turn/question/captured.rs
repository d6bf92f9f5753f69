//! What an answer says, however it came: as text, pick or interpretation.

use serde_json::Value;

use crate::expression::{structured, text_of};
use crate::input::Interpretation;
use crate::model::{Entity, Key, Model};
use crate::understanding;
use crate::understanding::NO_INTENT;

/// Key of an interpretation, and id of a pick, that stands for an intent.
pub(super) const INTENT: &str = "INTENT";

/// What an answer says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::turn) struct Captured {
    /// The whole of the visitor's words.
    pub(super) literal: String,
    /// Name of the intent, `NO_INTENT` included; none where an answer carries no intent at all.
    pub(super) intent: Option<String>,
    /// How sure the whole is, 0 to 1.
    pub(super) confidence: f32,
    pub(super) entities: Vec<CapturedEntity>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct CapturedEntity {
    pub(super) entity: Key<Entity>,
    pub(super) value: Value,
    pub(super) literal: String,
    pub(super) formatted_literal: String,
    /// How sure it is, 0 to 1.
    pub(super) confidence: f32,
}

impl Captured {
    /// A picked selectable; none if it is for an entity or intent that the project does not have.
    pub(in crate::turn) fn from_selected(model: &Model, id: &str, value: &str) -> Option<Captured> {
        if id == INTENT {
            return Some(Captured {
                literal: value.to_owned(),
                intent: Some(known_intent(model, value)?),
                confidence: 1.0,
                entities: Vec::new(),
            });
        }
        let entity = CapturedEntity {
            entity: *model.entity_names.get(id)?,
            value: Value::String(value.to_owned()),
            literal: value.to_owned(),
            formatted_literal: value.to_owned(),
            confidence: 1.0,
        };
        Some(Captured {
            literal: value.to_owned(),
            intent: None,
            confidence: 1.0,
            entities: vec![entity],
        })
    }

    /// What the client has understood; names that the project does not have are left out. None if nothing is left, or
    /// if the client is less sure than `confidence_low`: as with texts, that is no match.
    pub(in crate::turn) fn from_interpretation(
        model: &Model,
        given: &Interpretation,
        confidence_low: f32,
    ) -> Option<Captured> {
        if !is_surer_than(given, confidence_low) {
            return None;
        }
        let confidence = said_confidence(given.confidence);
        let entities: Vec<CapturedEntity> = given
            .data
            .iter()
            .filter(|(_, value)| !value.is_null())
            .filter_map(|(name, value)| {
                let literal = given
                    .slot_literals
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| text_of(value));
                let formatted_literal = given
                    .slot_formatted_literals
                    .get(name)
                    .unwrap_or(&literal)
                    .clone();
                let slot_confidence = given.slot_confidences.get(name);
                let entity = *model.entity_names.get(name)?;
                Some(CapturedEntity {
                    entity,
                    // The protocol's interpretations hold texts only; an amount comes as JSON in one.
                    value: structured(value),
                    literal,
                    formatted_literal,
                    confidence: slot_confidence.map_or(confidence, |sure| said_confidence(*sure)),
                })
            })
            .collect();
        let intent = given
            .data
            .get(INTENT)
            .and_then(|intent| known_intent(model, &text_of(intent)));
        (intent.is_some() || !entities.is_empty()).then(|| Captured {
            literal: given.utterance.clone(),
            intent,
            confidence,
            entities,
        })
    }

    /// What understanding made of a text. A value is no surer than the sentence it came in: of a value alone
    /// understanding only says how sure its role is, and "forty dollars" in a sentence that nobody understands may mean
    /// anything.
    pub(super) fn from_understood(
        model: &Model,
        understood: understanding::Interpretation,
    ) -> Captured {
        let sure = understood.confidence;
        let entities = understood.entities.into_iter().filter_map(|spotted| {
            Some(CapturedEntity {
                entity: *model.entity_names.get(&spotted.name)?,
                value: spotted.value,
                formatted_literal: spotted.literal.clone(),
                literal: spotted.literal,
                confidence: spotted.confidence.min(sure),
            })
        });
        Captured {
            literal: understood.literal,
            intent: Some(understood.intent.unwrap_or_else(|| NO_INTENT.to_owned())),
            confidence: understood.confidence,
            entities: entities.collect(),
        }
    }
}

/// Whether the client is sure enough of what it has understood.
pub(super) fn is_surer_than(given: &Interpretation, confidence_low: f32) -> bool {
    said_confidence(given.confidence) >= confidence_low
}

/// The name, if it is that of an intent of the project.
fn known_intent(model: &Model, name: &str) -> Option<String> {
    (name == NO_INTENT || model.intent_names.contains(name)).then(|| name.to_owned())
}

/// The protocol writes no confidence as 0, and nobody sends a result that is certainly wrong: 0 is "not said". What is
/// not a number must not get into a session, because JSON could not hold it.
fn said_confidence(given: f32) -> f32 {
    if given > 0.0 { given.min(1.0) } else { 1.0 }
}
