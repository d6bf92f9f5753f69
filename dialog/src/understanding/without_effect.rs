//! Finds what of training data has no effect.

use std::collections::HashSet;

use super::entities::{Entities, is_predefined};
use super::{Piece, TrainingData, UnderstandingProblem};

/// Names that are used, but declared nowhere, and predefined entities that cannot be read.
pub(super) fn without_effect(
    data: &TrainingData,
    entities: &Entities,
) -> Vec<UnderstandingProblem> {
    let links = data.intents.iter().flat_map(|intent| &intent.links);
    let parents = data.concepts.iter().flat_map(|concept| &concept.parents);
    let dictionaries = data.dictionary.iter().map(|entry| &entry.entity);
    let pieces = data.samples.iter().flat_map(|sample| &sample.pieces);
    let annotations = pieces.flat_map(|piece| match piece {
        Piece::Text(_) => Vec::new(),
        Piece::Annotation { entity, inner, .. } => std::iter::once(entity).chain(inner).collect(),
    });
    let used = links.chain(parents).chain(dictionaries).chain(annotations);
    let unknown_entities = used
        .filter(|name| !entities.is_declared(name))
        .map(|entity| UnderstandingProblem::UndeclaredEntity {
            entity: entity.clone(),
        });
    let intents: HashSet<&str> = data
        .intents
        .iter()
        .map(|intent| intent.name.as_str())
        .collect();
    let unknown_intents = data
        .samples
        .iter()
        .filter_map(|sample| sample.intent.as_ref())
        .filter(|intent| !intents.contains(intent.as_str()))
        .map(|intent| UnderstandingProblem::UndeclaredIntent {
            intent: intent.clone(),
        });
    let unsupported = data.concepts.iter().filter_map(|concept| {
        let predefined = entities.family(&concept.name);
        let unread = is_predefined(predefined) && entities.built_in(&concept.name).is_none();
        unread.then(|| UnderstandingProblem::UnsupportedPredefined {
            entity: concept.name.clone(),
            predefined: predefined.to_owned(),
        })
    });
    unknown_entities
        .chain(unknown_intents)
        .chain(unsupported)
        .collect()
}
