//! Global commands and intent mappings.

use std::collections::HashMap;

use super::index::Index;
use super::reader::At;
use crate::model::{Commands, Destination, GlobalCommand};
use crate::project::FindingCode;

/// Reads `globalCommands`; none if the project has no command entity.
pub(super) fn commands(project: &At<'_>, index: &Index) -> Option<Commands> {
    project.id("globalCommandsEntityId")?;
    let entity = index.entity(project, "globalCommandsEntityId")?;
    let global = project
        .list("globalCommands")
        .iter()
        .filter_map(|at| global_command(at, index))
        .collect();
    Some(Commands { entity, global })
}

fn global_command(at: &At<'_>, index: &Index) -> Option<GlobalCommand> {
    let event = match at.object_at("event") {
        Some(event) => {
            let known = event.id("id").and_then(|id| index.events.get(id.as_ref()));
            let known = known.or_else(|| index.event_names.get(event.text("eventString").as_ref()));
            if known.is_none() {
                event.error(
                    FindingCode::MissingEvent,
                    "the event of the command does not exist",
                );
            }
            known.copied()
        }
        None => index.event(at, "eventId"),
    };
    // References to what is gone disable the command nowhere.
    let disabled = |key: &str| {
        at.list(key)
            .iter()
            .filter_map(|at| at.value.as_str())
            .collect::<Vec<_>>()
    };
    Some(GlobalCommand {
        value: at.text("entityValue").into_owned(),
        event: event?,
        enabled: at.flag("projectLevelEnabled", false),
        disabled_nodes: disabled("disabledNodeIds")
            .iter()
            .filter_map(|id| index.nodes.get(*id).copied())
            .collect(),
        disabled_components: disabled("disabledComponentIds")
            .iter()
            .filter_map(|id| index.components.get(*id).copied())
            .collect(),
        dtmf: at.text("dtmfValue").into_owned(),
    })
}

/// Reads the project's intent mappings; those of components count where `projectIntentMappings` has none.
pub(super) fn intents(project: &At<'_>, index: &Index) -> HashMap<String, Destination> {
    let mut intents: HashMap<String, Destination> = project
        .list("projectIntentMappings")
        .iter()
        .filter_map(|at| intent_mapping(at, index))
        .collect();
    for at in project.list("components") {
        let component = index.components.get(at.text("id").as_ref());
        let intent = at
            .id("intentId")
            .and_then(|id| index.intents.get(id.as_ref()));
        if let (Some(component), Some(intent)) = (component, intent) {
            intents
                .entry(intent.clone())
                .or_insert(Destination::Component(*component));
        }
    }
    intents
}

/// Reads `{intentId, destination}`. What is gone is normal in exports and leaves the intent unmapped.
pub(super) fn intent_mapping(at: &At<'_>, index: &Index) -> Option<(String, Destination)> {
    let intent = at
        .id("intentId")
        .and_then(|id| index.intents.get(id.as_ref()));
    mapping_of(intent, at, index)
}

/// Reads an entry of a mapper whose mappings are an object. No known export has one (model.md section 1 tells the shape
/// only): without `intentId` the key is the intent, by its id or name, and without `destination` the entry is it.
pub(super) fn keyed_intent_mapping(
    key: &str,
    at: &At<'_>,
    index: &Index,
) -> Option<(String, Destination)> {
    if at.id("intentId").is_some() {
        return intent_mapping(at, index);
    }
    let named = || index.intents.values().find(|name| *name == key);
    mapping_of(index.intents.get(key).or_else(named), at, index)
}

fn mapping_of(
    intent: Option<&String>,
    at: &At<'_>,
    index: &Index,
) -> Option<(String, Destination)> {
    if intent.is_none() {
        at.warn(
            FindingCode::DanglingIntentMapping,
            "the mapping is for an intent that does not exist",
        );
    }
    let destination = match at.object_at("destination") {
        Some(at) => destination(&at, index),
        None => destination(at, index),
    };
    Some((intent?.clone(), destination?))
}

fn destination(at: &At<'_>, index: &Index) -> Option<Destination> {
    let component = at.id("componentId");
    let node = at.id("nodeId");
    let found = component
        .as_ref()
        .and_then(|id| {
            index
                .components
                .get(id.as_ref())
                .copied()
                .map(Destination::Component)
        })
        .or_else(|| {
            node.as_ref()
                .and_then(|id| index.nodes.get(id.as_ref()).copied().map(Destination::Node))
        });
    if let (None, Some(id)) = (found, component.or(node)) {
        at.warn(
            FindingCode::DanglingIntentMapping,
            format!("the intent is mapped to `{id}`, which does not exist"),
        );
    }
    found
}
