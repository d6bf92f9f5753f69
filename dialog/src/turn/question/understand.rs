//! From the visitor's text to what it says, with what the session knows.

use super::captured::Captured;
use super::command::active_commands;
use crate::model::{Key, Node, QuestionNode, SettingName, ValueType};
use crate::turn::run::Turn;
use crate::understanding::{CommandContext, Outcome, Query, RecentEntity, Wordsets};

/// `COLLECTION_SETTINGS/confidence-low` where the project does not set it (nlu.md, rule 7).
const DEFAULT_CONFIDENCE_LOW: f32 = 0.3;

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
    let active_values = active_commands(model, key, question);
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
    let confidence_low = turn.setting_for(
        SettingName::ConfidenceLow,
        &question.settings,
        focus,
        &question.collection_type,
    );
    let query = Query {
        text,
        focus: focus.map(|entity| model.entities.get(entity).name.as_str()),
        router_entities: &router_entities,
        command,
        wordsets: &wordsets(turn),
        recent: &recent,
        now: turn.now,
        confidence_low: confidence_low
            .and_then(|value| value.parse().ok())
            .unwrap_or(DEFAULT_CONFIDENCE_LOW),
    };
    match understanding.interpret(&query) {
        Outcome::Match(understood) => Some(Captured::from_understood(model, understood)),
        Outcome::NoMatch => None,
    }
}

/// Dynamic entity data of all variables that hold such data.
pub(super) fn wordsets(turn: &Turn<'_>) -> Wordsets {
    let mut wordsets = Wordsets::default();
    for variable in turn
        .model
        .variables
        .iter()
        .filter(|variable| variable.value_type == ValueType::DynamicEntityData)
    {
        if let Some(value) = turn.state.variables.get(&variable.name) {
            wordsets.extend(value);
        }
    }
    wordsets
}
