//! Training data of the locales, and what is trained from it.

use std::collections::HashMap;

use super::{Finding, FindingCode, JsonPath, LocaleFile, Severity};
use crate::load::Places;
use crate::model::Model;
use crate::understanding::{
    EntityDeclaration, Ontology, TrainingData, Understanding, UnderstandingProblem,
};

/// Parsed training data by locale.
pub(super) struct Training(pub(super) Vec<(String, TrainingData)>);

impl Training {
    /// Parses the files; several of one locale are its data together. One that cannot be read is an error: its locale
    /// would understand nothing.
    pub(super) fn parse(files: &[LocaleFile], findings: &mut Vec<Finding>) -> Training {
        let mut parsed: Vec<(String, TrainingData)> = Vec::new();
        for file in files {
            match TrainingData::parse(&file.trsx) {
                Ok(data) => match parsed.iter_mut().find(|(locale, _)| *locale == file.locale) {
                    Some((_, known)) => known.merge(data),
                    None => parsed.push((file.locale.clone(), data)),
                },
                Err(error) => {
                    let message = format!(
                        "the training data of {} cannot be read: {error}",
                        file.locale
                    );
                    findings.push(finding(
                        Severity::Error,
                        FindingCode::InvalidTrainingData,
                        message,
                    ));
                }
            }
        }
        Training(parsed)
    }

    /// The data of a locale.
    pub(super) fn of(&self, locale: &str) -> Option<&TrainingData> {
        let mut known = self.0.iter();
        known.find(|(name, _)| name == locale).map(|(_, data)| data)
    }

    /// Whether any locale marks an entity as sensitive.
    pub(super) fn is_sensitive(&self, entity: &str) -> bool {
        self.0.iter().any(|(_, data)| data.is_sensitive(entity))
    }

    /// Trains every locale of a project. What has no effect is a warning, and so is a locale without data: it can
    /// still be picked from and pressed.
    pub(super) fn train(
        &self,
        model: &Model,
        places: &Places,
        findings: &mut Vec<Finding>,
    ) -> HashMap<String, Understanding> {
        let ontology = ontology(model);
        let mut trained = HashMap::new();
        for locale in &model.languages {
            let Some(data) = self.of(locale) else {
                let message =
                    format!("there is no training data for {locale}: texts are not understood");
                findings.push(Finding {
                    path: places.project.key("supportedLocales"),
                    ..finding(Severity::Warning, FindingCode::MissingTrainingData, message)
                });
                continue;
            };
            let (understanding, problems) = Understanding::train(locale, data, &ontology);
            findings.extend(problems.iter().map(|problem| {
                let (severity, code, entity) = judge(problem);
                let entity = entity.and_then(|name| model.entity_names.get(name));
                Finding {
                    path: entity.map_or_else(JsonPath::root, |entity| places.entity(*entity)),
                    ..finding(
                        severity,
                        code,
                        format!("training data of {locale}: {problem}"),
                    )
                }
            }));
            trained.insert(locale.clone(), understanding);
        }
        trained
    }
}

/// What a problem is to the designer, and the entity that it is about. A pattern that does not compile takes away what
/// visitors were meant to say; the rest leaves out a part.
fn judge(problem: &UnderstandingProblem) -> (Severity, FindingCode, Option<&str>) {
    use UnderstandingProblem as Problem;
    match problem {
        Problem::PatternDoesNotCompile { entity, .. } => {
            (Severity::Error, FindingCode::InvalidPattern, Some(entity))
        }
        Problem::UndeclaredEntity { .. } => {
            (Severity::Warning, FindingCode::UndeclaredEntity, None)
        }
        Problem::UndeclaredIntent { .. } => {
            (Severity::Warning, FindingCode::UndeclaredIntent, None)
        }
        Problem::UnsupportedPredefined { entity, .. } => (
            Severity::Warning,
            FindingCode::UnsupportedEntity,
            Some(entity),
        ),
        Problem::UnreadableLiteral { entity, .. } => (
            Severity::Warning,
            FindingCode::UnreadableAnnotation,
            Some(entity),
        ),
    }
}

/// The entities of a project as understanding sees them.
pub(super) fn ontology(model: &Model) -> Ontology {
    let entities = model
        .entities
        .keys()
        .map(|(key, entity)| EntityDeclaration {
            name: entity.name.clone(),
            parents: model
                .family(key)
                .skip(1)
                .map(|parent| model.entities.get(parent).name.clone())
                .collect(),
        });
    Ontology {
        entities: entities.collect(),
    }
}

fn finding(severity: Severity, code: FindingCode, message: String) -> Finding {
    Finding {
        severity,
        code,
        path: JsonPath::root(),
        component: None,
        node: None,
        message,
    }
}
