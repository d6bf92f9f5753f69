//! What an answer says, however it came: as text, pick or interpretation.

use serde_json::Value;

use crate::expression::{structured, text_of};
use crate::input::Interpretation;
use crate::model::{Entity, Key, Model};
use crate::understanding;
use crate::understanding::NO_INTENT;

/// Key of an interpretation, and id of a pick, that stands for an intent.
const INTENT: &str = "INTENT";

/// What an answer says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::turn) struct Captured {
    /// The whole of the visitor's words.
    pub(super) literal: String,
    /// Name of the intent, `NO_INTENT` included; none where an answer carries no intent at all.
    pub(super) intent: Option<String>,
    pub(super) confidence: f32,
    pub(super) entities: Vec<CapturedEntity>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct CapturedEntity {
    pub(super) entity: Key<Entity>,
    pub(super) value: Value,
    pub(super) literal: String,
    pub(super) formatted_literal: String,
}

impl Captured {
    /// A picked selectable; none if it is for an entity that the project does not have.
    pub(in crate::turn) fn from_selected(model: &Model, id: &str, value: &str) -> Option<Captured> {
        if id == INTENT {
            return Some(Captured {
                literal: value.to_owned(),
                intent: Some(value.to_owned()),
                confidence: 1.0,
                entities: Vec::new(),
            });
        }
        let entity = CapturedEntity {
            entity: *model.entity_names.get(id)?,
            value: Value::String(value.to_owned()),
            literal: value.to_owned(),
            formatted_literal: value.to_owned(),
        };
        Some(Captured {
            literal: value.to_owned(),
            intent: None,
            confidence: 1.0,
            entities: vec![entity],
        })
    }

    /// What the client has understood; names that the project does not have are left out.
    pub(in crate::turn) fn from_interpretation(
        model: &Model,
        given: &Interpretation,
    ) -> Option<Captured> {
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
                let entity = *model.entity_names.get(name)?;
                Some(CapturedEntity {
                    entity,
                    // The protocol's interpretations hold texts only; an amount comes as JSON in one.
                    value: structured(value),
                    literal,
                    formatted_literal,
                })
            })
            .collect();
        let intent = given
            .data
            .get(INTENT)
            .map(text_of)
            .filter(|intent| !intent.is_empty());
        (intent.is_some() || !entities.is_empty()).then(|| Captured {
            literal: given.utterance.clone(),
            intent,
            confidence: bounded(given.confidence),
            entities,
        })
    }

    /// What understanding made of a text.
    pub(super) fn from_understood(
        model: &Model,
        understood: understanding::Interpretation,
    ) -> Captured {
        let entities = understood.entities.into_iter().filter_map(|spotted| {
            Some(CapturedEntity {
                entity: *model.entity_names.get(&spotted.name)?,
                value: spotted.value,
                formatted_literal: spotted.literal.clone(),
                literal: spotted.literal,
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

/// Clients can send any number, and one that is none could not be stored with the session.
fn bounded(confidence: f32) -> f32 {
    if confidence.is_nan() {
        0.0
    } else {
        confidence.clamp(0.0, 1.0)
    }
}
