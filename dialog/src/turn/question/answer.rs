//! What follows an answer (model.md section 5, "Take input").

use super::actions::{run_actions, to_router};
use super::captured::{Captured, CapturedEntity};
use super::command::{obey, take_command};
use super::confirm::{drop_answer, go_on};
use super::filling::{fill, keep_collection, process_again, set_entity, set_intent};
use super::recovery::{fail, forget_attempts, interrupted};
use crate::model::{Entity, Failure, Focus, Key, Model, Node, QuestionNode, QuestionRouter, Slot};
use crate::turn::EventCause;
use crate::turn::node::question_router::may_change;
use crate::turn::run::{Flow, Turn};
use crate::understanding::NO_INTENT;

/// Takes an answer; none is one that means nothing.
pub(in crate::turn) fn answer<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: Option<Captured>,
) -> Flow {
    let Some(mut captured) = captured else {
        return fail(turn, key, question, Failure::NoMatch);
    };
    keep_collection(turn, question, &captured);
    if let Some(command) = take_command(turn.model, key, question, &mut captured) {
        return obey(turn, key, question, command);
    }
    match question.focus {
        Focus::Intent => answer_intent(turn, key, question, captured),
        Focus::Entity(focus) => answer_entity(turn, key, question, focus, captured),
        Focus::Nothing => answer_elsewhere(turn, key, question, captured),
    }
}

/// Any match answers an intent question, `NO_INTENT` included: designs map that too.
fn answer_intent<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: Captured,
) -> Flow {
    if captured.intent.is_none() && captured.entities.is_empty() {
        return fail(turn, key, question, Failure::NoMatch);
    }
    let intent = captured.intent.as_deref().unwrap_or(NO_INTENT);
    set_intent(turn, &captured, intent);
    fill(turn, captured.entities);
    go_on(turn, key, question, captured.confidence)
}

fn answer_entity<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    focus: Key<Entity>,
    mut captured: Captured,
) -> Flow {
    let Some(answer) = take_focus(turn.model, focus, &mut captured) else {
        return answer_elsewhere(turn, key, question, captured);
    };
    let confidence = answer.confidence;
    fill(turn, captured.entities);
    set_entity(turn, answer);
    go_on(turn, key, question, confidence)
}

/// Takes what was said of the entity in focus out of an answer, or else what was said of one that it inherits from: a
/// bare city answers the question for the departure city.
pub(super) fn take_focus(
    model: &Model,
    focus: Key<Entity>,
    captured: &mut Captured,
) -> Option<CapturedEntity> {
    let entities = &mut captured.entities;
    let position = entities
        .iter()
        .position(|captured| captured.entity == focus)
        .or_else(|| {
            entities
                .iter()
                .position(|captured| model.is_a(focus, captured.entity))
        })?;
    Some(CapturedEntity {
        entity: focus,
        ..entities.remove(position)
    })
}

fn answer_elsewhere<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: Captured,
) -> Flow {
    elsewhere(turn, key, question, captured, Asked::Question)
        .unwrap_or_else(|| fail(turn, key, question, Failure::NoMatch))
}

/// What the visitor was asked when something else came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Question,
    Confirmation,
}

/// The visitor said something else than what was asked for: a question router may take it.
pub(super) fn elsewhere<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    mut captured: Captured,
    asked: Asked,
) -> Option<Flow> {
    let model = turn.model;
    let router_key = question.router?;
    let router = model.nodes.get(router_key).kind.as_question_router()?;
    let active = turn
        .state
        .intent
        .as_ref()
        .map(|intent| intent.name.as_str());
    let other_intent = captured
        .intent
        .clone()
        .filter(|intent| intent != NO_INTENT && Some(intent.as_str()) != active);
    if let Some(intent) = other_intent {
        if asked == Asked::Confirmation {
            drop_answer(turn, question);
        }
        if router.intent_switching_disabled {
            interrupted(turn, key);
            return Some(to_router(key, router_key));
        }
        forget_attempts(turn, key);
        set_intent(turn, &captured, &intent);
        fill(turn, captured.entities);
        return Some(Flow::after(router.on_intent_switch, router_key));
    }
    if let Err(cause) = keep_what_may_change(turn, router, &mut captured) {
        return Some(Flow::error(key, cause));
    }
    if !captured
        .entities
        .iter()
        .any(|captured| slot_of(router, captured.entity).is_some())
    {
        return None;
    }
    forget_attempts(turn, key);
    let transition = match asked {
        // Setup before filling: it may clear an entity that the visitor has just given instead. And Setup at all,
        // although the question was not answered: open questions mark their dummy entity there (model.md section 5,
        // step 4).
        Asked::Question => match run_actions(turn, &question.setup, question) {
            Err(cause) => return Some(Flow::error(key, cause)),
            Ok(transition) => transition,
        },
        // Whoever goes on without a "no" agrees. The answer is still to be processed, which the router sees to.
        Asked::Confirmation => {
            if let Some(focus) = question.focus.entity() {
                process_again(turn, focus);
            }
            None
        }
    };
    fill(turn, captured.entities);
    Some(match transition {
        Some(transition) => Flow::Follow(transition, key),
        None => to_router(key, router_key),
    })
}

/// Drops what was said of entities whose value is to stay.
fn keep_what_may_change(
    turn: &Turn<'_>,
    router: &QuestionRouter,
    captured: &mut Captured,
) -> Result<(), EventCause> {
    for said in std::mem::take(&mut captured.entities) {
        let changes = match slot_of(router, said.entity) {
            Some(slot) => may_change(turn, slot)?,
            None => true,
        };
        if changes {
            captured.entities.push(said);
        }
    }
    Ok(())
}

fn slot_of(router: &QuestionRouter, entity: Key<Entity>) -> Option<&Slot> {
    router.slots.iter().find(|slot| slot.entity == entity)
}
