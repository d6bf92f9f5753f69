//! The state of a conversation in a few words, for the inspector. Nothing that was said is in it.

use serde_json::{Value, json};

use super::phase::{Phase, Stage};
use super::turn::Work;
use super::{Composer, Conversation};

impl Conversation {
    /// Where the conversation stands, as a plain object: `phase`, `session`, `masked`, `selectables`, `view`, `entries`.
    #[must_use]
    pub fn inspection(&self) -> Value {
        let question = self.question();
        json!({
            "phase": self.phase_name(),
            "session": self.session_id(),
            "masked": matches!(self.composer(), Composer::Open { masked: true }),
            "selectables": question.map_or(0, |question| question.selectables.len()),
            "view": question.and_then(|question| question.view.as_ref()),
            "entries": self.transcript().len(),
        })
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
