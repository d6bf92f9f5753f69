//! What is said in recovery and confirmation, by questions and by the project.

use super::index::Index;
use super::processing;
use super::reader::At;
use crate::model::{ConfirmationMessage, NodeBehavior, ProjectBehavior, RecoveryMessage};
use crate::project::FindingCode;

/// Reads `recoRecoveryBehaviors` of a question.
pub(super) fn recoveries(at: &At<'_>, index: &Index) -> Vec<NodeBehavior<RecoveryMessage>> {
    of_node(
        &at.list("recoRecoveryBehaviors"),
        RecoveryMessage::parse,
        index,
    )
}

/// Reads `recoConfirmationBehaviors` of a question, which older exports call `confirmationActionConfigurations`.
pub(super) fn confirmations(at: &At<'_>, index: &Index) -> Vec<NodeBehavior<ConfirmationMessage>> {
    let behaviors = at.either_list(
        "recoConfirmationBehaviors",
        "confirmationActionConfigurations",
    );
    of_node(&behaviors, ConfirmationMessage::parse, index)
}

/// Reads `recovery` of the project.
pub(super) fn project_recoveries(
    project: &At<'_>,
    index: &Index,
) -> Vec<ProjectBehavior<RecoveryMessage>> {
    let lists = project.list("recovery");
    of_project(&lists, "recoveryBehaviors", RecoveryMessage::parse, index)
}

/// Reads `globalConfirmations`.
pub(super) fn project_confirmations(
    project: &At<'_>,
    index: &Index,
) -> Vec<ProjectBehavior<ConfirmationMessage>> {
    let lists = project.list("globalConfirmations");
    let key = "confirmationRecoveryBehaviors";
    of_project(&lists, key, ConfirmationMessage::parse, index)
}

fn of_node<M>(
    behaviors: &[At<'_>],
    parse: fn(&str, u32) -> Option<M>,
    index: &Index,
) -> Vec<NodeBehavior<M>> {
    let read = |at: &At<'_>| {
        let disabled = at.list("disabledChannelIds");
        Some(NodeBehavior {
            message: message(at, parse)?,
            items: processing::group(at, "processingItems", index),
            disabled_channels: disabled
                .iter()
                .filter_map(|at| index.channels.get(at.value.as_str()?).copied())
                .collect(),
        })
    };
    behaviors.iter().filter_map(read).collect()
}

fn of_project<M>(
    lists: &[At<'_>],
    key: &str,
    parse: fn(&str, u32) -> Option<M>,
    index: &Index,
) -> Vec<ProjectBehavior<M>> {
    let mut behaviors = Vec::new();
    for at in lists {
        let Some(channel) = index.channel(at, "channelId") else {
            continue;
        };
        let collection_type = collection_type(&at.text("entityType"));
        for behavior in at.list(key) {
            let Some(message) = message(&behavior, parse) else {
                continue;
            };
            let key = if behavior.get("processingItemsList").is_some() {
                "processingItemsList"
            } else {
                "processingItems"
            };
            behaviors.push(ProjectBehavior {
                channel,
                collection_type: collection_type.clone(),
                message,
                items: processing::group(&behavior, key, index),
                enabled: behavior.flag("enabled", true),
            });
        }
    }
    behaviors
}

/// The collection type that `entityType` stands for: confirmations have words of their own for some, and three for
/// "all of them".
fn collection_type(word: &str) -> String {
    match word {
        "" | "DEFAULT" | "PREDEFINE_NOT_SET" => "",
        "YESNO" => "YES_NO",
        "CURRENCY" => "NUANCE_AMOUNT",
        other => other,
    }
    .to_owned()
}

/// Reads which message a behavior is; none, with a finding, if it is none that is known.
fn message<M>(at: &At<'_>, parse: fn(&str, u32) -> Option<M>) -> Option<M> {
    let event = at.text("event");
    let level = u32::try_from(at.integer("escalationLevel")).unwrap_or(0);
    let message = parse(&event, level);
    if message.is_none() {
        at.warn(
            FindingCode::UnknownValue,
            format!("the message `{event}` is not known; it is left out"),
        );
    }
    message
}
