//! Which message is said at a point of recovery or confirmation: that of the question, or that of the project.

use crate::model::{
    ConfirmationMessage, Group, NodeBehavior, ProjectBehavior, QuestionNode, RecoveryMessage,
};
use crate::reply::Message;
use crate::turn::EventCause;
use crate::turn::items::PromptTiming;
use crate::turn::run::Turn;

/// What is said in recovery. A failure beyond those that the design has messages for is answered like the last of
/// them, as in VoiceXML, which these designs come from.
pub(super) fn recovery_message<'p>(
    turn: &Turn<'p>,
    question: &'p QuestionNode,
    wanted: RecoveryMessage,
) -> Option<&'p Group> {
    let (own, shared) = (&question.recoveries, &turn.model.recoveries);
    fallbacks(wanted)
        .find_map(|wanted| message(turn, question, own, shared, wanted))
        .flatten()
}

/// What is said in a confirmation, by the same rule.
pub(super) fn confirmation_message<'p>(
    turn: &Turn<'p>,
    question: &'p QuestionNode,
    wanted: ConfirmationMessage,
) -> Option<&'p Group> {
    let (own, shared) = (&question.confirmations, &turn.model.confirmations);
    let pick = |wanted| message(turn, question, own, shared, wanted);
    match wanted {
        ConfirmationMessage::Recovery(recovery) => fallbacks(recovery)
            .map(ConfirmationMessage::Recovery)
            .find_map(pick),
        wanted => pick(wanted),
    }
    .flatten()
}

/// Adds what a group says. These messages lead nowhere; only a question's own actions do.
pub(super) fn say<'p>(
    turn: &mut Turn<'p>,
    items: &'p Group,
    question: &'p QuestionNode,
    message: &mut Message,
) -> Result<(), EventCause> {
    let said = turn
        .run_items(items, PromptTiming::InOrder, &question.settings)?
        .message;
    message.visual.extend(said.visual);
    message.nlg.extend(said.nlg);
    message.audio.extend(said.audio);
    Ok(())
}

/// A message in the session's language that says nothing yet.
pub(super) fn silence(turn: &Turn<'_>) -> Message {
    Message {
        language: turn.state.language.to_string(),
        ..Message::default()
    }
}

/// The message itself, then those of the levels below it. Messages before a prompt belong to their level alone.
fn fallbacks(wanted: RecoveryMessage) -> impl Iterator<Item = RecoveryMessage> {
    // Nobody writes more levels than this, and a setting could allow for billions of failures.
    const LEVELS: u32 = 32;
    std::iter::successors(Some(wanted), |above| match above {
        RecoveryMessage::At(failure, level) if *level > 1 => {
            Some(RecoveryMessage::At(*failure, (*level - 1).min(LEVELS)))
        }
        _ => None,
    })
}

/// The question's message, else that of the project: `Some(None)` is one that is off on this channel.
fn message<'p, M: PartialEq>(
    turn: &Turn<'p>,
    question: &QuestionNode,
    own: &'p [NodeBehavior<M>],
    shared: &'p [ProjectBehavior<M>],
    wanted: M,
) -> Option<Option<&'p Group>> {
    match own.iter().find(|own| own.message == wanted) {
        Some(own) => Some((!own.disabled_channels.contains(&turn.channel)).then_some(&own.items)),
        None => shared_message(turn, question, shared, &wanted),
    }
}

/// The project's message for the session's channel, else that for all channels; on each, one for the collection type
/// goes first. One that is off on the channel also hides the one for all.
fn shared_message<'p, M: PartialEq>(
    turn: &Turn<'p>,
    question: &QuestionNode,
    shared: &'p [ProjectBehavior<M>],
    wanted: &M,
) -> Option<Option<&'p Group>> {
    let rank = |behavior: &ProjectBehavior<M>| {
        let for_channel = match behavior.channel {
            Some(channel) if channel == turn.channel => true,
            channel if channel.is_none() || channel == turn.model.default_channel => false,
            _ => return None,
        };
        let for_type = !behavior.collection_type.is_empty();
        if for_type && behavior.collection_type != question.collection_type {
            return None;
        }
        Some((for_channel, for_type))
    };
    let fitting = shared
        .iter()
        .filter(|behavior| behavior.message == *wanted)
        .filter_map(|behavior| Some((rank(behavior)?, behavior)));
    // The first of equals, as everywhere in the file.
    let best = fitting.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, behavior)| behavior.enabled.then_some(&behavior.items))
}
