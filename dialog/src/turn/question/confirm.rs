//! Asking whether an answer was understood (model.md section 5, "Confirmation").
//!
//! The answer is in the session already while the visitor is asked, so that the message can show it; a "no" takes it
//! out again. Intents are confirmed like entities where their question has a message for it. The documentation speaks
//! of entities only, and a message of the project can show only these.

use super::actions::{after_intent, process};
use super::answer::{Asked, elsewhere, take_focus};
use super::ask::wait_to_confirm;
use super::behavior::{confirmation_message, say, silence};
use super::captured::{Captured, CapturedEntity};
use super::command::{obey, take_command};
use super::confirmation_answer::{ConfirmationAnswer, Verdict};
use super::filling::{fill, keep_confirmation, set_entity, set_intent};
use super::recovery::{attempts, exhausted, forget_attempts, give_up};
use super::settings::{confirmed_below, maximum_denials, maximum_invalid_answers, repeats_itself};
use crate::expression::text_of;
use crate::model::{
    ConfirmationMessage, Failure, Focus, Group, Key, Node, QuestionNode, RecoveryMessage,
    event_name,
};
use crate::session::Failures;
use crate::turn::run::{Entry, Flow, Turn};
use crate::understanding::NO_INTENT;

/// Goes on with an answer that was filled in: asks whether it is right if it is unsure, else acts on it.
pub(super) fn go_on<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    confidence: f32,
) -> Flow {
    let unsure = confirmed_below(turn, question).is_some_and(|high| confidence < high);
    let message = confirmation_message(turn, question, ConfirmationMessage::Initial)
        .filter(|_| unsure && may_confirm(question));
    let Some(items) = message else {
        return accept(turn, key, question);
    };
    attempts(turn, key).collection = Failures::default();
    ask_to_confirm(turn, key, question, &[items])
}

/// Takes the answer to "is that right?".
pub(in crate::turn) fn confirm<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    answer: ConfirmationAnswer,
) -> Flow {
    let ConfirmationAnswer {
        verdict,
        mut captured,
        literal,
    } = answer;
    if let Some(command) = take_command(turn.model, key, question, &mut captured) {
        drop_answer(turn, question);
        return obey(turn, key, question, command);
    }
    let corrected = take_correction(turn, question, &mut captured);
    match (corrected, verdict) {
        (Mentioned::Other(correction), _) => {
            keep_confirmation(turn, question, &literal, &captured, false);
            deny(turn, key, question, captured, Some(correction))
        }
        (_, Some(Verdict::No)) => {
            keep_confirmation(turn, question, &literal, &captured, false);
            deny(turn, key, question, captured, None)
        }
        (Mentioned::Same, None) | (_, Some(Verdict::Yes)) => {
            keep_confirmation(turn, question, &literal, &captured, true);
            fill(turn, captured.entities);
            agree(turn, key, question)
        }
        (Mentioned::Not, None) => elsewhere(turn, key, question, captured, Asked::Confirmation)
            .unwrap_or_else(|| fail_to_confirm(turn, key, question, Failure::NoMatch)),
    }
}

/// Takes a failed attempt to find out: after too many of them the answer is dropped and the question given up.
pub(in crate::turn) fn fail_to_confirm<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    failure: Failure,
) -> Flow {
    let tried = attempts(turn, key);
    tried.turns = tried.turns.saturating_add(1);
    let failures = &mut tried.confirmation;
    let count = match failure {
        Failure::NoMatch => &mut failures.nomatch,
        Failure::NoInput => &mut failures.noinput,
    };
    *count = count.saturating_add(1);
    let count = *count;
    let all = failures.nomatch.saturating_add(failures.noinput);
    let pick =
        |message| confirmation_message(turn, question, ConfirmationMessage::Recovery(message));
    if all >= maximum_invalid_answers(turn, question) {
        let last = pick(RecoveryMessage::Last(failure));
        drop_answer(turn, question);
        return give_up(turn, key, question, last, event_name::MAX_INVALID_ANSWERS);
    }
    if let Some(event) = exhausted(turn, key, question) {
        drop_answer(turn, question);
        return give_up(turn, key, question, None, event);
    }
    let before = pick(RecoveryMessage::Before(failure, count));
    let at = pick(RecoveryMessage::At(failure, count));
    let mut said: Vec<&Group> = before.into_iter().chain(at).collect();
    if said.is_empty() || repeats_itself(turn, question, failure) {
        said.extend(confirmation_message(
            turn,
            question,
            ConfirmationMessage::Initial,
        ));
    }
    ask_to_confirm(turn, key, question, &said)
}

fn ask_to_confirm<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    said: &[&'p Group],
) -> Flow {
    let mut message = silence(turn);
    for items in said {
        if let Err(cause) = say(turn, items, question, &mut message) {
            return Flow::error(key, cause);
        }
    }
    wait_to_confirm(turn, key, question, message)
}

/// What was said of the thing that is to be confirmed.
enum Mentioned {
    Not,
    /// The visitor repeats the answer.
    Same,
    Other(Correction),
}

enum Correction {
    Entity(CapturedEntity),
    Intent(String),
}

/// "From Atlanta" instead of "no".
fn take_correction(turn: &Turn<'_>, question: &QuestionNode, captured: &mut Captured) -> Mentioned {
    match question.focus {
        Focus::Entity(focus) => {
            let name = &turn.model.entities.get(focus).name;
            match take_focus(turn.model, focus, captured) {
                None => Mentioned::Not,
                Some(said) if text_of(&said.value) == text_of(turn.state.entity_value(name)) => {
                    Mentioned::Same
                }
                Some(said) => Mentioned::Other(Correction::Entity(said)),
            }
        }
        Focus::Intent => {
            let active = turn.state.intent.as_ref().map(|intent| &intent.name);
            match captured.intent.as_ref().filter(|name| *name != NO_INTENT) {
                None => Mentioned::Not,
                Some(said) if Some(said) == active => Mentioned::Same,
                Some(said) => Mentioned::Other(Correction::Intent(said.clone())),
            }
        }
        Focus::Nothing => Mentioned::Not,
    }
}

/// It is right: says so and acts on it.
fn agree<'p>(turn: &mut Turn<'p>, key: Key<Node>, question: &'p QuestionNode) -> Flow {
    if let Some(flow) = respond(turn, key, question, ConfirmationMessage::Yes) {
        return flow;
    }
    if let Some(focus) = question.focus.entity() {
        let name = &turn.model.entities.get(focus).name;
        if let Some(entity) = turn.state.entity_mut(name) {
            entity.confirmed = true;
        }
    }
    accept(turn, key, question)
}

/// It is wrong: takes the correction, or else asks again. Each denial counts, also one with a correction, so that two
/// that cannot understand each other do not go on for ever.
fn deny<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: Captured,
    correction: Option<Correction>,
) -> Flow {
    drop_answer(turn, question);
    let tried = attempts(turn, key);
    tried.confirmation = Failures::default();
    tried.denials = tried.denials.saturating_add(1);
    tried.turns = tried.turns.saturating_add(1);
    let denials = tried.denials;
    if denials >= maximum_denials(turn, question) {
        return give_up(turn, key, question, None, event_name::MAX_NO_TO_CONFIRM);
    }
    if let Some(event) = exhausted(turn, key, question) {
        return give_up(turn, key, question, None, event);
    }
    match correction {
        Some(Correction::Entity(said)) => {
            let confidence = said.confidence;
            fill(turn, captured.entities);
            set_entity(turn, said);
            go_on(turn, key, question, confidence)
        }
        Some(Correction::Intent(name)) => {
            set_intent(turn, &captured, &name);
            fill(turn, captured.entities);
            go_on(turn, key, question, captured.confidence)
        }
        None => match respond(turn, key, question, ConfirmationMessage::No) {
            Some(flow) => flow,
            None => elsewhere(turn, key, question, captured, Asked::Confirmation)
                .unwrap_or(Flow::Enter(key, Entry::Normal)),
        },
    }
}

/// Acts on an answer that stands.
fn accept<'p>(turn: &mut Turn<'p>, key: Key<Node>, question: &'p QuestionNode) -> Flow {
    forget_attempts(turn, key);
    match question.focus {
        Focus::Intent => after_intent(turn, key, question),
        Focus::Entity(_) | Focus::Nothing => process(turn, key, question),
    }
}

/// Queues what is said to a yes or no; a flow only where that fails.
fn respond<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    message: ConfirmationMessage,
) -> Option<Flow> {
    let items = confirmation_message(turn, question, message)?;
    let mut message = silence(turn);
    match say(turn, items, question, &mut message) {
        Err(cause) => Some(Flow::error(key, cause)),
        Ok(()) => {
            turn.queue(message, None);
            None
        }
    }
}

/// Takes an answer that nobody has agreed to out of the session.
pub(in crate::turn) fn drop_answer(turn: &mut Turn<'_>, question: &QuestionNode) {
    match question.focus {
        Focus::Entity(focus) => {
            let name = &turn.model.entities.get(focus).name;
            turn.state.clear_entity(name);
        }
        Focus::Intent => turn.state.intent = None,
        Focus::Nothing => {}
    }
}

fn may_confirm(question: &QuestionNode) -> bool {
    let has_own = || {
        question
            .confirmations
            .iter()
            .any(|own| own.message == ConfirmationMessage::Initial)
    };
    question.focus != Focus::Intent || has_own()
}
