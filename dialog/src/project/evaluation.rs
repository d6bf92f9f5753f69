//! How well the texts of a project are understood.

use jiff::civil::{DateTime, datetime};

use super::training::{Training, ontology};
use super::{Project, ProjectFiles};
use crate::model::{Focus, Model};
use crate::understanding::CommandContext;
use crate::understanding::evaluation::{Evaluation, EvaluationSetup, evaluate};

/// A locale with what cross validation says about its training data.
#[derive(Debug, Clone, PartialEq)]
pub struct LocaleEvaluation {
    /// The locale, such as `en-US`.
    pub locale: String,
    /// The figures.
    pub evaluation: Evaluation,
}

/// Five parts, as is customary: four fifths of the samples are still most of them.
const PARTS: usize = 5;

/// Scores below it are no match. Projects set it by question; samples belong to none.
const CONFIDENCE_LOW: f32 = 0.3;

/// A day to count relative dates from, always the same, so that the figures are.
const NOW: DateTime = datetime(2026, 1, 1, 12, 0, 0, 0);

impl Project {
    /// Cross-validates the training data of each locale of the project. `files` are those that it was loaded from.
    ///
    /// Samples are read as answers to the project's first question for an intent: its commands work.
    pub fn evaluate_understanding(&self, files: &ProjectFiles) -> Vec<LocaleEvaluation> {
        let training = Training::parse(&files.locales, &mut Vec::new());
        let model = self.model();
        let ontology = ontology(model);
        let active_values = commands_at_first_intent_question(model);
        let command = model.commands.as_ref().map(|commands| CommandContext {
            entity: &model.entities.get(commands.entity).name,
            active_values: &active_values,
        });
        let locales = model.languages.iter();
        let evaluated = locales.filter_map(|locale| {
            let setup = EvaluationSetup {
                locale,
                parts: PARTS,
                command,
                confidence_low: CONFIDENCE_LOW,
                now: NOW,
            };
            Some(LocaleEvaluation {
                locale: locale.clone(),
                evaluation: evaluate(training.of(locale)?, &ontology, &setup),
            })
        });
        evaluated.collect()
    }
}

/// The commands that work where conversations begin to be about something: at the first question for an intent of the
/// main component, or else of the project. A later one may take for a command what is a sample of an intent here.
fn commands_at_first_intent_question(model: &Model) -> Vec<&str> {
    let intent_questions = || {
        model.nodes.keys().filter_map(|(key, node)| {
            let question = node.kind.as_question()?;
            (question.focus == Focus::Intent).then_some((key, node, question))
        })
    };
    let first = intent_questions()
        .find(|(_, node, _)| node.component == model.main.0)
        .or_else(|| intent_questions().next());
    first.map_or_else(Vec::new, |(key, _, question)| {
        model.active_commands(key, question)
    })
}
