//! One Execute, from the claimed session to its new state.

use bavard_dialog::{Input, SessionState};
use tonic::{Code, Status};

use super::service::Parts;
use crate::project::HostedProject;
use crate::protocol::dlg::v1::ExecuteResponse;
use crate::protocol::dlg::v1::common::Selector;
use crate::session::TurnClaim;
use crate::turn::{TurnFailure, TurnOutcome};
use crate::wire::{execute_response, start_status, store_status, turn_status};

impl Parts {
    /// Takes the turn and ends the claim: the session goes on from the new state, or from the old one if the turn
    /// failed.
    pub(super) async fn take_claimed_turn(
        &self,
        claim: TurnClaim,
        selector: Option<Selector>,
        input: Input,
        session_id: &str,
    ) -> Result<ExecuteResponse, Status> {
        match self.take_turn(&claim, selector, input, session_id).await {
            Ok(outcome) => {
                if outcome.state.is_ended() {
                    tracing::info!(project = %claim.session().tag, "session ended");
                }
                claim
                    .finish(outcome.state)
                    .await
                    .map_err(|error| store_status(error, session_id))?;
                Ok(execute_response(outcome.reply))
            }
            Err(status) => {
                claim.abandon().await;
                Err(status)
            }
        }
    }

    async fn take_turn(
        &self,
        claim: &TurnClaim,
        selector: Option<Selector>,
        input: Input,
        session_id: &str,
    ) -> Result<TurnOutcome, Status> {
        let session = claim.session();
        let hosted = self.hosted(session)?;
        let state = selected(&hosted, &session.state, selector)?;
        self.turn_taker
            .take(&hosted, &state, input)
            .await
            .map_err(|failure| failure_status(&failure, &hosted, session_id))
    }
}

/// The session in the channel and language that the selector asks for, which may be others than those of the Start.
fn selected(
    hosted: &HostedProject,
    state: &SessionState,
    selector: Option<Selector>,
) -> Result<SessionState, Status> {
    let Selector {
        channel, language, ..
    } = selector.unwrap_or_default();
    hosted
        .project
        .select(state, &channel, &language)
        .map_err(|error| start_status(&error))
}

fn failure_status(failure: &TurnFailure, hosted: &HostedProject, session_id: &str) -> Status {
    let status = match failure {
        TurnFailure::Engine(error) => turn_status(error, session_id),
        TurnFailure::Understanding(failure) => Status::unavailable(failure.to_string()),
        TurnFailure::TooManyFetches { .. } => Status::internal(failure.to_string()),
        TurnFailure::TimedOut => Status::deadline_exceeded(failure.to_string()),
    };
    if status.code() == Code::Internal {
        tracing::error!(project = %hosted.tag, %failure, "the project cannot go on");
    }
    status
}
