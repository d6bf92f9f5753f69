//! What a visitor can pick from (model.md section 13).

use super::understand::wordsets;
use crate::model::{Clickable, QuestionNode};
use crate::reply::Selectable;
use crate::turn::run::Turn;

/// What the visitor can pick from: items of the session's wordset for the entity in focus take the place of those that
/// the designer laid out for it, which model.md infers; what was laid out for other entities, as for commands, follows.
/// Channels without interactivity get none.
pub(super) fn selectables(turn: &Turn<'_>, question: &QuestionNode) -> Vec<Selectable> {
    if !turn.model.channels.get(turn.channel).modes.interactivity {
        return Vec::new();
    }
    let dynamic = from_wordset(turn, question);
    let mut designed = designed(turn, question);
    if let Some(replaced) = dynamic.first().map(|item| &item.id) {
        designed.retain(|item| item.id != *replaced);
    }
    dynamic.into_iter().chain(designed).collect()
}

fn designed(turn: &Turn<'_>, question: &QuestionNode) -> Vec<Selectable> {
    let speaks = |clickable: &&Clickable| {
        clickable.language.is_empty() || *clickable.language == *turn.state.language
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
    let model = turn.model;
    let id = &model.entities.get(entity).name;
    let wordsets = wordsets(turn);
    // An entity that inherits a dynamic list has its items.
    let items = model
        .family(entity)
        .map(|relative| wordsets.items(&model.entities.get(relative).name))
        .find(|items| !items.is_empty());
    items
        .unwrap_or_default()
        .iter()
        .map(|item| Selectable {
            id: id.clone(),
            value: item.value().to_owned(),
            display_text: item.label.unwrap_or(item.literal).to_owned(),
            description: item.description.unwrap_or_default().to_owned(),
            image_uri: item.image_url.unwrap_or_default().to_owned(),
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
