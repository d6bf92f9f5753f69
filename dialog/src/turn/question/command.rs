//! Commands at a question (model.md section 5, step 1).

use super::actions::{run_actions, to_router};
use super::captured::Captured;
use super::recovery::interrupted;
use crate::expression::text_of;
use crate::model::{Event, Group, Key, Model, Node, QuestionNode};
use crate::turn::run::{Entry, Flow, Turn};

/// What a command does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Command<'p> {
    /// The question's own items run.
    Override(&'p Group),
    Throw(Key<Event>),
}

/// Takes the command out of an answer. One that does nothing here is dropped. What else an utterance with a command
/// says is dropped with it: the visitor wants out of the question, and the documentation does not say otherwise.
pub(super) fn take_command<'p>(
    model: &'p Model,
    key: Key<Node>,
    question: &'p QuestionNode,
    captured: &mut Captured,
) -> Option<Command<'p>> {
    let commands = model.commands.as_ref()?;
    let position = captured
        .entities
        .iter()
        .position(|entity| entity.entity == commands.entity)?;
    let value = text_of(&captured.entities.remove(position).value);
    if let Some(own) = question.command_override(&value) {
        return Some(Command::Override(&own.items));
    }
    model
        .global_commands_at(key)
        .find(|command| command.value == value)
        .map(|command| Command::Throw(command.event))
}

/// Does what a command says. An override that leads nowhere has only answered the visitor; the question stands.
pub(super) fn obey<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    question: &'p QuestionNode,
    command: Command<'p>,
) -> Flow {
    interrupted(turn, key);
    match command {
        Command::Throw(event) => Flow::Throw {
            event: turn.model.events.get(event).name.clone(),
            at: key,
            cause: None,
        },
        Command::Override(items) => match (run_actions(turn, items, question), question.router) {
            (Err(cause), _) => Flow::error(key, cause),
            (Ok(Some(transition)), _) => Flow::Follow(transition, key),
            (Ok(None), Some(router)) => to_router(key, router),
            (Ok(None), None) => Flow::Enter(key, Entry::Normal),
        },
    }
}
