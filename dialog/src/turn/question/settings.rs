//! Settings of questions, with what holds where a project does not set them.

use crate::model::{Failure, QuestionNode, SettingName};
use crate::turn::run::Turn;

/// `COLLECTION_SETTINGS/confidence-low` (nlu.md, rule 7).
const CONFIDENCE_LOW: f32 = 0.3;

/// `COLLECTION_SETTINGS/confidence-high`; the documentation gives no default.
const CONFIDENCE_HIGH: f32 = 0.8;

/// `COLLECTION_SETTINGS/max-nomatch` and `/max-noinput`; also what counts for confirmations, for which nothing is
/// documented.
pub(crate) const MAXIMUM_FAILURES: u32 = 3;

/// Value of `CONFIRMATION_SETTINGS/type-confirmation-strategy` that switches confirmations off.
const NEVER: &str = "NEVER";

/// Below this an answer is no match.
pub(in crate::turn) fn confidence_low(turn: &Turn<'_>, question: &QuestionNode) -> f32 {
    number(turn, question, SettingName::ConfidenceLow).unwrap_or(CONFIDENCE_LOW)
}

/// Below this the visitor is asked whether an answer was understood, if the strategy allows.
///
/// `NEVER` is the only strategy that is known by name. Every other one, and none at all, means "if necessary": that is
/// what the documentation says of the threshold, and real exports set `NEVER` explicitly, so it cannot be the default.
pub(super) fn confirmed_below(turn: &Turn<'_>, question: &QuestionNode) -> Option<f32> {
    if setting(turn, question, SettingName::ConfirmationStrategy) == Some(NEVER) {
        return None;
    }
    Some(number(turn, question, SettingName::ConfidenceHigh).unwrap_or(CONFIDENCE_HIGH))
}

/// The failure of a kind at which a question gives up.
pub(super) fn maximum(turn: &Turn<'_>, question: &QuestionNode, failure: Failure) -> u32 {
    let name = match failure {
        Failure::NoMatch => SettingName::MaxNomatch,
        Failure::NoInput => SettingName::MaxNoinput,
    };
    number(turn, question, name).unwrap_or(MAXIMUM_FAILURES)
}

/// The denial at which a question gives up.
pub(super) fn maximum_denials(turn: &Turn<'_>, question: &QuestionNode) -> u32 {
    number(turn, question, SettingName::MaxNoToConfirm).unwrap_or(MAXIMUM_FAILURES)
}

/// The failure, of whatever kind, at which a confirmation gives up.
pub(super) fn maximum_invalid_answers(turn: &Turn<'_>, question: &QuestionNode) -> u32 {
    number(turn, question, SettingName::MaxInvalidAnswers).unwrap_or(MAXIMUM_FAILURES)
}

/// The repetition at which a question gives up; none: never.
pub(super) fn maximum_repeats(turn: &Turn<'_>, question: &QuestionNode) -> Option<u32> {
    number(turn, question, SettingName::MaxRepeats)
}

/// The attempt, of whatever kind, at which a question gives up; none: never. It counts everything together and has no
/// documented default, and any number would cut designs short that allow for more failures of one kind.
pub(super) fn maximum_turns(turn: &Turn<'_>, question: &QuestionNode) -> Option<u32> {
    number(turn, question, SettingName::MaxTurns)
}

/// Whether the question is asked again after the message for a failure.
pub(super) fn repeats_itself(turn: &Turn<'_>, question: &QuestionNode, failure: Failure) -> bool {
    let name = match failure {
        Failure::NoMatch => SettingName::RepeatAfterNomatch,
        Failure::NoInput => SettingName::RepeatAfterNoinput,
    };
    setting(turn, question, name) != Some("false")
}

fn number<T: std::str::FromStr>(
    turn: &Turn<'_>,
    question: &QuestionNode,
    name: SettingName,
) -> Option<T> {
    setting(turn, question, name)?.trim().parse().ok()
}

fn setting<'a>(
    turn: &'a Turn<'_>,
    question: &'a QuestionNode,
    name: SettingName,
) -> Option<&'a str> {
    let entity = question.focus.entity();
    turn.setting_for(name, &question.settings, entity, &question.collection_type)
}
