//! Global commands, recovery messages of the project, and intent mappings.

use std::collections::HashMap;

use super::index::Index;
use super::processing;
use super::reader::At;
use crate::model::{Commands, Destination, GlobalCommand, ProjectRecovery, RecoveryMessage};
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

/// Reads `recovery`.
pub(super) fn recoveries(project: &At<'_>, index: &Index) -> Vec<ProjectRecovery> {
    let mut recoveries = Vec::new();
    for at in project.list("recovery") {
        let Some(channel) = index.channel(&at, "channelId") else {
            continue;
        };
        for behavior in at.list("recoveryBehaviors") {
            let Some(message) = recovery_message(&behavior) else {
                continue;
            };
            let key = if behavior.get("processingItemsList").is_some() {
                "processingItemsList"
            } else {
                "processingItems"
            };
            let items = processing::group(&behavior, key, index);
            recoveries.push(ProjectRecovery {
                channel,
                message,
                items,
                enabled: behavior.flag("enabled", true),
            });
        }
    }
    recoveries
}

/// Reads which recovery message a behavior is; none, with a finding, if it is none that is known.
pub(super) fn recovery_message(at: &At<'_>) -> Option<RecoveryMessage> {
    let event = at.text("event");
    let message = RecoveryMessage::parse(
        &event,
        u32::try_from(at.integer("escalationLevel")).unwrap_or(0),
    );
    if message.is_none() {
        at.warn(
            FindingCode::UnknownValue,
            format!("the recovery message `{event}` is not known; it is left out"),
        );
    }
    message
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
    if intent.is_none() {
        at.warn(
            FindingCode::DanglingIntentMapping,
            "the mapping is for an intent that does not exist",
        );
    }
    let destination = at
        .object_at("destination")
        .and_then(|at| destination(&at, index));
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
