//! The state of a conversation in a few words, for the inspector. Nothing that was said is in it.

use super::phase::{Phase, Stage};
use super::turn::Work;
use super::{Composer, Conversation, SessionId};

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspection<'a> {
    /// What it is doing, in words such as `asking`.
    pub phase: &'static str,
    /// Its session at the service.
    pub session: Option<&'a str>,
    /// Whether the question is masked.
    pub masked: bool,
    /// How many choices there are.
    pub selectables: usize,
    /// The type of the question's view, such as `carousel`; empty without one.
    pub view: &'a str,
    /// How many entries the transcript has.
    pub entries: usize,
}

impl Conversation {
    /// Where the conversation stands.
    #[must_use]
    pub fn inspection(&self) -> Inspection<'_> {
        let question = self.question();
        let view = question.and_then(|question| question.view.as_ref());
        Inspection {
            phase: self.phase_name(),
            session: self.session_id().map(SessionId::as_str),
            masked: self.composer() == Composer::Open { masked: true },
            selectables: question.map_or(0, |question| question.selectables.len()),
            view: view.map_or("", |view| &view.name),
            entries: self.transcript().len(),
        }
    }

    fn phase_name(&self) -> &'static str {
        match &self.phase {
            Phase::Idle => "idle",
            Phase::Starting { .. } => "starting",
            Phase::StartFailed(_) => "start failed",
            Phase::SessionLost => "session lost",
            Phase::Ended => "ended",
            Phase::Stopped => "stopped",
            Phase::Returning { .. } => "returning",
            Phase::Live { stage, .. } => match stage {
                Stage::Interrupted(_) => "interrupted",
                Stage::Asking(_) => "asking",
                Stage::Failed(_) => "turn failed",
                Stage::Turn(turn) => match turn.work {
                    Work::Calling(_) => "calling the service",
                    Work::Fetching { .. } => "fetching from the page",
                    Work::HandingOver { .. } => "handing over",
                    Work::Done => "showing the answer",
                },
            },
        }
    }
}
