//! From the visitor's text to what it says, with what the session knows.

use super::captured::Captured;
use super::confirmation_answer::Verdict;
use super::settings::confidence_low;
use crate::expression::text_of;
use crate::model::{Key, Node, QuestionNode};
use crate::session::entity_data;
use crate::turn::run::Turn;
use crate::understanding::{CommandContext, Outcome, Query, RecentEntity, Wordsets};

/// Understands a text at a waiting question; none if it means nothing.
pub(in crate::turn) fn understand(
    turn: &Turn<'_>,
    key: Key<Node>,
    question: &QuestionNode,
    text: &str,
) -> Option<Captured> {
    if text.trim().is_empty() {
        return None;
    }
    let understanding = turn.project.understanding(&turn.state.language)?;
    let model = turn.model;
    let focus = question.focus.entity();
    let router = question
        .router
        .and_then(|router| model.nodes.get(router).kind.as_question_router());
    let router_entities: Vec<&str> = router
        .iter()
        .flat_map(|router| &router.slots)
        .map(|slot| model.entities.get(slot.entity).name.as_str())
        .collect();
    let active_values = model.active_commands(key, question);
    let command = model.commands.as_ref().map(|commands| CommandContext {
        entity: &model.entities.get(commands.entity).name,
        active_values: &active_values,
    });
    let recent: Vec<RecentEntity<'_>> = turn
        .state
        .recently_filled
        .iter()
        .rev()
        .map(|name| RecentEntity {
            name,
            value: turn.state.entity_value(name),
        })
        .collect();
    let query = Query {
        text,
        focus: focus.map(|entity| model.entities.get(entity).name.as_str()),
        router_entities: &router_entities,
        command,
        wordsets: &wordsets(turn),
        recent: &recent,
        now: turn.now,
        confidence_low: confidence_low(turn, question),
    };
    match understanding.interpret(&query) {
        Outcome::Match(understood) => Some(Captured::from_understood(model, understood)),
        Outcome::NoMatch => None,
    }
}

/// Understands what a recognition service heard; none if it means nothing or if the service is not sure enough of it.
pub(in crate::turn) fn understand_speech(
    turn: &Turn<'_>,
    key: Key<Node>,
    question: &QuestionNode,
    text: &str,
    confidence: f32,
) -> Option<Captured> {
    if confidence < confidence_low(turn, question) {
        return None;
    }
    let mut captured = understand(turn, key, question, text)?;
    captured.confidence = captured.confidence.min(confidence);
    for entity in &mut captured.entities {
        entity.confidence = entity.confidence.min(confidence);
    }
    Some(captured)
}

/// Whether a text is nothing but a yes or a no in the session's language.
pub(super) fn says_yes_or_no(turn: &Turn<'_>, text: &str) -> Option<Verdict> {
    const YES_NO: &str = "YES_NO";
    let understanding = turn.project.understanding(&turn.state.language)?;
    let query = Query {
        text,
        focus: Some(YES_NO),
        router_entities: &[],
        command: None,
        wordsets: &Wordsets::default(),
        recent: &[],
        now: turn.now,
        confidence_low: 1.0,
    };
    let Outcome::Match(understood) = understanding.interpret(&query) else {
        return None;
    };
    let answer = understood
        .entities
        .into_iter()
        .find(|entity| entity.name == YES_NO)?;
    let rest = text.chars().enumerate().filter(|(position, character)| {
        !(answer.start..answer.end).contains(position) && character.is_alphanumeric()
    });
    Verdict::of(&text_of(&answer.value)).filter(|_| rest.count() == 0)
}

/// Dynamic entity data of all variables that hold such data.
pub(super) fn wordsets<'t>(turn: &'t Turn<'_>) -> Wordsets<'t> {
    let mut wordsets = Wordsets::default();
    for value in entity_data(turn.model, &turn.state) {
        wordsets.extend(value);
    }
    wordsets
}
