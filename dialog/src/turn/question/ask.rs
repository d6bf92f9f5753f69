//! Asking (model.md section 5, "Ask").

use super::recognition::recognition_settings;
use super::recovery::{exhausted, give_up};
use super::resources::orchestration;
use super::selectables::selectables;
use crate::model::{Group, Key, Node, QuestionNode};
use crate::reply::{Action, DtmfMapping, Message, Question};
use crate::session::Waiting;
use crate::turn::items::{PromptTiming, Ran};
use crate::turn::run::{Flow, Turn};

/// Asks: the first time with the initial message; later, where there is one, with the reentry message. Only questions
/// that have one need to remember that they were asked.
pub(in crate::turn) fn ask<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
) -> Flow {
    if let Some(event) = exhausted(turn, key, question) {
        return give_up(turn, key, question, None, event);
    }
    let has_items = |group: &Group| {
        group
            .get(turn.channel, turn.model.default_channel)
            .is_some_and(|items| !items.is_empty())
    };
    let id = &turn.model.nodes.get(key).id;
    let items = if has_items(&question.reentry_message) && !turn.state.asked.insert(id.clone()) {
        &question.reentry_message
    } else {
        &question.initial_message
    };
    match turn.run_items(items, PromptTiming::InOrder, &question.settings) {
        Err(cause) => Flow::error(key, cause),
        Ok(Ran {
            transition: Some(transition),
            message,
        }) => {
            turn.queue(message, None);
            Flow::Follow(transition, key)
        }
        Ok(Ran {
            transition: None,
            message,
        }) => wait(turn, key, question, message),
    }
}

/// Waits for an answer to what was said.
pub(super) fn wait<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    mut message: Message,
) -> Flow {
    message.tts_voice = turn.tts_voice(&question.settings);
    turn.remember(&message);
    let id = turn.model.nodes.get(key).id.clone();
    let action = action(turn, key, question, message);
    Flow::answer(Action::Question(action), Waiting::Answer(id))
}

/// Waits for a yes or no. What belongs to the question itself is left out: its view, what could be picked, and its
/// keys, in whose place come `1` for yes and `2` for no, as the messages of real exports say.
pub(super) fn wait_to_confirm<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    mut message: Message,
) -> Flow {
    message.tts_voice = turn.tts_voice(&question.settings);
    turn.remember(&message);
    let mut action = action(turn, key, question, message);
    action.view = None;
    action.selectables.clear();
    let takes_keys = turn.model.channels.get(turn.channel).modes.dtmf;
    if let Some(settings) = action.recognition_settings.as_mut().filter(|_| takes_keys) {
        let commands = turn.model.commands.as_ref();
        let commands = commands.map(|commands| &turn.model.entities.get(commands.entity).name);
        let mappings = &mut settings.dtmf_mappings;
        mappings.retain(|mapping| {
            Some(&mapping.id) == commands && !matches!(mapping.dtmf_key.as_str(), "1" | "2")
        });
        mappings.extend([("yes", "1"), ("no", "2")].map(|(value, key)| DtmfMapping {
            id: "YES_NO".to_owned(),
            value: value.to_owned(),
            dtmf_key: key.to_owned(),
        }));
    }
    let id = turn.model.nodes.get(key).id.clone();
    Flow::answer(Action::Question(action), Waiting::Confirmation(id))
}

fn action(turn: &Turn<'_>, key: Key<Node>, question: &QuestionNode, message: Message) -> Question {
    let node = turn.model.nodes.get(key);
    Question {
        node: node.name.clone(),
        message: Some(message).filter(|message| !message.is_empty()),
        data: turn.send_data(&question.send),
        view: question.view.clone(),
        selectables: selectables(turn, question),
        recognition_settings: recognition_settings(turn, key, question),
        mask: question
            .focus
            .entity()
            .is_some_and(|entity| turn.model.is_sensitive(entity)),
        orchestration: orchestration(turn).map(Box::new),
    }
}
