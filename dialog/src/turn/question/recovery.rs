//! Failed attempts to answer (model.md section 5, "Recovery").

use super::ask::wait;
use super::behavior::{recovery_message, say, silence};
use super::settings::{maximum, maximum_repeats, maximum_turns, repeats_itself};
use crate::model::{Failure, Group, Key, Node, QuestionNode, RecoveryMessage, event_name};
use crate::session::Attempts;
use crate::turn::run::{Flow, Turn};

/// Takes a failed attempt: says what is to be said for the n-th failure and asks again, or gives up at the last.
///
/// The documentation does not say which limit goes first where one failure reaches two. Here the limit of the kind
/// does, because its message and event say more than those of `max-turns`, which counts everything.
///
/// What is repeated is the initial message, also after a question that was asked with its reentry message: the setting
/// is called `re-use-initial-prompt`.
pub(in crate::turn) fn fail<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    failure: Failure,
) -> Flow {
    let attempts = attempts(turn, key);
    let count = match failure {
        Failure::NoMatch => &mut attempts.collection.nomatch,
        Failure::NoInput => &mut attempts.collection.noinput,
    };
    *count = count.saturating_add(1);
    attempts.turns = attempts.turns.saturating_add(1);
    let count = *count;
    if count >= maximum(turn, question, failure) {
        let last = recovery_message(turn, question, RecoveryMessage::Last(failure));
        let event = match failure {
            Failure::NoMatch => event_name::MAX_NOMATCHES,
            Failure::NoInput => event_name::MAX_NOINPUTS,
        };
        return give_up(turn, key, question, last, event);
    }
    if let Some(event) = exhausted(turn, key, question) {
        return give_up(turn, key, question, None, event);
    }
    let before = recovery_message(turn, question, RecoveryMessage::Before(failure, count));
    let at = recovery_message(turn, question, RecoveryMessage::At(failure, count));
    let mut said: Vec<&Group> = before.into_iter().chain(at).collect();
    // A question that neither has a message for this failure nor repeats itself would leave the visitor in silence.
    if said.is_empty() || repeats_itself(turn, question, failure) {
        said.push(&question.initial_message);
    }
    let mut message = silence(turn);
    for items in said {
        if let Err(cause) = say(turn, items, question, &mut message) {
            return Flow::error(key, cause);
        }
    }
    wait(turn, key, question, message)
}

/// Ends the attempts: says `last` and throws.
pub(super) fn give_up<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    last: Option<&'p Group>,
    event: &str,
) -> Flow {
    forget_attempts(turn, key);
    let mut message = silence(turn);
    if let Some(items) = last
        && let Err(cause) = say(turn, items, question, &mut message)
    {
        return Flow::error(key, cause);
    }
    turn.queue(message, None);
    Flow::Throw {
        event: event.to_owned(),
        at: key,
        cause: None,
    }
}

/// The event to throw when the question was repeated too often, or tried too often in all.
pub(super) fn exhausted(
    turn: &Turn<'_>,
    key: Key<Node>,
    question: &QuestionNode,
) -> Option<&'static str> {
    let attempts = turn
        .state
        .attempts
        .get(turn.model.nodes.get(key).id.as_str())
        .copied()
        .unwrap_or_default();
    let reached = |count: u32, maximum: Option<u32>| {
        count > 0 && maximum.is_some_and(|maximum| count >= maximum)
    };
    if reached(attempts.repeats, maximum_repeats(turn, question)) {
        return Some(event_name::MAX_REPEATS);
    }
    reached(attempts.turns, maximum_turns(turn, question)).then_some(event_name::MAX_TURNS)
}

/// Something came between a question and its answer: if the dialog comes back to the question, it repeats it.
pub(in crate::turn) fn interrupted(turn: &mut Turn<'_>, key: Key<Node>) {
    let attempts = attempts(turn, key);
    attempts.repeats = attempts.repeats.saturating_add(1);
    attempts.turns = attempts.turns.saturating_add(1);
}

/// The attempts at a question so far.
pub(super) fn attempts<'t>(turn: &'t mut Turn<'_>, key: Key<Node>) -> &'t mut Attempts {
    let id = turn.model.nodes.get(key).id.as_str();
    turn.state.attempts.entry(id.into()).or_default()
}

/// The question has its answer, or is given up.
pub(super) fn forget_attempts(turn: &mut Turn<'_>, key: Key<Node>) {
    turn.state
        .attempts
        .remove(turn.model.nodes.get(key).id.as_str());
}
