//! Reading the answer to "is that right?".

use super::captured::{Captured, INTENT, is_surer_than};
use super::settings::confidence_low;
use super::understand::{says_yes_or_no, understand};
use crate::expression::text_of;
use crate::input::Interpretation;
use crate::model::{Entity, Key, Model, Node, QuestionNode};
use crate::turn::run::Turn;

/// Whether it is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Yes,
    No,
}

impl Verdict {
    /// Reads the value of a yes/no entity or of a Boolean.
    pub(super) fn of(value: &str) -> Option<Verdict> {
        match value.to_ascii_lowercase().as_str() {
            "yes" | "true" => Some(Verdict::Yes),
            "no" | "false" => Some(Verdict::No),
            _ => None,
        }
    }
}

/// What the visitor said to "is that right?".
#[derive(Debug)]
pub(in crate::turn) struct ConfirmationAnswer {
    pub(super) verdict: Option<Verdict>,
    /// What else was said; nothing of it is the verdict.
    pub(super) captured: Captured,
    /// The visitor's words.
    pub(super) literal: String,
}

/// Entities that a yes or no is a value of.
const YES_NO: [&str; 3] = ["YES_NO", "nuance_BOOLEAN", "NUANCE_BOOLEAN"];

impl ConfirmationAnswer {
    /// Reads a text: all of it as yes or no; else as an answer to the question, with or without a yes or no before it.
    pub(in crate::turn) fn from_text(
        turn: &Turn<'_>,
        key: Key<Node>,
        question: &QuestionNode,
        text: &str,
    ) -> ConfirmationAnswer {
        let literal = text.trim().to_owned();
        if let Some(verdict) = says_yes_or_no(turn, &literal) {
            return ConfirmationAnswer {
                verdict: Some(verdict),
                captured: Captured::default(),
                literal,
            };
        }
        let first_word = literal
            .split(|character: char| !character.is_alphanumeric())
            .next();
        ConfirmationAnswer {
            verdict: first_word.and_then(|word| says_yes_or_no(turn, word)),
            captured: understand(turn, key, question, text).unwrap_or_default(),
            literal,
        }
    }

    /// Reads a pick: any `yes`, `no`, `true` or `false` that is not a value of the entity which is to be confirmed.
    pub(in crate::turn) fn from_selected(
        turn: &Turn<'_>,
        question: &QuestionNode,
        id: &str,
        value: &str,
    ) -> ConfirmationAnswer {
        let focus = question.focus.entity();
        let of_focus = focus.is_some_and(|focus| turn.model.entities.get(focus).name == id);
        let verdict = Verdict::of(value).filter(|_| id != INTENT && !of_focus);
        let captured = match verdict {
            Some(_) => None,
            None => Captured::from_selected(turn.model, id, value),
        };
        ConfirmationAnswer {
            verdict,
            captured: captured.unwrap_or_default(),
            literal: value.to_owned(),
        }
    }

    /// Reads what the client has understood: the value of a yes/no entity, and whatever else there is. A client that
    /// understands by a model without such an entity has only passed the words on.
    pub(in crate::turn) fn from_interpretation(
        turn: &Turn<'_>,
        question: &QuestionNode,
        given: &Interpretation,
    ) -> ConfirmationAnswer {
        let model = turn.model;
        let low = confidence_low(turn, question);
        let focus = question.focus.entity();
        let is_verdict = |name: &str| {
            let entity = model.entity_names.get(name).copied();
            answers_yes_or_no(model, name) && (entity.is_none() || entity != focus)
        };
        let verdict = given
            .data
            .iter()
            .filter(|(name, _)| is_surer_than(given, low) && is_verdict(name))
            .find_map(|(_, value)| Verdict::of(&text_of(value)))
            .or_else(|| says_yes_or_no(turn, &given.utterance));
        let mut captured = Captured::from_interpretation(model, given, low).unwrap_or_default();
        if verdict.is_some() {
            captured
                .entities
                .retain(|captured| !is_verdict(&model.entities.get(captured.entity).name));
        }
        ConfirmationAnswer {
            verdict,
            captured,
            literal: given.utterance.clone(),
        }
    }
}

/// Whether an entity is one of yes and no, or inherits from one.
fn answers_yes_or_no(model: &Model, name: &str) -> bool {
    let of_kind = |entity: Key<Entity>| YES_NO.contains(&model.entities.get(entity).name.as_str());
    YES_NO.contains(&name)
        || model
            .entity_names
            .get(name)
            .is_some_and(|entity| model.family(*entity).any(of_kind))
}
