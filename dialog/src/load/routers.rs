//! Question routers.

use super::expressions;
use super::index::Index;
use super::processing;
use super::reader::At;
use crate::model::{Entity, Expression, Key, QuestionRouter, Slot, Transition};
use crate::project::FindingCode;

/// Reads a question router.
pub(super) fn router(at: &At<'_>, index: &Index) -> QuestionRouter {
    let intent_switching_disabled = at.flag("intentSwitchingDisabled", false);
    let on_intent_switch = at
        .object_at("intentSwitchTransition")
        .and_then(|at| processing::transition(&at, index));
    QuestionRouter {
        on_begin: processing::group(at, "initialTransition", index),
        slots: at
            .list("concepts")
            .iter()
            .filter_map(|at| slot(at, index))
            .collect(),
        on_complete: processing::group(at, "finalTransition", index),
        intent_switching_disabled,
        // The documentation knows no other transition for this than the one that is taken where none is given.
        on_intent_switch: on_intent_switch
            .or((!intent_switching_disabled).then_some(Transition::ReturnToIntentMapper)),
    }
}

fn slot(at: &At<'_>, index: &Index) -> Option<Slot> {
    let entity = entity(at, index);
    let collect = index.node(at, "collectGotoNodeId");
    let process = index.node(at, "processGotoNodeId").or(collect);
    if at.id("collectGotoNodeId").is_none() {
        at.error(FindingCode::MissingNode, "no question asks for the entity");
    }
    Some(Slot {
        entity: entity?,
        collect: collect?,
        process: process?,
        collect_if: condition(at, "collectExpression", index),
        process_if: condition(at, "processExpression", index),
        changes_if: condition(at, "multiConceptExpression", index),
        manual_complete: at.flag("manualComplete", false),
    })
}

/// The entity by its id, or by its name as in older exports.
fn entity(at: &At<'_>, index: &Index) -> Option<Key<Entity>> {
    let named = || index.entity_names.get(at.id("conceptName")?.as_ref());
    match ["conceptId", "entityId"]
        .into_iter()
        .find(|key| at.id(key).is_some())
    {
        Some(key) => index.entity(at, key),
        None => {
            let entity = named().copied();
            if entity.is_none() {
                at.error(
                    FindingCode::MissingEntity,
                    "the question router collects something that is no entity",
                );
            }
            entity
        }
    }
}

fn condition(at: &At<'_>, key: &str, index: &Index) -> Option<Expression> {
    at.object_at(key)
        .and_then(|at| expressions::expression(&at, index))
}
