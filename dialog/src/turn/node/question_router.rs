//! Question routers (model.md section 6).

use crate::expression::holds;
use crate::model::{Key, Node, QuestionRouter};
use crate::turn::items::PromptTiming;
use crate::turn::run::{Entry, Flow, Turn};

/// Goes to the first entity that is not completed, however the router was reached: designs come back by detours, so
/// that the entity whose question was entered last is completed here and not where its question ends.
pub(in crate::turn) fn enter<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    router: &'p QuestionRouter,
) -> Flow {
    complete_last(turn, key, router);
    for slot in &router.slots {
        let name = &turn.model.entities.get(slot.entity).name;
        if turn
            .state
            .entities
            .get(name)
            .is_some_and(|entity| entity.completed)
        {
            continue;
        }
        let filled = !turn.state.entity_value(name).is_null();
        if !filled && let Some(condition) = &slot.collect_if {
            match holds(turn.context(), condition) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(cause) => return Flow::error(key, cause),
            }
        }
        let id = turn.model.nodes.get(key).id.clone();
        turn.state.routers.insert(id, name.clone());
        let (to, entry) = if filled {
            (slot.process, Entry::Process)
        } else {
            (slot.collect, Entry::Normal)
        };
        return Flow::Proceed {
            from: key,
            to,
            entry,
        };
    }
    match turn.run_items(&router.on_complete, PromptTiming::InOrder, &[]) {
        Err(cause) => Flow::error(key, cause),
        Ok(ran) => {
            turn.queue(ran.message, None);
            Flow::after(ran.transition, key)
        }
    }
}

/// Completes the entity that the router sent to a question last, if it has a value by now.
fn complete_last(turn: &mut Turn<'_>, key: Key<Node>, router: &QuestionRouter) {
    let Some(name) = turn
        .state
        .routers
        .get(&turn.model.nodes.get(key).id)
        .cloned()
    else {
        return;
    };
    let manual = router
        .slots
        .iter()
        .any(|slot| slot.manual_complete && turn.model.entities.get(slot.entity).name == name);
    if let Some(entity) = turn.state.entities.get_mut(&name)
        && !manual
        && !entity.value.is_null()
    {
        entity.completed = true;
    }
}
