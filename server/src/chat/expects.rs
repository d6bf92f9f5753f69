//! What a session expects of the designer.

use bavard_dialog::Action;

use crate::conversation_file::Selected;

/// What the session expects of the designer.
#[derive(Debug)]
pub(super) enum Expects {
    /// To play the visitor.
    Visitor {
        choices: Vec<Selected>,
        masked: bool,
    },
    /// To play the client, which fetches data or hands over.
    Data { node: String },
    /// To go on after a turn that failed in the middle.
    Continue,
    /// Nothing more.
    Nothing,
}

impl Expects {
    pub(super) fn after(action: &Action) -> Expects {
        match action {
            Action::Question(question) => Expects::Visitor {
                choices: question
                    .selectables
                    .iter()
                    .map(|item| Selected {
                        id: item.id.clone(),
                        value: item.value.clone(),
                    })
                    .collect(),
                masked: question.mask,
            },
            Action::DataAccess(access) => Expects::Data {
                node: access.id.clone(),
            },
            Action::Escalation(escalation) => Expects::Data {
                node: escalation.id.clone(),
            },
            Action::Continue(_) => Expects::Continue,
            Action::End(_) => Expects::Nothing,
        }
    }

    /// The choice with this number, counted from 1.
    pub(super) fn choice(&self, text: &str) -> Option<Selected> {
        match self {
            Expects::Visitor { choices, .. } => {
                let index = text.parse::<usize>().ok()?.checked_sub(1)?;
                choices.get(index).cloned()
            }
            _ => None,
        }
    }
}
