//! What a visitor can pick from (model.md section 13).

use super::understand::wordsets;
use crate::model::{Clickable, QuestionNode};
use crate::reply::Selectable;
use crate::turn::run::Turn;

/// Items of the session's wordset for the entity in focus, else those that the designer laid out. Channels without
/// interactivity get none.
pub(super) fn selectables(turn: &Turn<'_>, question: &QuestionNode) -> Vec<Selectable> {
    if !turn.model.channels.get(turn.channel).modes.interactivity {
        return Vec::new();
    }
    let dynamic = from_wordset(turn, question);
    if dynamic.is_empty() {
        designed(turn, question)
    } else {
        dynamic
    }
}

fn designed(turn: &Turn<'_>, question: &QuestionNode) -> Vec<Selectable> {
    let speaks = |clickable: &&Clickable| {
        clickable.language.is_empty() || clickable.language == turn.state.language
    };
    let mut clickables: Vec<&Clickable> = question
        .clickables
        .iter()
        .filter(|clickable| clickable.channel == Some(turn.channel))
        .filter(speaks)
        .collect();
    if clickables.is_empty() {
        let for_all = |clickable: &&Clickable| {
            clickable.channel.is_none() || clickable.channel == turn.model.default_channel
        };
        clickables = question
            .clickables
            .iter()
            .filter(for_all)
            .filter(speaks)
            .collect();
    }
    clickables.sort_by_key(|clickable| clickable.order);
    clickables
        .into_iter()
        .filter_map(|clickable| {
            let entity = clickable.entity.or(question.focus.entity())?;
            Some(Selectable {
                id: turn.model.entities.get(entity).name.clone(),
                value: clickable.value.clone(),
                display_text: or_value(&clickable.label, &clickable.value),
                description: clickable.description.clone(),
                image_uri: clickable.image_uri.clone(),
            })
        })
        .collect()
}

fn from_wordset(turn: &Turn<'_>, question: &QuestionNode) -> Vec<Selectable> {
    let Some(entity) = question.focus.entity() else {
        return Vec::new();
    };
    let id = &turn.model.entities.get(entity).name;
    wordsets(turn)
        .items(id)
        .iter()
        .map(|item| Selectable {
            id: id.clone(),
            value: item.value().to_owned(),
            display_text: item.label.clone().unwrap_or_else(|| item.literal.clone()),
            description: item.description.clone().unwrap_or_default(),
            image_uri: item.image_url.clone().unwrap_or_default(),
        })
        .collect()
}

fn or_value(label: &str, value: &str) -> String {
    if label.trim().is_empty() {
        value.to_owned()
    } else {
        label.to_owned()
    }
}
