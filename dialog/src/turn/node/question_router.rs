//! Question routers (model.md section 6).

use serde_json::Value;

use crate::expression::holds;
use crate::model::{Expression, Key, Node, QuestionRouter, Slot};
use crate::turn::EventCause;
use crate::turn::items::PromptTiming;
use crate::turn::run::{Entry, Flow, Turn};

/// Goes to the first entity that is not completed, however the router was reached: designs come back by detours, so
/// that the entity whose question was entered last is completed here and not where its question ends.
pub(in crate::turn) fn enter<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    router: &'p QuestionRouter,
) -> Flow {
    if let Some(flow) = begin(turn, key, router) {
        return flow;
    }
    complete_last(turn, key, router);
    for slot in &router.slots {
        match step(turn, slot) {
            Ok(Step::Next) => {}
            Ok(Step::To(to, entry)) => {
                let id = turn.model.nodes.get(key).id.as_str();
                let name = turn.model.entities.get(slot.entity).name.as_str();
                turn.state.routers.insert(id.into(), Some(name.into()));
                return Flow::Proceed {
                    from: key,
                    to,
                    entry,
                };
            }
            Err(cause) => return Flow::error(key, cause),
        }
    }
    turn.state
        .routers
        .remove(turn.model.nodes.get(key).id.as_str());
    match turn.run_items(&router.on_complete, PromptTiming::InOrder, &[]) {
        Err(cause) => Flow::error(key, cause),
        Ok(ran) => {
            turn.queue(ran.message, None);
            Flow::after(ran.transition, key)
        }
    }
}

/// Whether an entity that was mentioned again takes the new value.
///
/// `multiConceptExpression` is documented as "whether multiple mentions of the entity should be supported" and is in no
/// known export. An entity holds one value here, so a further mention is a change of it: without the expression it is
/// allowed, with one that does not hold what is completed stays as it is.
pub(in crate::turn) fn may_change(turn: &Turn<'_>, slot: &Slot) -> Result<bool, EventCause> {
    let allowed = condition(turn, slot.changes_if.as_ref())?;
    Ok(allowed || !is_completed(turn, slot))
}

/// What a router does about one entity.
enum Step {
    Next,
    To(Key<Node>, Entry),
}

/// `collectExpression` and `processExpression` are documented as "used to determine that collection should not be
/// skipped" and "to perform after collection". Both are conditions here: where the second does not hold, a value that
/// was filled elsewhere is taken as it is, without the question's actions.
fn step(turn: &mut Turn<'_>, slot: &Slot) -> Result<Step, EventCause> {
    if is_completed(turn, slot) {
        return Ok(Step::Next);
    }
    let name = &turn.model.entities.get(slot.entity).name;
    if turn.state.entity_value(name).is_null() {
        let collects = condition(turn, slot.collect_if.as_ref())?;
        return Ok(if collects {
            Step::To(slot.collect, Entry::Normal)
        } else {
            Step::Next
        });
    }
    if condition(turn, slot.process_if.as_ref())? {
        return Ok(Step::To(slot.process, Entry::Process));
    }
    if let Some(entity) = turn.state.entity_mut(name) {
        entity.completed = !slot.manual_complete;
    }
    Ok(Step::Next)
}

/// A condition that is not there holds.
fn condition(turn: &Turn<'_>, condition: Option<&Expression>) -> Result<bool, EventCause> {
    condition.map_or(Ok(true), |condition| holds(turn.context(), condition))
}

fn is_completed(turn: &Turn<'_>, slot: &Slot) -> bool {
    let name = &turn.model.entities.get(slot.entity).name;
    turn.state
        .entity(name)
        .is_some_and(|entity| entity.completed)
}

/// `initialTransition`: runs before the first question of a collection. A router that is done, and all of whose entities
/// the design has taken back since, collects anew; one that gets a correction does not.
fn begin<'p>(turn: &mut Turn<'p>, key: Key<Node>, router: &'p QuestionRouter) -> Option<Flow> {
    router
        .on_begin
        .get(turn.channel, turn.model.default_channel)
        .filter(|items| !items.is_empty())?;
    let id = &turn.model.nodes.get(key).id;
    if turn.state.routers.contains_key(id.as_str())
        || router.slots.iter().any(|slot| is_completed(turn, slot))
    {
        return None;
    }
    turn.state.routers.insert(id.as_str().into(), None);
    match turn.run_items(&router.on_begin, PromptTiming::InOrder, &[]) {
        Err(cause) => Some(Flow::error(key, cause)),
        Ok(ran) => {
            turn.queue(ran.message, None);
            ran.transition
                .map(|transition| Flow::Follow(transition, key))
        }
    }
}

/// Completes the entity that the router sent to a question last, if it has a value by now.
fn complete_last(turn: &mut Turn<'_>, key: Key<Node>, router: &QuestionRouter) {
    let id = &turn.model.nodes.get(key).id;
    let Some(Some(name)) = turn.state.routers.get(id.as_str()).cloned() else {
        return;
    };
    let manual = router
        .slots
        .iter()
        .any(|slot| slot.manual_complete && *turn.model.entities.get(slot.entity).name == *name);
    if let Some(entity) = turn.state.entity_mut(&name)
        && !manual
        && entity.value != Value::Null
    {
        entity.completed = true;
    }
}
