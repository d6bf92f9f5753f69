//! What a click on a part of a message does.

/// What happens when the element is clicked (`data-mix-action`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MixAction {
    /// Picks, as a button of `qa_action.selectable` would (`data-mix-action="selectable"`).
    Selectable {
        /// Name of an entity, or `INTENT` (`data-mix-selectable-id`). Not empty.
        id: String,
        /// What is picked (`data-mix-selectable-value`).
        value: String,
    },
    /// Says something in the visitor's name, as if typed (`data-mix-action="input"`).
    Input {
        /// What is said (`data-mix-input`). Not empty.
        text: String,
    },
}

/// The `data-mix-*` attributes of one element, as they come.
#[derive(Debug, Default)]
pub(super) struct MixAttributes {
    action: Option<String>,
    selectable_id: Option<String>,
    selectable_value: Option<String>,
    input: Option<String>,
}

impl MixAttributes {
    /// Takes note of the attribute `name`.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let place = match name {
            "data-mix-action" => &mut self.action,
            "data-mix-selectable-id" => &mut self.selectable_id,
            "data-mix-selectable-value" => &mut self.selectable_value,
            "data-mix-input" => &mut self.input,
            _ => return,
        };
        *place = Some(value.to_owned());
    }

    /// What they say together; `None` if anything of it is missing.
    pub(super) fn into_action(self) -> Option<MixAction> {
        match self.action?.trim().to_ascii_lowercase().as_str() {
            "selectable" => {
                let id = self.selectable_id.filter(|id| !id.is_empty())?;
                Some(MixAction::Selectable {
                    id,
                    value: self.selectable_value?,
                })
            }
            "input" => {
                let text = self.input.filter(|text| !text.trim().is_empty())?;
                Some(MixAction::Input { text })
            }
            _ => None,
        }
    }
}
