//! What all actions have in common, whatever they are.

use bavard_dialog::{Action, Message, Selectable, View};
use serde_json::{Map, Value};

use super::expectation::ActionName;

/// The parts of an action; one that the kind of action does not have is empty.
#[derive(Debug, Clone, Copy)]
pub struct ActionParts<'a> {
    /// By which conversation files know it.
    pub name: ActionName,
    /// Name of its node.
    pub node: &'a str,
    /// Its own message, said after those of the reply.
    pub message: Option<&'a Message>,
    /// How it is to be rendered.
    pub view: Option<&'a View>,
    /// What the node gives out.
    pub data: &'a Map<String, Value>,
    /// What can be picked.
    pub selectables: &'a [Selectable],
}

impl<'a> ActionParts<'a> {
    /// The parts of an action.
    pub fn of(action: &'a Action) -> ActionParts<'a> {
        match action {
            Action::Question(question) => ActionParts {
                name: ActionName::Qa,
                node: &question.node,
                message: question.message.as_ref(),
                view: question.view.as_ref(),
                data: &question.data,
                selectables: &question.selectables,
            },
            Action::DataAccess(access) => ActionParts {
                name: ActionName::Da,
                node: &access.id,
                message: access.message.as_ref(),
                view: access.view.as_ref(),
                data: &access.data,
                selectables: &[],
            },
            Action::Continue(wait) => ActionParts {
                name: ActionName::Continue,
                node: &wait.id,
                message: wait.message.as_ref(),
                view: wait.view.as_ref(),
                data: &wait.data,
                selectables: &[],
            },
            Action::Escalation(escalation) => ActionParts {
                name: ActionName::Escalation,
                node: &escalation.id,
                message: escalation.message.as_ref(),
                view: escalation.view.as_ref(),
                data: &escalation.data,
                selectables: &[],
            },
            Action::End(end) => ActionParts {
                name: ActionName::End,
                node: &end.id,
                message: None,
                view: None,
                data: &end.data,
                selectables: &[],
            },
        }
    }
}
