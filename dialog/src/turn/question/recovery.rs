//! Failed attempts to answer (model.md section 5, "Recovery").

use super::ask::wait;
use crate::model::{
    Failure, Group, Key, Node, QuestionNode, RecoveryMessage, SettingName, event_name,
};
use crate::reply::Message;
use crate::turn::EventCause;
use crate::turn::items::{PromptTiming, Ran};
use crate::turn::run::{Flow, Turn};

/// Failures after which a question gives up, where the project does not say.
const DEFAULT_MAXIMUM: u32 = 3;

/// Takes a failed attempt: says what is to be said for the n-th failure and asks again, or gives up at the last.
pub(in crate::turn) fn fail<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    failure: Failure,
) -> Flow {
    let node = turn.model.nodes.get(key);
    let failures = turn.state.failures.entry(node.id.clone()).or_default();
    let count = match failure {
        Failure::NoMatch => &mut failures.nomatch,
        Failure::NoInput => &mut failures.noinput,
    };
    *count += 1;
    let count = *count;
    if count >= maximum(turn, question, failure) {
        turn.state.failures.remove(&node.id);
        return give_up(turn, key, question, failure);
    }
    let mut message = Message {
        language: turn.state.language.clone(),
        ..Message::default()
    };
    let groups = [
        project_message(turn, RecoveryMessage::Before(failure, count)),
        own_message(turn, question, RecoveryMessage::At(failure, count)),
    ];
    let mut said = groups.into_iter().flatten().collect::<Vec<_>>();
    // A question that neither has a message for this failure nor repeats itself would leave the visitor in silence.
    if said.is_empty() || repeats_itself(turn, question, failure) {
        said.push(&question.initial_message);
    }
    for items in said {
        if let Err(cause) = say(turn, items, question, &mut message) {
            return Flow::error(key, cause);
        }
    }
    wait(turn, key, question, message)
}

fn give_up<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    failure: Failure,
) -> Flow {
    let mut message = Message {
        language: turn.state.language.clone(),
        ..Message::default()
    };
    if let Some(items) = own_message(turn, question, RecoveryMessage::Last(failure))
        && let Err(cause) = say(turn, items, question, &mut message)
    {
        return Flow::error(key, cause);
    }
    turn.queue(message, None);
    let event = match failure {
        Failure::NoMatch => event_name::MAX_NOMATCHES,
        Failure::NoInput => event_name::MAX_NOINPUTS,
    };
    Flow::Throw {
        event: event.to_owned(),
        at: key,
        cause: None,
    }
}

/// Adds what a group says. Recovery messages lead nowhere; only a question's own actions do.
fn say<'p>(
    turn: &mut Turn<'p>,
    items: &'p Group,
    question: &'p QuestionNode,
    message: &mut Message,
) -> Result<(), EventCause> {
    let Ran { message: said, .. } =
        turn.run_items(items, PromptTiming::InOrder, &question.settings)?;
    message.visual.extend(said.visual);
    message.nlg.extend(said.nlg);
    message.audio.extend(said.audio);
    Ok(())
}

/// The node's message, unless it is off on this channel; else that of the project.
fn own_message<'p>(
    turn: &Turn<'p>,
    question: &'p QuestionNode,
    wanted: RecoveryMessage,
) -> Option<&'p Group> {
    match question
        .recoveries
        .iter()
        .find(|recovery| recovery.message == wanted)
    {
        Some(own) => (!own.disabled_channels.contains(&turn.channel)).then_some(&own.items),
        None => project_message(turn, wanted),
    }
}

/// The project's message for the session's channel, else that for all channels. One that is off on the channel also
/// hides the one for all.
fn project_message<'p>(turn: &Turn<'p>, wanted: RecoveryMessage) -> Option<&'p Group> {
    let model = turn.model;
    let of = |for_all: bool| {
        model
            .recoveries
            .iter()
            .filter(|recovery| recovery.message == wanted)
            .find(|recovery| match recovery.channel {
                Some(channel) if channel == turn.channel => !for_all,
                channel => for_all && (channel.is_none() || channel == model.default_channel),
            })
    };
    of(false)
        .or_else(|| of(true))
        .filter(|recovery| recovery.enabled)
        .map(|recovery| &recovery.items)
}

fn maximum<'p>(turn: &Turn<'p>, question: &'p QuestionNode, failure: Failure) -> u32 {
    let name = match failure {
        Failure::NoMatch => SettingName::MaxNomatch,
        Failure::NoInput => SettingName::MaxNoinput,
    };
    setting(turn, question, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(DEFAULT_MAXIMUM)
}

fn repeats_itself<'p>(turn: &Turn<'p>, question: &'p QuestionNode, failure: Failure) -> bool {
    let name = match failure {
        Failure::NoMatch => SettingName::RepeatAfterNomatch,
        Failure::NoInput => SettingName::RepeatAfterNoinput,
    };
    setting(turn, question, name) != Some("false")
}

fn setting<'p>(turn: &Turn<'p>, question: &'p QuestionNode, name: SettingName) -> Option<&'p str> {
    turn.setting_for(
        name,
        &question.settings,
        question.focus.entity(),
        &question.collection_type,
    )
}
