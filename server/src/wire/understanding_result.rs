//! Results of a language understanding service (`nuance.nlu.v1`), as the engine's own: what a client brings along as
//! `nluaas_interpretation`, and what a remote service answers.

use std::collections::HashMap;

use bavard_dialog::Interpretation;
use serde_json::{Map, Value};

use super::struct_value::{NotJson, json_from_struct};
use crate::protocol::nlu::v1::interpretation::InterpretationUnion;
use crate::protocol::nlu::v1::single_intent_entity::ValueUnion;
use crate::protocol::nlu::v1::{
    InterpretResult, SingleIntentEntity, SingleIntentEntityList, SingleIntentInterpretation,
};

/// Key under which the engine takes the intent.
const INTENT: &str = "INTENT";

/// Name that the service gives to an input that means nothing.
const NO_MATCH: &str = "NO_MATCH";

/// How deep entities within entities are followed; inherited ones are nested two or three deep.
const MAX_DEPTH: usize = 16;

/// A result that the engine cannot take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidUnderstandingResult {
    /// A dialog turn has one intent.
    #[error("several intents are not supported; ask for SINGLE_INTENT")]
    MultiIntent,
    /// A confidence that is none.
    #[error("the confidence of `{0}` is not between 0 and 1")]
    Confidence(String),
    /// A value that JSON cannot hold.
    #[error(transparent)]
    NotJson(#[from] NotJson),
}

/// The first of the interpretations: they come best first. One without intent and entities is no match.
///
/// # Errors
///
/// [`InvalidUnderstandingResult`]
pub fn interpretation_from_result(
    result: InterpretResult,
) -> Result<Interpretation, InvalidUnderstandingResult> {
    let best = result.interpretations.into_iter().next();
    let mut understood = match best.and_then(|best| best.interpretation_union) {
        None => Interpretation::default(),
        Some(InterpretationUnion::MultiIntentInterpretation(_)) => {
            return Err(InvalidUnderstandingResult::MultiIntent);
        }
        Some(InterpretationUnion::SingleIntentInterpretation(single)) => single_intent(single)?,
    };
    understood.utterance = result.literal;
    Ok(understood)
}

fn single_intent(
    single: SingleIntentInterpretation,
) -> Result<Interpretation, InvalidUnderstandingResult> {
    let confidence = checked(&single.intent, single.confidence)?;
    if single.intent == NO_MATCH {
        return Ok(Interpretation::default());
    }
    let mut understood = Interpretation {
        confidence,
        ..Interpretation::default()
    };
    if !single.intent.is_empty() {
        let intent = Value::String(single.intent);
        understood.data.insert(INTENT.to_owned(), intent);
    }
    for (name, list) in single.entities {
        let Some(entity) = best_of(list) else {
            continue;
        };
        let literal = entity.literal.clone();
        let formatted = entity.formatted_literal.clone();
        let sure = checked(&name, entity.confidence)?;
        let value = value_of(&name, entity, 0)?.unwrap_or_else(|| Value::String(literal.clone()));
        understood.slot_confidences.insert(name.clone(), sure);
        if !formatted.is_empty() {
            understood
                .slot_formatted_literals
                .insert(name.clone(), formatted);
        }
        understood.slot_literals.insert(name.clone(), literal);
        understood.data.insert(name, value);
    }
    Ok(understood)
}

/// An entity has one value in a dialog; of several the service is surest of the best.
fn best_of(list: SingleIntentEntityList) -> Option<SingleIntentEntity> {
    let entities = list.entities.into_iter();
    entities.reduce(|best, other| {
        if other.confidence > best.confidence {
            other
        } else {
            best
        }
    })
}

/// An entity's own value, else that of the only entity in it: what it inherits from carries the value then.
fn value_of(
    name: &str,
    entity: SingleIntentEntity,
    depth: usize,
) -> Result<Option<Value>, InvalidUnderstandingResult> {
    Ok(match entity.value_union {
        Some(ValueUnion::StringValue(text)) => Some(Value::String(text)),
        Some(ValueUnion::StructValue(value)) => Some(plain(json_from_struct(value, name)?)),
        None if depth < MAX_DEPTH => match only(entity.entities) {
            Some((name, inner)) => value_of(&name, inner, depth + 1)?,
            None => None,
        },
        None => None,
    })
}

fn only(entities: HashMap<String, SingleIntentEntityList>) -> Option<(String, SingleIntentEntity)> {
    let mut entities = entities.into_iter();
    let (name, list) = entities.next()?;
    if entities.next().is_some() {
        return None;
    }
    Some((name, best_of(list)?))
}

/// Data as the dialog knows it. The documents do not show how predefined entities are structured: fields are taken
/// under their own names without the prefix `nuance_`, in small letters (`{"unit": .., "number": ..}` of an amount),
/// and data of a single field is the value of that field.
fn plain(data: Map<String, Value>) -> Value {
    let mut fields: Map<String, Value> = data
        .into_iter()
        .map(|(key, value)| match key.strip_prefix("nuance_") {
            Some(name) => (name.to_lowercase(), value),
            None => (key, value),
        })
        .collect();
    if fields.len() == 1
        && let Some((_, value)) = fields.iter().next()
        && !value.is_object()
        && !value.is_array()
    {
        return std::mem::take(&mut fields)
            .into_iter()
            .next()
            .map_or(Value::Null, |(_, value)| match value {
                Value::Number(number) => Value::String(number.to_string()),
                other => other,
            });
    }
    Value::Object(fields)
}

fn checked(name: &str, confidence: f32) -> Result<f32, InvalidUnderstandingResult> {
    if (0.0..=1.0).contains(&confidence) {
        Ok(confidence)
    } else {
        Err(InvalidUnderstandingResult::Confidence(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use prost_types::Struct;
    use prost_types::value::Kind;
    use serde_json::json;

    use super::*;
    use crate::protocol::nlu::v1::{self, MultiIntentInterpretation};
    use crate::wire::struct_from_json;

    fn entity(literal: &str, value: Option<ValueUnion>) -> SingleIntentEntity {
        SingleIntentEntity {
            literal: literal.to_owned(),
            confidence: 0.8,
            value_union: value,
            ..SingleIntentEntity::default()
        }
    }

    fn list(entities: Vec<SingleIntentEntity>) -> SingleIntentEntityList {
        SingleIntentEntityList { entities }
    }

    fn text(value: &str) -> Option<ValueUnion> {
        Some(ValueUnion::StringValue(value.to_owned()))
    }

    fn data(value: Value) -> Option<ValueUnion> {
        let value = struct_from_json(value.as_object().unwrap().clone());
        Some(ValueUnion::StructValue(value))
    }

    fn result(
        intent: &str,
        entities: Vec<(&str, SingleIntentEntityList)>,
    ) -> Result<Interpretation, InvalidUnderstandingResult> {
        let entities = entities.into_iter();
        let single = SingleIntentInterpretation {
            intent: intent.to_owned(),
            confidence: 0.9,
            entities: entities
                .map(|(name, list)| (name.to_owned(), list))
                .collect(),
            ..SingleIntentInterpretation::default()
        };
        interpretation_from_result(InterpretResult {
            literal: "a large one to Rome".to_owned(),
            interpretations: vec![v1::Interpretation {
                interpretation_union: Some(InterpretationUnion::SingleIntentInterpretation(single)),
            }],
            ..InterpretResult::default()
        })
    }

    #[test]
    fn intent_and_entities_come_by_name_with_words_and_confidence() {
        let understood = result(
            "iOrder",
            vec![
                ("eTo", list(vec![entity("Rome", text("ROM"))])),
                ("eSize", list(vec![entity("large", text("L"))])),
            ],
        )
        .unwrap();
        let data = json!({"INTENT": "iOrder", "eTo": "ROM", "eSize": "L"});
        assert_eq!(Value::Object(understood.data), data);
        assert_eq!(understood.slot_literals["eTo"], "Rome");
        assert_eq!(understood.slot_confidences["eSize"], 0.8);
        assert_eq!(understood.utterance, "a large one to Rome");
        assert_eq!(understood.confidence, 0.9);
    }

    #[test]
    fn an_inherited_entity_has_the_value_of_the_one_inside() {
        let mut outer = entity("Rome", None);
        let inner = list(vec![entity("Rome", text("ROM"))]);
        outer.entities.insert("eCity".to_owned(), inner);
        let found = result("iOrder", vec![("eTo", list(vec![outer]))]).unwrap();
        assert_eq!(found.data["eTo"], json!("ROM"));
    }

    #[test]
    fn predefined_entities_take_the_shapes_of_the_dialog() {
        for (value, expected) in [
            (
                json!({"nuance_UNIT": "USD", "nuance_NUMBER": 10.5}),
                json!({"unit": "USD", "number": 10.5}),
            ),
            (json!({"nuance_CARDINAL_NUMBER": 3}), json!("3")),
            (json!({"a": {"b": 1}}), json!({"a": {"b": 1}})),
        ] {
            let entity = list(vec![entity("large", data(value))]);
            let found = result("iOrder", vec![("eSize", entity)]).unwrap();
            assert_eq!(found.data["eSize"], expected);
        }
    }

    #[test]
    fn the_surest_of_several_values_counts_and_a_missing_one_is_the_literal() {
        let mut sure = entity("large", None);
        sure.confidence = 0.95;
        let values = list(vec![entity("a", text("A")), sure]);
        let found = result("NO_INTENT", vec![("eSize", values)]).unwrap();
        assert_eq!(found.data["eSize"], json!("large"));
        assert_eq!(found.slot_confidences["eSize"], 0.95);
    }

    #[test]
    fn nothing_understood_is_an_interpretation_of_nothing() {
        assert!(result("NO_MATCH", Vec::new()).unwrap().data.is_empty());
        let nothing = interpretation_from_result(InterpretResult::default());
        assert_eq!(nothing, Ok(Interpretation::default()));
    }

    #[test]
    fn what_a_dialog_cannot_take_is_refused() {
        let several =
            InterpretationUnion::MultiIntentInterpretation(MultiIntentInterpretation::default());
        let refused = interpretation_from_result(InterpretResult {
            interpretations: vec![v1::Interpretation {
                interpretation_union: Some(several),
            }],
            ..InterpretResult::default()
        });
        assert_eq!(refused, Err(InvalidUnderstandingResult::MultiIntent));
        let mut unsure = entity("large", None);
        unsure.confidence = f32::NAN;
        let refused = result("iOrder", vec![("eSize", list(vec![unsure]))]);
        let expected = InvalidUnderstandingResult::Confidence("eSize".to_owned());
        assert_eq!(refused, Err(expected));
        let infinite = prost_types::Value {
            kind: Some(Kind::NumberValue(f64::INFINITY)),
        };
        let infinite = Struct {
            fields: [("number".to_owned(), infinite)].into(),
        };
        let infinite = entity("large", Some(ValueUnion::StructValue(infinite)));
        let refused = result("iOrder", vec![("eSize", list(vec![infinite]))]);
        assert!(matches!(
            refused,
            Err(InvalidUnderstandingResult::NotJson(_))
        ));
    }
}
