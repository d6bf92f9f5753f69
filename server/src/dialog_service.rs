//! `nuance.dlg.v1.DialogService`: what each call means for a session.

use std::pin::Pin;
use std::sync::Arc;

use bavard_dialog::{Input, SessionStart, SessionState};
use futures::Stream;
use serde_json::{Map, Value};
use tokio_util::task::TaskTracker;
use tonic::{Request, Response, Status, Streaming};
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::SessionLimits;
use crate::project::{HostedProject, HostedProjects, ProjectTag};
use crate::protocol::dlg::v1::common::{Selector, StartRequestPayload, StartResponsePayload};
use crate::protocol::dlg::v1::dialog_service_server;
use crate::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};
use crate::session::{Session, SessionId, SessionStore, TurnClaim, after, session_timeout};
use crate::turn::{TURN_LIMIT, TurnFailure, TurnTaker};
use crate::wire::{
    SelectedLanguage, claim_status, create_status, execute_input, execute_response,
    invalid_request_status, json_from_struct, missing_session, selected_language, start_data,
    start_status, store_status, turn_status,
};

/// Answers the calls of `nuance.dlg.v1.DialogService`. Cheap to clone: every transport has its own.
#[derive(Debug, Clone)]
pub struct DialogService(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    projects: HostedProjects,
    sessions: Arc<dyn SessionStore>,
    clock: Arc<dyn Clock>,
    limits: SessionLimits,
    turn_taker: TurnTaker,
    running_turns: TaskTracker,
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

    async fn claim(&self, session_id: &str) -> Result<TurnClaim, Status> {
        let id = SessionId::parse(session_id).map_err(|_| missing_session(session_id))?;
        TurnClaim::begin(
            Arc::clone(&self.0.sessions),
            Arc::clone(&self.0.clock),
            id,
            TURN_LIMIT,
        )
        .await
        .map_err(|error| claim_status(error, session_id))
    }

    /// Takes the turn in a task of its own. A turn that has begun runs to its end even when the client hangs up, or
    /// else a backend would have been called for a session that knows nothing of it.
    async fn take_turn(&self, request: ExecuteRequest) -> Result<ExecuteResponse, Status> {
        let input = execute_input(request.payload).map_err(|e| invalid_request_status(&e))?;
        let claim = self.claim(&request.session_id).await?;
        let parts = Arc::clone(&self.0);
        self.0
            .running_turns
            .spawn(async move {
                parts
                    .run_claimed(claim, request.selector, input, &request.session_id)
                    .await
            })
            .await
            .map_err(|_| Status::internal("the turn broke off"))?
    }
}

impl Parts {
    fn hosted(&self, tag: &ProjectTag) -> Result<&HostedProject, Status> {
        self.projects
            .get(tag)
            .ok_or_else(|| Status::not_found(format!("Could not find model for [{}]", tag.urn())))
    }

    async fn run_claimed(
        &self,
        claim: TurnClaim,
        selector: Option<Selector>,
        input: Input,
        session_id: &str,
    ) -> Result<ExecuteResponse, Status> {
        let tag = claim.session().tag.clone();
        let taken = match self.hosted(&tag) {
            Ok(hosted) => {
                let state = in_selected_language(hosted, &claim.session().state, selector);
                self.turn_taker
                    .take(hosted, &state, input)
                    .await
                    .map_err(|failure| turn_failure_status(&failure, hosted, session_id))
            }
            Err(status) => Err(status),
        };
        match taken {
            Ok(outcome) => {
                let ended = outcome.state.is_ended();
                claim
                    .finish(outcome.state)
                    .await
                    .map_err(|error| store_status(error, session_id))?;
                if ended {
                    tracing::info!(project = %tag, "session ended");
                }
                Ok(execute_response(outcome.reply))
            }
            Err(status) => {
                claim.abandon().await;
                Err(status)
            }
        }
    }
}

/// `language` is session data like any other: the project takes it if it supports it.
fn in_selected_language(
    hosted: &HostedProject,
    state: &SessionState,
    selector: Option<Selector>,
) -> SessionState {
    match selected_language(selector, state.language()) {
        SelectedLanguage::Unchanged => state.clone(),
        SelectedLanguage::Switch(language) => {
            let data = Map::from_iter([("language".to_owned(), Value::String(language))]);
            hosted.project.update(state, &data)
        }
    }
}

fn turn_failure_status(failure: &TurnFailure, hosted: &HostedProject, session_id: &str) -> Status {
    let status = match failure {
        TurnFailure::Engine(error) => turn_status(error, session_id),
        TurnFailure::TooManyFetches { .. } => Status::internal(failure.to_string()),
        TurnFailure::TimedOut => Status::deadline_exceeded(failure.to_string()),
    };
    if status.code() == tonic::Code::Internal {
        tracing::error!(project = %hosted.tag, %failure, "the project cannot go on");
    }
    status
}

/// Channel and language of a session; what the client leaves open is the project's default.
fn session_start(
    hosted: &HostedProject,
    selector: Option<Selector>,
    data: Map<String, Value>,
) -> SessionStart {
    let selector = selector.unwrap_or_default();
    let first_language = hosted.project.languages().first().copied();
    SessionStart {
        channel: or_default(selector.channel, "default"),
        language: or_default(selector.language, first_language.unwrap_or_default()),
        data,
        seed: Uuid::new_v4().as_u64_pair().0,
    }
}

fn or_default(text: String, default: &str) -> String {
    if text.is_empty() {
        default.to_owned()
    } else {
        text
    }
}

fn model_tag(payload: &StartRequestPayload) -> Result<ProjectTag, Status> {
    let uri = payload
        .model_ref
        .as_ref()
        .map(|reference| reference.uri.as_str())
        .filter(|uri| !uri.is_empty())
        .ok_or_else(|| Status::invalid_argument("`payload.model_ref.uri` is missing"))?;
    ProjectTag::from_urn(uri).ok_or_else(|| {
        Status::not_found(
            "Could not find the model: its URN is not urn:nuance-mix:tag:model/TAG/mix.dialog",
        )
    })
}

fn new_session_id(wanted: &str) -> Result<SessionId, Status> {
    if wanted.is_empty() {
        return Ok(SessionId::random());
    }
    SessionId::parse(wanted).map_err(|error| Status::invalid_argument(error.to_string()))
}

#[tonic::async_trait]
impl dialog_service_server::DialogService for DialogService {
    async fn start(
        &self,
        request: Request<StartRequest>,
    ) -> Result<Response<StartResponse>, Status> {
        let request = request.into_inner();
        let mut payload = request.payload.unwrap_or_default();
        let data = start_data(&mut payload).map_err(|e| invalid_request_status(&e))?;
        let hosted = self.0.hosted(&model_tag(&payload)?)?;
        let timeout = session_timeout(request.session_timeout_sec, &self.0.limits)
            .map_err(|error| Status::out_of_range(error.to_string()))?;
        let id = new_session_id(&request.session_id)?;
        let state = hosted
            .project
            .start(&session_start(hosted, request.selector, data))
            .map_err(|error| start_status(&error))?;
        let session = Session {
            tag: hosted.tag.clone(),
            state,
            timeout,
            expires_at: after(self.0.clock.now(), timeout),
            turn_until: None,
        };
        self.0
            .sessions
            .create(id.clone(), session)
            .await
            .map_err(create_status)?;
        tracing::info!(project = %hosted.tag, "session started");
        Ok(Response::new(StartResponse {
            payload: Some(StartResponsePayload {
                session_id: id.as_str().to_owned(),
            }),
        }))
    }

    async fn status(
        &self,
        request: Request<StatusRequest>,
    ) -> Result<Response<StatusResponse>, Status> {
        let session_id = request.into_inner().session_id;
        let id = SessionId::parse(&session_id).map_err(|_| missing_session(&session_id))?;
        let stored = self
            .0
            .sessions
            .load(&id)
            .await
            .map_err(|error| store_status(error, &session_id))?;
        let remaining = stored.session.expires_at.duration_since(self.0.clock.now());
        Ok(Response::new(StatusResponse {
            session_remaining_sec: u32::try_from(remaining.as_secs()).unwrap_or_default(),
        }))
    }

    async fn update(
        &self,
        request: Request<UpdateRequest>,
    ) -> Result<Response<UpdateResponse>, Status> {
        let request = request.into_inner();
        let data = json_from_struct(
            request.payload.unwrap_or_default().data.unwrap_or_default(),
            "payload.data",
        )
        .map_err(|error| invalid_request_status(&error.into()))?;
        let claim = self.claim(&request.session_id).await?;
        let updated = self
            .0
            .hosted(&claim.session().tag)
            .map(|hosted| hosted.project.update(&claim.session().state, &data));
        match updated {
            Ok(state) => claim
                .finish(state)
                .await
                .map_err(|error| store_status(error, &request.session_id))?,
            Err(status) => {
                claim.abandon().await;
                return Err(status);
            }
        }
        Ok(Response::new(UpdateResponse {}))
    }

    async fn execute(
        &self,
        request: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        self.take_turn(request.into_inner())
            .await
            .map(Response::new)
    }

    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    async fn execute_stream(
        &self,
        _request: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Self::ExecuteStreamStream>, Status> {
        Err(Status::unimplemented(
            "this server has no speech: take turns with Execute",
        ))
    }

    async fn stop(&self, request: Request<StopRequest>) -> Result<Response<StopResponse>, Status> {
        let session_id = request.into_inner().session_id;
        let id = SessionId::parse(&session_id).map_err(|_| missing_session(&session_id))?;
        self.0
            .sessions
            .remove(&id)
            .await
            .map_err(|error| store_status(error, &session_id))?;
        tracing::info!("session stopped");
        Ok(Response::new(StopResponse {}))
    }
}
