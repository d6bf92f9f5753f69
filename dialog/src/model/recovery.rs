//! What is said after a failed attempt to answer (model.md section 5, "Recovery"), and who says it.

use super::{Channel, Group, Key};

/// How an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    NoMatch,
    NoInput,
}

/// Which recovery message a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecoveryMessage {
    /// `nomatch1-pre-prompt`: before the prompt of the n-th failure.
    Before(Failure, u32),
    /// `nomatch1-prompt`: at the n-th failure.
    At(Failure, u32),
    /// `max-nomatch-prompt`: at the last failure.
    Last(Failure),
}

impl RecoveryMessage {
    /// Reads `event`; `level` is the `escalationLevel` that older exports keep beside it.
    pub(crate) fn parse(event: &str, level: u32) -> Option<RecoveryMessage> {
        let failure = |word: &str| match word {
            "nomatch" => Some(Failure::NoMatch),
            "noinput" => Some(Failure::NoInput),
            _ => None,
        };
        if let Some(word) = event.strip_prefix("max-") {
            return failure(word.strip_suffix("-prompt").unwrap_or(word))
                .map(RecoveryMessage::Last);
        }
        let (word, before) = match event.strip_suffix("-pre-prompt") {
            Some(word) => (word, true),
            None => (event.strip_suffix("-prompt").unwrap_or(event), false),
        };
        let digits = word.trim_start_matches(|character: char| !character.is_ascii_digit());
        let level = if digits.is_empty() {
            level.max(1)
        } else {
            digits.parse().ok()?
        };
        let failure = failure(word.strip_suffix(digits)?)?;
        Some(if before {
            RecoveryMessage::Before(failure, level)
        } else {
            RecoveryMessage::At(failure, level)
        })
    }
}

/// What a question says itself at one point of recovery or confirmation; `M` names the point.
#[derive(Debug)]
pub(crate) struct NodeBehavior<M> {
    pub message: M,
    pub items: Group,
    pub disabled_channels: Vec<Key<Channel>>,
}

/// What the project says at one point of recovery or confirmation, on one channel.
#[derive(Debug)]
pub(crate) struct ProjectBehavior<M> {
    pub channel: Option<Key<Channel>>,
    /// The collection type that it is for; empty: every one.
    pub collection_type: String,
    pub message: M,
    pub items: Group,
    /// Whether it is said on that channel; a disabled one also hides the default channel's.
    pub enabled: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_recovery_events_are_read() {
        for (event, level, expected) in [
            (
                "nomatch2-prompt",
                0,
                Some(RecoveryMessage::At(Failure::NoMatch, 2)),
            ),
            (
                "noinput1-pre-prompt",
                0,
                Some(RecoveryMessage::Before(Failure::NoInput, 1)),
            ),
            (
                "max-nomatch-prompt",
                0,
                Some(RecoveryMessage::Last(Failure::NoMatch)),
            ),
            ("nomatch", 3, Some(RecoveryMessage::At(Failure::NoMatch, 3))),
            ("noinput", 0, Some(RecoveryMessage::At(Failure::NoInput, 1))),
            ("nomatch99999999999-prompt", 0, None),
            ("yes-prompt", 0, None),
        ] {
            assert_eq!(RecoveryMessage::parse(event, level), expected, "{event}");
        }
    }
}
