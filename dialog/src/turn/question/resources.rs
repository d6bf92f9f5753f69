//! References to resources of the speech and understanding services, for clients that call these themselves.

use serde_json::{Map, Value};

use crate::reply::{Orchestration, ResourceKind, ResourceReference, ResourceService};
use crate::session::entity_data;
use crate::turn::run::Turn;

/// Name of the reserved variable that holds the references.
const VARIABLE: &str = "ExternalResourceReferences";

/// How deep the references may be nested.
const MAX_DEPTH: usize = 8;

/// References that are passed on; more are an accident.
const MAX_REFERENCES: usize = 64;

/// What the session's `ExternalResourceReferences` name, with its dynamic entity data as the wordset; none where the
/// client has not set the variable, because only clients that orchestrate the services have a use for any of it.
///
/// How the variable is structured is not known. Every object with a `uri` counts as a reference, wherever it is. Its
/// `type` (or `resource_type`) says what it is, else the form of its URN; its service is the end of the URN
/// (`mix.nlu`, `mix.asr`), else a key on the way to it that names one. What stands under a language of the project
/// counts in that language only.
pub(super) fn orchestration(turn: &Turn<'_>) -> Option<Orchestration> {
    let given = turn.state.variable(VARIABLE)?;
    let mut references = Vec::new();
    collect(turn, given, None, 0, &mut references);
    let data = entity_data(turn.model, &turn.state).filter_map(Value::as_object);
    let wordset = data
        .flatten()
        .map(|(entity, items)| (entity.clone(), items.clone()))
        .collect();
    (!references.is_empty()).then_some(Orchestration {
        references,
        wordset,
    })
}

fn collect(
    turn: &Turn<'_>,
    value: &Value,
    service: Option<ResourceService>,
    depth: usize,
    references: &mut Vec<ResourceReference>,
) {
    if depth > MAX_DEPTH || references.len() >= MAX_REFERENCES {
        return;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                collect(turn, item, service, depth + 1, references);
            }
        }
        Value::Object(object) => {
            if let Some(reference) = reference(object, service) {
                references.push(reference);
                return;
            }
            for (key, value) in object {
                if is_other_language(turn, key) {
                    continue;
                }
                let service = service_of_word(key).or(service);
                collect(turn, value, service, depth + 1, references);
            }
        }
        _ => {}
    }
}

fn reference(
    object: &Map<String, Value>,
    service: Option<ResourceService>,
) -> Option<ResourceReference> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let uri = text("uri").or_else(|| text("urn"))?;
    let words = text("type").or_else(|| text("resource_type"));
    let kind = words.map_or_else(|| ResourceKind::of_urn(uri), ResourceKind::parse)?;
    let service = service_of_urn(uri)
        .or(kind.only_service())
        .or(service)
        .unwrap_or(ResourceService::Understanding);
    Some(ResourceReference {
        service,
        kind,
        uri: uri.to_owned(),
        weight: object
            .get("weight")
            .and_then(Value::as_f64)
            .filter(|weight| (0.0..=1.0).contains(weight))
            .map(|weight| weight as f32),
    })
}

/// `urn:nuance-mix:tag:wordset:lang/context/name/eng-USA/mix.nlu?=user_id=x` belongs to understanding.
fn service_of_urn(uri: &str) -> Option<ResourceService> {
    let path = uri.split('?').next().unwrap_or_default();
    if path.ends_with("mix.nlu") {
        Some(ResourceService::Understanding)
    } else if path.ends_with("mix.asr") {
        Some(ResourceService::Recognition)
    } else {
        None
    }
}

fn service_of_word(word: &str) -> Option<ResourceService> {
    let word = word.to_ascii_lowercase();
    if word.starts_with("nlu") {
        Some(ResourceService::Understanding)
    } else if word.starts_with("asr") {
        Some(ResourceService::Recognition)
    } else {
        None
    }
}

fn is_other_language(turn: &Turn<'_>, key: &str) -> bool {
    key != &*turn.state.language && turn.model.languages.iter().any(|language| language == key)
}
