//! What entities can be filled with: by what visitors say, pick and press, and by the design itself.

use std::collections::BTreeSet;

use super::Design;
use crate::model::{
    Action, Entity, Item, Key, NodeKind, Operand, QuestionNode, Special, Target, ValueType,
};
use crate::understanding::{Piece, TrainingData};

/// Attribute by which a link in a message picks a value of an entity.
const PICKING_LINK: &str = "data-mix-selectable-id";

/// Ways to fill each entity, over all languages.
pub(super) struct Vocabulary(Vec<Sources>);

/// Where values of one entity come from.
#[derive(Default)]
pub(super) struct Sources {
    /// Values that can be said.
    pub(super) said: BTreeSet<String>,
    /// Values that can be picked or pressed, or that the design assigns.
    pub(super) given: BTreeSet<String>,
    /// Whether there are values that nobody knows beforehand.
    pub(super) is_open: bool,
    /// Whether the design itself marks the entity as completed.
    pub(super) is_completed: bool,
}

impl Sources {
    /// Whether anything fills the entity.
    pub(super) fn fill(&self) -> bool {
        self.is_open || !self.said.is_empty() || !self.given.is_empty()
    }

    /// Whether the entity may have a value.
    pub(super) fn have(&self, value: &str) -> bool {
        self.is_open || self.said.contains(value) || self.given.contains(value)
    }
}

impl Vocabulary {
    pub(super) fn of(design: &Design<'_>) -> Vocabulary {
        let entities = design.model.entities.keys();
        let said = entities.map(|(key, _)| said(design, key));
        let mut vocabulary = Vocabulary(said.collect());
        vocabulary.add_design(design);
        vocabulary
    }

    /// Where values of an entity come from.
    pub(super) fn sources(&self, entity: Key<Entity>) -> Option<&Sources> {
        self.0.get(entity.index())
    }

    fn add_design(&mut self, design: &Design<'_>) {
        for content in design.contents() {
            match content.item {
                Item::Action(Action::Assign(assignment)) => {
                    if let Target::Entity(entity) = assignment.target {
                        self.assign(entity, &assignment.value);
                    }
                }
                Item::Action(Action::UpdateEntity {
                    entity,
                    completed: Some(true),
                    ..
                }) => {
                    if let Some(sources) = self.0.get_mut(entity.index()) {
                        sources.is_completed = true;
                    }
                }
                _ => {}
            }
        }
        for (_, node) in design.reached_nodes() {
            if let NodeKind::Question(question) = &node.kind {
                self.add_question(question);
            }
        }
        let texts = design.texts();
        let links: Vec<&str> = texts
            .into_iter()
            .filter(|text| text.contains(PICKING_LINK))
            .collect();
        for ((_, entity), sources) in design.model.entities.keys().zip(&mut self.0) {
            sources.is_open |= links.iter().any(|text| text.contains(&entity.name));
        }
    }

    fn assign(&mut self, entity: Key<Entity>, value: &Operand) {
        let Some(sources) = self.0.get_mut(entity.index()) else {
            return;
        };
        match value {
            Operand::Constant(value) => {
                sources.given.insert(value.clone());
            }
            Operand::Special(Special::Null) => {}
            _ => sources.is_open = true,
        }
    }

    fn add_question(&mut self, question: &QuestionNode) {
        let focus = question.focus.entity();
        let picked = question
            .clickables
            .iter()
            .map(|item| (item.entity.or(focus), &item.value));
        let pressed = question
            .dtmf
            .iter()
            .map(|entry| (entry.entity.or(focus), &entry.value));
        for (entity, value) in picked.chain(pressed) {
            if let Some(sources) = entity.and_then(|entity| self.0.get_mut(entity.index())) {
                sources.given.insert(value.clone());
            }
        }
        // A client may offer whatever it likes in a view.
        if question.view.is_some()
            && let Some(sources) = focus.and_then(|entity| self.0.get_mut(entity.index()))
        {
            sources.is_open = true;
        }
    }
}

/// What visitors can say of an entity: what is said of its ancestors is said of it, too.
fn said(design: &Design<'_>, entity: Key<Entity>) -> Sources {
    let model = design.model;
    let names: Vec<&str> = model
        .family(entity)
        .map(|relative| model.entities.get(relative).name.as_str())
        .collect();
    let name = model.entities.get(entity).name.as_str();
    let mut readers = design.understandings.values();
    let has_wordsets = model
        .variables
        .iter()
        .any(|variable| variable.value_type == ValueType::DynamicEntityData);
    let is_dynamic = |data: &TrainingData| {
        let mut concepts = names.iter().filter_map(|name| data.concept(name));
        concepts.any(|concept| concept.dynamic)
    };
    let mut sources = Sources {
        // Without any training data, clients do the understanding.
        is_open: design.understandings.is_empty()
            || readers.any(|understanding| understanding.reads_open_values(name))
            || (has_wordsets && design.trained().any(|(_, data)| is_dynamic(data))),
        ..Sources::default()
    };
    for (_, data) in design.trained() {
        let entries = data.dictionary.iter();
        let entries = entries.filter(|entry| names.contains(&entry.entity.as_str()));
        sources
            .said
            .extend(entries.map(|entry| entry.value.clone()));
        let pieces = data.samples.iter().flat_map(|sample| &sample.pieces);
        sources.said.extend(pieces.filter_map(|piece| match piece {
            Piece::Annotation {
                entity, literal, ..
            } if names.contains(&entity.as_str()) => Some(literal.clone()),
            _ => None,
        }));
    }
    sources
}
