//! System actions: what a question does with its answer (model.md section 5, step 3).

use serde_json::Value;

use crate::expression::text_of;
use crate::model::{Focus, Group, Key, Node, QuestionNode, Transition};
use crate::turn::EventCause;
use crate::turn::items::PromptTiming;
use crate::turn::run::{Entry, Flow, Turn};

/// Setup, then what the value calls for, then Default where nothing led anywhere yet. A group for the value can be
/// there and be empty. Also for a value that was filled elsewhere, as if the question had just been answered with it
/// (model.md section 6); that does not count as asking, so that the question is not one that was asked before.
pub(in crate::turn) fn process<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
) -> Flow {
    let value = match question.focus {
        Focus::Entity(entity) => text_of(
            turn.state
                .entity_value(&turn.model.entities.get(entity).name),
        ),
        Focus::Intent | Focus::Nothing => text_of(&Value::Null),
    };
    let for_value = question
        .by_value
        .iter()
        .find(|(known, _)| *known == value)
        .map(|(_, items)| items);
    for items in [Some(&question.setup), for_value, Some(&question.otherwise)]
        .into_iter()
        .flatten()
    {
        match run_actions(turn, items, question) {
            Err(cause) => return Flow::error(key, cause),
            Ok(Some(transition)) => return Flow::Follow(transition, key),
            Ok(None) => {}
        }
    }
    match question.router {
        Some(router) => to_router(key, router),
        None => Flow::after(None, key),
    }
}

/// What follows an intent; it leads to an intent mapper.
pub(super) fn after_intent<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
) -> Flow {
    match run_actions(turn, &question.on_intent, question) {
        Err(cause) => Flow::error(key, cause),
        Ok(transition) => Flow::after(transition, key),
    }
}

/// Back to the question router.
pub(super) fn to_router(key: Key<Node>, router: Key<Node>) -> Flow {
    Flow::Proceed {
        from: key,
        to: router,
        entry: Entry::Normal,
    }
}

/// Runs a group of actions; what they say comes with the next reply.
pub(super) fn run_actions<'p>(
    turn: &mut Turn<'p>,
    items: &'p Group,
    question: &'p QuestionNode,
) -> Result<Option<Transition>, EventCause> {
    let ran = turn.run_items(items, PromptTiming::AfterAssignments, &question.settings)?;
    turn.queue(ran.message, None);
    Ok(ran.transition)
}
