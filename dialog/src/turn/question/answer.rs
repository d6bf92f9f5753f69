//! What follows an answer (model.md section 5, "Take input").

use serde_json::Value;

use super::captured::{Captured, CapturedEntity};
use super::command::{Command, take_command};
use super::recovery::fail;
use crate::expression::text_of;
use crate::model::{
    Entity, Failure, Focus, Group, Key, Model, Node, QuestionNode, QuestionRouter, Transition,
};
use crate::session::ActiveIntent;
use crate::turn::EventCause;
use crate::turn::items::PromptTiming;
use crate::turn::run::{Entry, Flow, Turn};
use crate::understanding::NO_INTENT;

/// Takes an answer; none is one that means nothing.
pub(in crate::turn) fn answer<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: Option<Captured>,
) -> Flow {
    let model = turn.model;
    let Some(mut captured) = captured else {
        return fail(turn, key, question, Failure::NoMatch);
    };

    if let Some(command) = take_command(model, key, question, &mut captured) {
        return match command {
            Command::Override(items) => match run_actions(turn, items, question) {
                Err(cause) => Flow::error(key, cause),
                Ok(transition) => after_actions(transition, key, question),
            },
            Command::Throw(event) => {
                let event = model.events.get(event).name.clone();
                Flow::Throw {
                    event,
                    at: key,
                    cause: None,
                }
            }
        };
    }
    match question.focus {
        Focus::Intent => answer_intent(turn, key, question, captured),
        Focus::Entity(focus) => answer_entity(turn, key, question, focus, captured),
        Focus::Nothing => answer_elsewhere(turn, key, question, captured),
    }
}

/// Processes a value that was filled elsewhere, as if the question had just been answered with it.
pub(in crate::turn) fn process<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
) -> Flow {
    let value = match question.focus {
        Focus::Entity(entity) => turn
            .state
            .entity_value(&turn.model.entities.get(entity).name)
            .clone(),
        Focus::Intent | Focus::Nothing => Value::Null,
    };
    system_actions(turn, key, question, &value)
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
    forget_failures(turn, key);
    set_intent(
        turn,
        &captured,
        captured.intent.as_deref().unwrap_or(NO_INTENT),
    );
    fill(turn, captured.entities);
    match run_actions(turn, &question.on_intent, question) {
        Err(cause) => Flow::error(key, cause),
        Ok(transition) => Flow::after(transition, key),
    }
}

fn answer_entity<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    focus: Key<Entity>,
    mut captured: Captured,
) -> Flow {
    let Some(position) = position_of_focus(turn.model, focus, &captured.entities) else {
        return answer_elsewhere(turn, key, question, captured);
    };
    // A bare city answers the question for the departure city: what was said of the ancestor is the focus's.
    let answer = CapturedEntity {
        entity: focus,
        ..captured.entities.remove(position)
    };
    let value = answer.value.clone();
    forget_failures(turn, key);
    fill(turn, captured.entities);
    set_entity(turn, answer);
    system_actions(turn, key, question, &value)
}

/// The entity in focus, or else one that it inherits from.
fn position_of_focus(
    model: &Model,
    focus: Key<Entity>,
    captured: &[CapturedEntity],
) -> Option<usize> {
    captured
        .iter()
        .position(|captured| captured.entity == focus)
        .or_else(|| {
            captured
                .iter()
                .position(|captured| model.is_a(focus, captured.entity))
        })
}

/// The visitor said something else than what was asked for: a question router may take it.
fn answer_elsewhere<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: Captured,
) -> Flow {
    let model = turn.model;
    let router = question
        .router
        .and_then(|router| Some((router, model.nodes.get(router).kind.as_question_router()?)));
    let Some((router_key, router)) = router else {
        return fail(turn, key, question, Failure::NoMatch);
    };

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
        forget_failures(turn, key);
        if router.intent_switching_disabled {
            return to_router(key, router_key);
        }
        set_intent(turn, &captured, &intent);
        fill(turn, captured.entities);
        return Flow::after(router.on_intent_switch, router_key);
    }
    if !captured
        .entities
        .iter()
        .any(|captured| belongs_to(router, captured.entity))
    {
        return fail(turn, key, question, Failure::NoMatch);
    }
    forget_failures(turn, key);
    // Setup before filling: it may clear an entity that the visitor has just given instead. And Setup at all, although
    // the question was not answered: open questions mark their dummy entity there (model.md section 5, step 4).
    let transition = match run_actions(turn, &question.setup, question) {
        Err(cause) => return Flow::error(key, cause),
        Ok(transition) => transition,
    };
    fill(turn, captured.entities);
    match transition {
        Some(transition) => Flow::Follow(transition, key),
        None => to_router(key, router_key),
    }
}

fn belongs_to(router: &QuestionRouter, entity: Key<Entity>) -> bool {
    router.slots.iter().any(|slot| slot.entity == entity)
}

/// Setup, then what the value calls for, then Default where nothing led anywhere yet. A group for the value can be
/// there and be empty.
fn system_actions<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    value: &Value,
) -> Flow {
    let value = text_of(value);
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
    after_actions(None, key, question)
}

/// Actions that lead nowhere go back to the question's router, if it has one.
fn after_actions(transition: Option<Transition>, key: Key<Node>, question: &QuestionNode) -> Flow {
    match (transition, question.router) {
        (None, Some(router)) => to_router(key, router),
        (transition, _) => Flow::after(transition, key),
    }
}

fn to_router(key: Key<Node>, router: Key<Node>) -> Flow {
    Flow::Proceed {
        from: key,
        to: router,
        entry: Entry::Normal,
    }
}

fn run_actions<'p>(
    turn: &mut Turn<'p>,
    items: &'p Group,
    question: &'p QuestionNode,
) -> Result<Option<Transition>, EventCause> {
    let ran = turn.run_items(items, PromptTiming::AfterAssignments, &question.settings)?;
    turn.queue(ran.message, None);
    Ok(ran.transition)
}

fn set_intent(turn: &mut Turn<'_>, captured: &Captured, name: &str) {
    turn.state.intent = Some(ActiveIntent {
        name: name.to_owned(),
        literal: captured.literal.clone(),
        confidence: captured.confidence,
    });
}

/// Fills entities that were not asked for. A router that had sent the session to the question for one of them must not
/// take that question for answered: the value is new and has not been processed.
fn fill(turn: &mut Turn<'_>, entities: Vec<CapturedEntity>) {
    for captured in entities {
        let name = &turn.model.entities.get(captured.entity).name;
        turn.state.routers.retain(|_, asked| asked != name);
        set_entity(turn, captured);
    }
}

fn set_entity(turn: &mut Turn<'_>, captured: CapturedEntity) {
    let CapturedEntity {
        entity,
        value,
        literal,
        formatted_literal,
    } = captured;
    let name = &turn.model.entities.get(entity).name;
    turn.state
        .fill_entity(name, value, literal, formatted_literal);
}

fn forget_failures(turn: &mut Turn<'_>, key: Key<Node>) {
    turn.state.failures.remove(&turn.model.nodes.get(key).id);
}
