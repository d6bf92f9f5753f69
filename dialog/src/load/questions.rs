//! Question and answer nodes, in both spellings.

use super::behaviors;
use super::index::Index;
use super::nodes::{send_values, view};
use super::processing;
use super::reader::At;
use super::settings;
use crate::model::{Clickable, CommandOverride, DtmfEntry, Focus, QuestionNode};
use crate::project::FindingCode;

const INTENT_COLLECTION: &str = "INTENT_TYPE";

/// Reads a question and answer node.
pub(super) fn question(at: &At<'_>, index: &Index) -> QuestionNode {
    let group = |key: &str| processing::group(at, key, index);
    QuestionNode {
        focus: focus(at, index),
        collection_type: at.text("collectionType").into_owned(),
        initial_message: group("initialMessage"),
        reentry_message: group("reentryMessage"),
        setup: group("initialProcessingItem"),
        by_value: at
            .list("actionConfigurations")
            .iter()
            .map(|at| {
                (
                    at.text("conceptValue").into_owned(),
                    processing::group(at, "processingItems", index),
                )
            })
            .collect(),
        otherwise: group("defaultConceptProcessingItem"),
        on_intent: group("defaultIntentProcessingItem"),
        router: index.node(at, "inputManagerReferenceId"),
        command_overrides: at
            .either_list("nodeCommandOverrides", "commandActionConfigurations")
            .iter()
            .map(|at| CommandOverride {
                value: at
                    .id("entityValue")
                    .unwrap_or_else(|| at.text("conceptValue"))
                    .into_owned(),
                enabled: at.flag("enabled", true),
                items: processing::group(at, "processingItems", index),
            })
            .collect(),
        recoveries: behaviors::recoveries(at, index),
        confirmations: behaviors::confirmations(at, index),
        clickables: at
            .list("clickables")
            .iter()
            .enumerate()
            .filter_map(|(position, at)| clickable(at, position, index))
            .collect(),
        dtmf: at
            .list("dtmfToEntityValueMapping")
            .iter()
            .filter_map(|at| dtmf(at, index))
            .collect(),
        send: send_values(at, index),
        view: view(at),
        settings: settings::node(at, index),
    }
}

fn focus(at: &At<'_>, index: &Index) -> Focus {
    if at.text("collectionType") == INTENT_COLLECTION {
        return Focus::Intent;
    }
    for key in ["entityId", "conceptId"] {
        if at.id(key).is_some() {
            return index.entity(at, key).map_or(Focus::Nothing, Focus::Entity);
        }
    }
    let named = at
        .id("conceptName")
        .and_then(|name| index.entity_names.get(name.as_ref()).copied());
    if named.is_none() {
        at.warn(
            FindingCode::MissingEntity,
            "the question is for no entity: nothing can answer it",
        );
    }
    named.map_or(Focus::Nothing, Focus::Entity)
}

fn clickable(at: &At<'_>, position: usize, index: &Index) -> Option<Clickable> {
    if !at.flag("enabled", true) {
        return None;
    }
    let channel = index.channel(at, "channel")?;
    Some(Clickable {
        position,
        order: at.integer("order"),
        channel,
        language: at.text("language").into_owned(),
        entity: index.entity(at, "entityId"),
        value: at.text("entityValue").into_owned(),
        label: at.text("label").into_owned(),
        description: at.text("clickableDescription").into_owned(),
        image_uri: at.text("imageUrl").into_owned(),
    })
}

fn dtmf(at: &At<'_>, index: &Index) -> Option<DtmfEntry> {
    let channel = index.channel(at, "channelId")?;
    Some(DtmfEntry {
        channel,
        entity: index.entity(at, "entityId"),
        value: at.text("entityValue").into_owned(),
        key: at.text("dtmfValue").into_owned(),
    })
}
