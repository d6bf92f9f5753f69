//! The service: finds session and project of each call.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use futures::Stream;
use tokio_util::task::TaskTracker;
use tonic::{Code, Request, Response, Status, Streaming};

use super::start::{model_tag, new_session_id, session_start};
use crate::clock::Clock;
use crate::config::SessionLimits;
use crate::project::{HostedProject, HostedProjects, ProjectTag};
use crate::protocol::dlg::v1::common::StartResponsePayload;
use crate::protocol::dlg::v1::dialog_service_server;
use crate::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};
use crate::session::{
    ClaimError, Session, SessionId, SessionStore, StoreError, TurnClaim, after, session_timeout,
};
use crate::turn::{TURN_LIMIT, TurnTaker};
use crate::wire::{
    claim_status, create_status, execute_input, invalid_request_status, missing_session,
    start_data, start_status, store_status, update_data,
};

/// Answers the calls of `nuance.dlg.v1.DialogService`. Cheap to clone: every transport has its own.
#[derive(Debug, Clone)]
pub struct DialogService(Arc<Parts>);

#[derive(Debug)]
pub(super) struct Parts {
    projects: HostedProjects,
    pub(super) sessions: Arc<dyn SessionStore>,
    clock: Arc<dyn Clock>,
    limits: SessionLimits,
    pub(super) turn_taker: TurnTaker,
    running_turns: TaskTracker,
}

impl Parts {
    /// The project that new sessions of a model run.
    pub(super) fn current(&self, tag: &ProjectTag) -> Result<Arc<HostedProject>, Status> {
        self.projects.current(tag).ok_or_else(|| missing_model(tag))
    }

    /// The project that a session runs.
    pub(super) fn hosted(&self, session: &Session) -> Result<Arc<HostedProject>, Status> {
        self.projects
            .at(&session.tag, &session.project_version)
            .ok_or_else(|| missing_model(&session.tag))
    }
}

impl DialogService {
    /// A service for these projects.
    pub fn new(
        projects: HostedProjects,
        sessions: Arc<dyn SessionStore>,
        clock: Arc<dyn Clock>,
        limits: SessionLimits,
        turn_taker: TurnTaker,
    ) -> DialogService {
        DialogService(Arc::new(Parts {
            projects,
            sessions,
            clock,
            limits,
            turn_taker,
            running_turns: TaskTracker::new(),
        }))
    }

    /// Waits for the turns that are running; to be called when no new ones can come.
    pub async fn finish_turns(&self) {
        self.0.running_turns.close();
        self.0.running_turns.wait().await;
    }

    async fn start_session(&self, request: StartRequest) -> Result<StartResponse, Status> {
        let mut payload = request.payload.unwrap_or_default();
        let data = start_data(&mut payload).map_err(|error| invalid_request_status(&error))?;
        let hosted = self.0.current(&model_tag(&payload)?)?;
        let timeout = session_timeout(request.session_timeout_sec, &self.0.limits)
            .map_err(|error| Status::out_of_range(error.to_string()))?;
        let id = new_session_id(&request.session_id)?;
        let state = hosted
            .project
            .start(&session_start(&hosted, request.selector, data))
            .map_err(|error| start_status(&error))?;
        let session = Session {
            tag: hosted.tag.clone(),
            project_version: hosted.version.clone(),
            state,
            timeout,
            expires_at: after(self.0.clock.now(), timeout),
            turn_until: None,
        };
        let session_id = id.as_str().to_owned();
        self.0
            .sessions
            .create(id, session)
            .await
            .map_err(create_status)?;
        tracing::info!(project = %hosted.tag, "session started");
        Ok(StartResponse {
            payload: Some(StartResponsePayload { session_id }),
        })
    }

    async fn session_status(&self, request: StatusRequest) -> Result<StatusResponse, Status> {
        let id = known_form(&request.session_id)?;
        let stored = self
            .0
            .sessions
            .load(&id)
            .await
            .map_err(|error| store_status(error, &request.session_id))?;
        let remaining = stored.session.expires_at.duration_since(self.0.clock.now());
        Ok(StatusResponse {
            session_remaining_sec: u32::try_from(remaining.as_secs()).unwrap_or_default(),
        })
    }

    async fn update_session(&self, request: UpdateRequest) -> Result<UpdateResponse, Status> {
        let data = update_data(request.payload).map_err(|error| invalid_request_status(&error))?;
        let claim = match self.claim(&request.session_id).await {
            Ok(claim) => claim,
            // Only meant to keep the session alive, which the running turn does by itself.
            Err(ClaimError::TurnRunning) if data.is_empty() => return Ok(UpdateResponse {}),
            Err(error) => return Err(claim_status(error, &request.session_id)),
        };
        let session = claim.session();
        let updated = match self.0.hosted(session) {
            Ok(hosted) => hosted.project.update(&session.state, &data),
            Err(status) => {
                claim.abandon().await;
                return Err(status);
            }
        };
        claim
            .finish(updated)
            .await
            .map_err(|error| store_status(error, &request.session_id))?;
        Ok(UpdateResponse {})
    }

    /// Takes the turn in a task of its own. A turn that has begun runs to its end even when the client hangs up, or
    /// else a backend would have been called for a session that knows nothing of it.
    async fn execute_turn(&self, request: ExecuteRequest) -> Result<ExecuteResponse, Status> {
        let input =
            execute_input(request.payload).map_err(|error| invalid_request_status(&error))?;
        let claim = self
            .claim(&request.session_id)
            .await
            .map_err(|error| claim_status(error, &request.session_id))?;
        let parts = Arc::clone(&self.0);
        let turn = async move {
            parts
                .take_claimed_turn(claim, request.selector, input, &request.session_id)
                .await
        };
        self.0
            .running_turns
            .spawn(turn)
            .await
            .map_err(|_| Status::internal("the turn broke off"))?
    }

    async fn stop_session(&self, request: StopRequest) -> Result<StopResponse, Status> {
        let id = known_form(&request.session_id)?;
        self.0
            .sessions
            .remove(&id)
            .await
            .map_err(|error| store_status(error, &request.session_id))?;
        tracing::info!("session stopped");
        Ok(StopResponse {})
    }

    async fn claim(&self, session_id: &str) -> Result<TurnClaim, ClaimError> {
        let id = SessionId::parse(session_id).map_err(|_| StoreError::NotFound)?;
        let sessions = Arc::clone(&self.0.sessions);
        TurnClaim::begin(sessions, Arc::clone(&self.0.clock), id, TURN_LIMIT).await
    }
}

fn missing_model(tag: &ProjectTag) -> Status {
    Status::not_found(format!("Could not find model for [{}]", tag.urn()))
}

/// No session has an id of another form.
fn known_form(session_id: &str) -> Result<SessionId, Status> {
    SessionId::parse(session_id).map_err(|_| missing_session(session_id))
}

/// Logs method, outcome and time of a call, and nothing of what it holds.
async fn logged<T>(
    method: &'static str,
    call: impl Future<Output = Result<T, Status>>,
) -> Result<Response<T>, Status> {
    let began = Instant::now();
    let outcome = call.await;
    let code = outcome.as_ref().map_or_else(Status::code, |_| Code::Ok);
    tracing::debug!(method, ?code, elapsed = ?began.elapsed(), "call answered");
    outcome.map(Response::new)
}

#[tonic::async_trait]
impl dialog_service_server::DialogService for DialogService {
    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    async fn start(
        &self,
        request: Request<StartRequest>,
    ) -> Result<Response<StartResponse>, Status> {
        self.0.check_start(&request)?;
        logged("Start", self.start_session(request.into_inner())).await
    }

    async fn status(
        &self,
        request: Request<StatusRequest>,
    ) -> Result<Response<StatusResponse>, Status> {
        let session_id = &request.get_ref().session_id;
        self.0
            .check_session(request.extensions(), session_id)
            .await?;
        logged("Status", self.session_status(request.into_inner())).await
    }

    async fn update(
        &self,
        request: Request<UpdateRequest>,
    ) -> Result<Response<UpdateResponse>, Status> {
        let session_id = &request.get_ref().session_id;
        self.0
            .check_session(request.extensions(), session_id)
            .await?;
        logged("Update", self.update_session(request.into_inner())).await
    }

    async fn execute(
        &self,
        request: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        let session_id = &request.get_ref().session_id;
        self.0
            .check_session(request.extensions(), session_id)
            .await?;
        logged("Execute", self.execute_turn(request.into_inner())).await
    }

    async fn execute_stream(
        &self,
        _request: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Self::ExecuteStreamStream>, Status> {
        Err(Status::unimplemented(
            "this server has no speech: take turns with Execute",
        ))
    }

    async fn stop(&self, request: Request<StopRequest>) -> Result<Response<StopResponse>, Status> {
        let session_id = &request.get_ref().session_id;
        self.0
            .check_session(request.extensions(), session_id)
            .await?;
        logged("Stop", self.stop_session(request.into_inner())).await
    }
}
