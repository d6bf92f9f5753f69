//! Confirming what was understood (model.md section 5, "Confirmation").

use super::RecoveryMessage;

/// Which message of a confirmation a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConfirmationMessage {
    /// `initial-prompt`: asks whether it is right.
    Initial,
    /// `yes-prompt`: it is right.
    Yes,
    /// `no-prompt`: it is not.
    No,
    /// The answer to that was not understood, or there was none.
    Recovery(RecoveryMessage),
}

impl ConfirmationMessage {
    /// Reads `event`; `level` is the `escalationLevel` that older exports keep beside it.
    pub(crate) fn parse(event: &str, level: u32) -> Option<ConfirmationMessage> {
        Some(match event.strip_suffix("-prompt").unwrap_or(event) {
            "initial" => ConfirmationMessage::Initial,
            "yes" => ConfirmationMessage::Yes,
            "no" => ConfirmationMessage::No,
            _ => ConfirmationMessage::Recovery(RecoveryMessage::parse(event, level)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Failure;

    #[test]
    fn both_spellings_of_confirmation_events_are_read() {
        let nomatch =
            |level| ConfirmationMessage::Recovery(RecoveryMessage::At(Failure::NoMatch, level));
        for (event, level, expected) in [
            ("initial-prompt", 0, Some(ConfirmationMessage::Initial)),
            ("yes-prompt", 0, Some(ConfirmationMessage::Yes)),
            ("no", 0, Some(ConfirmationMessage::No)),
            ("nomatch2-prompt", 0, Some(nomatch(2))),
            ("nomatch", 3, Some(nomatch(3))),
            ("maybe-prompt", 0, None),
        ] {
            assert_eq!(
                ConfirmationMessage::parse(event, level),
                expected,
                "{event}"
            );
        }
    }
}
