//! Processing items: conditions, actions, prompts, transitions.

use super::expressions;
use super::index::{Index, VariableReference};
use super::prompts;
use super::reader::At;
use crate::model::{
    Action, Assignment, Branch, ByChannel, Expression, Group, Item, Log, Target, Transition,
};
use crate::project::FindingCode;

/// How deep conditions may be nested; beyond, running them could not be trusted with the stack.
const MAX_DEPTH: usize = 24;

/// Reads the group under a key; empty if it is not there.
pub(super) fn group(at: &At<'_>, key: &str, index: &Index) -> Group {
    at.object_at(key)
        .map(|at| group_here(&at, index))
        .unwrap_or_default()
}

fn group_here(at: &At<'_>, index: &Index) -> Group {
    let Some(map) = at.object_at("channelProcessingItemsMap") else {
        return Group::default();
    };
    let mut channels = Vec::new();
    for (id, entry) in map.entries() {
        match index.channels.get(id) {
            Some(channel) => channels.push((*channel, items(&entry, 0, index))),
            None => entry.warn(
                FindingCode::MissingChannel,
                format!("the channel `{id}` does not exist"),
            ),
        }
    }
    ByChannel(channels)
}

/// Reads `processingItems`, folding each chain of conditions into one item.
fn items(at: &At<'_>, depth: usize, index: &Index) -> Vec<Item> {
    if depth > MAX_DEPTH {
        at.error(
            FindingCode::TooDeep,
            format!("conditions are nested deeper than {MAX_DEPTH} levels"),
        );
        return Vec::new();
    }
    let mut items = Vec::new();
    // Whether the last item is a chain that an ELSE can belong to.
    let mut chain_is_open = false;
    for at in at.list("processingItems") {
        let item = if let Some(condition) = at.object_at("condition") {
            chain_is_open = add_condition(&condition, depth, index, chain_is_open, &mut items);
            continue;
        } else if let Some(action) = at.object_at("action") {
            action_item(&action, index).map(Item::Action)
        } else if let Some(group) = at.object_at("promptGroup") {
            Some(Item::Prompt(prompts::prompt_group(&group, index)))
        } else if let Some(at) = at.object_at("transition") {
            items.extend(event_log(&at).map(|log| Item::Action(Action::Log(log))));
            transition(&at, index).map(Item::Transition)
        } else {
            // Notes and other placeholders: not part of the flow, so they do not end a chain either.
            continue;
        };
        chain_is_open = false;
        items.extend(item);
    }
    items
}

/// Adds a condition as a chain of its own or to the chain before it. Returns whether more may be added to its chain.
fn add_condition(
    at: &At<'_>,
    depth: usize,
    index: &Index,
    chain_is_open: bool,
    items: &mut Vec<Item>,
) -> bool {
    let branch = |condition: Option<Expression>| Branch {
        condition,
        items: self::items(at, depth + 1, index),
    };
    match at.text("statementType").as_ref() {
        "ALWAYS_TYPE" | "NO_TYPE" | "" => {
            items.push(Item::Chain(vec![branch(None)]));
            false
        }
        "IF_TYPE" => {
            items.push(Item::Chain(vec![branch(Some(expression(at, index)))]));
            true
        }
        word @ ("ELSEIF_TYPE" | "ELSE_TYPE") => {
            let branch = branch((word == "ELSEIF_TYPE").then(|| expression(at, index)));
            match items.last_mut() {
                Some(Item::Chain(branches)) if chain_is_open => branches.push(branch),
                // Without an IF before it: nothing excludes it.
                _ => items.push(Item::Chain(vec![branch])),
            }
            true
        }
        word => {
            at.error(
                FindingCode::UnknownValue,
                format!("the statement type `{word}` is not known"),
            );
            false
        }
    }
}

/// The condition of an IF. One that is not there never holds; it must not turn into "always".
fn expression(condition: &At<'_>, index: &Index) -> Expression {
    let expression = condition
        .object_at("expression")
        .and_then(|at| expressions::expression(&at, index));
    expression.unwrap_or_else(|| {
        condition.warn(
            FindingCode::MissingKey,
            "the condition has no usable expression; it never holds",
        );
        expressions::never()
    })
}

fn action_item(at: &At<'_>, index: &Index) -> Option<Action> {
    if let Some(assign) = at.object_at("assign") {
        return assignment(&assign, index).map(Action::Assign);
    }
    if let Some(log) = at.get("log") {
        return Some(Action::Log(self::log(at, &log, index)));
    }
    let at = at.object_at("conceptAction")?;
    let entity = index.entity(&at, "conceptId")?;
    if at.flag("clearConcept", false) {
        return Some(Action::ClearEntity(entity));
    }
    let update = at.object_at("conceptUpdate")?;
    let mark = |key: &str| match update.text(key).as_ref() {
        "TRUE" => Some(true),
        "FALSE" => Some(false),
        _ => None,
    };
    Some(Action::UpdateEntity {
        entity,
        required: mark("requiredStatus"),
        completed: mark("completeStatus"),
        confirmed: mark("confirmStatus"),
    })
}

/// Reads a log action. The specification names it ("set a log message") without its shape, and no known export has
/// one: it is taken as a text, or as an object with a text under one of the usual keys and a value as assignments have.
fn log(action: &At<'_>, at: &At<'_>, index: &Index) -> Log {
    if at.value.is_string() {
        return Log {
            text: action.text("log").into_owned(),
            value: None,
            masked: false,
        };
    }
    let text = ["message", "text", "logMessage", "label"]
        .iter()
        .find_map(|key| at.id(key));
    let value = expressions::operand(at, "", index);
    let masked = value
        .as_ref()
        .is_some_and(|value| prompts::is_masked(value, index));
    Log {
        text: text.unwrap_or_default().into_owned(),
        value,
        masked,
    }
}

/// What is written down when a transition throws its event.
fn event_log(transition: &At<'_>) -> Option<Log> {
    let text = transition.id("eventLog")?.into_owned();
    Some(Log {
        text,
        value: None,
        masked: false,
    })
}

fn assignment(at: &At<'_>, index: &Index) -> Option<Assignment> {
    let target = target(at, index);
    let value = expressions::operand(at, "", index);
    if value.is_none() {
        at.warn(
            FindingCode::MissingKey,
            "the assignment has no value; it is left out",
        );
    }
    Some(Assignment {
        target: target?,
        value: value?,
    })
}

fn target(at: &At<'_>, index: &Index) -> Option<Target> {
    if at.get("lhsIntent").is_some() {
        return Some(Target::Intent);
    }
    if at.id("lhsConceptId").is_some() {
        return index.entity(at, "lhsConceptId").map(Target::Entity);
    }
    if let Some(field) = at.object_at("lhsVariableExpression") {
        return expressions::variable_expression(&field, index).map(Target::Field);
    }
    Some(match index.variable(at, "lhsVariableId", "lhsVariable")? {
        VariableReference::One(variable) => Target::Variable(variable),
        VariableReference::SessionChannel => Target::Channel,
    })
}

/// Reads a transition; none, with a finding where due, if it leads nowhere.
pub(super) fn transition(at: &At<'_>, index: &Index) -> Option<Transition> {
    match at.text("transitionType").as_ref() {
        "GO_TO" | "GO_BACK_TO" => {
            if at.id("nodeId").is_none() {
                at.warn(FindingCode::MissingNode, "the transition leads nowhere");
            }
            index.node(at, "nodeId").map(Transition::GoTo)
        }
        "RETURN" => Some(Transition::Return),
        "RETURN_TO_INTENT_MAPPER" => Some(Transition::ReturnToIntentMapper),
        "THROW" => {
            if at.id("eventId").is_none() {
                at.warn(FindingCode::MissingEvent, "the transition throws no event");
            }
            index.event(at, "eventId").map(Transition::Throw)
        }
        "" | "NO_TRANSITION_TYPE" => None,
        word => {
            at.error(
                FindingCode::UnknownValue,
                format!("the transition type `{word}` is not known"),
            );
            None
        }
    }
}
