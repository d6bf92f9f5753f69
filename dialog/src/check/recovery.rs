//! Recovery messages that are never said.

use super::Design;
use crate::model::{Failure, NodeKind, QuestionNode, RecoveryMessage, Scope, SettingName};
use crate::project::{Finding, FindingCode, Severity};
use crate::turn::MAXIMUM_FAILURES;

/// Messages of questions for attempts that they never make, in no channel and language.
pub(super) fn recovery(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, node) in design.reached_nodes() {
        let NodeKind::Question(question) = &node.kind else {
            continue;
        };
        for own in &question.recoveries {
            let (RecoveryMessage::At(failure, attempt) | RecoveryMessage::Before(failure, attempt)) =
                own.message
            else {
                continue;
            };
            let maximum = maximum(design, question, failure);
            if attempt >= maximum {
                findings.push(design.within_node(
                    key,
                    design.places.node(key).key("recoRecoveryBehaviors"),
                    Severity::Note,
                    FindingCode::UnreachedRecovery,
                    format!(
                        "the message for attempt {attempt} is never said: the question gives up at attempt {maximum}"
                    ),
                ));
            }
        }
    }
    findings
}

/// The highest maximum that a session may have.
fn maximum(design: &Design<'_>, question: &QuestionNode, failure: Failure) -> u32 {
    let name = match failure {
        Failure::NoMatch => SettingName::MaxNomatch,
        Failure::NoInput => SettingName::MaxNoinput,
    };
    let model = design.model;
    let sessions = design.channels().flat_map(|(channel, _)| {
        let languages = model.languages.iter();
        languages.map(move |language| (channel, language))
    });
    let maxima = sessions.map(|(channel, language)| {
        let scope = Scope {
            channel,
            default_channel: model.default_channel,
            language,
            entity: question.focus.entity(),
            collection_type: &question.collection_type,
        };
        let value = model.settings.get(name, &question.settings, &scope);
        value
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(MAXIMUM_FAILURES)
    });
    maxima.max().unwrap_or(MAXIMUM_FAILURES)
}
