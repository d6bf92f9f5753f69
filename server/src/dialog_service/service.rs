//! The service: finds session and project of each call.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use futures::Stream;
use http::Extensions;
use tokio_util::task::TaskTracker;
use tonic::metadata::{MetadataMap, MetadataValue};
use tonic::{Code, Request, Response, Status, Streaming};

use super::access::check_start;
use super::start::{model_tag, new_session_id, session_start};
use crate::auth::Caller;
use crate::client_address::ClientAddress;
use crate::config::SessionLimits;
use crate::event_log::{EndReason, EventLog, SessionFacts};
use crate::metrics::TurnNumbers;
use crate::project::{HostedProject, HostedProjects, ProjectTag};
use crate::protocol::dlg::v1::common::StartResponsePayload;
use crate::protocol::dlg::v1::dialog_service_server;
use crate::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};
use crate::session::{
    AddressQuota, Change, Entry, Readied, Session, SessionId, SessionStore, StoreError, Stored,
    TURN_KEY_HEADER, TURNS_ARE_KEPT, TurnKey, TurnRefusal, Version, session_timeout,
};
use crate::turn::TurnTaker;
use crate::wire::{
    create_status, invalid_request_status, missing_session, quota_status, refusal_status,
    start_data, start_status, store_status, update_data,
};

/// Answers the calls of `nuance.dlg.v1.DialogService`. Cheap to clone: every transport has its own.
#[derive(Debug, Clone)]
pub struct DialogService(Arc<Parts>);

#[derive(Debug)]
pub(super) struct Parts {
    projects: Arc<HostedProjects>,
    pub(super) event_log: EventLog,
    pub(super) sessions: Arc<dyn SessionStore>,
    limits: SessionLimits,
    pub(super) quota: AddressQuota,
    pub(super) turn_taker: TurnTaker,
    pub(super) turn_numbers: TurnNumbers,
    pub(super) running_turns: TaskTracker,
}

impl Parts {
    /// Reads a session.
    pub(super) async fn load(&self, id: &SessionId) -> Result<Stored, Status> {
        let stored = self.sessions.load(id).await;
        stored.map_err(|error| store_status(error, id.as_str()))
    }

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
        projects: Arc<HostedProjects>,
        event_log: EventLog,
        sessions: Arc<dyn SessionStore>,
        limits: SessionLimits,
        quota: AddressQuota,
        turn_taker: TurnTaker,
        turn_numbers: TurnNumbers,
    ) -> DialogService {
        DialogService(Arc::new(Parts {
            projects,
            event_log,
            sessions,
            limits,
            quota,
            turn_taker,
            turn_numbers,
            running_turns: TaskTracker::new(),
        }))
    }

    /// Whether the sessions can be reached.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`].
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.0.sessions.ready().await
    }

    /// How many sessions there are, where counting them is cheap.
    pub fn session_count(&self) -> Option<usize> {
        self.0.sessions.session_count()
    }

    /// Waits for the turns that are running; to be called when no new ones can come.
    pub async fn finish_turns(&self) {
        self.0.running_turns.close();
        self.0.running_turns.wait().await;
    }

    async fn start_session(
        &self,
        request: StartRequest,
        client: Option<ClientAddress>,
    ) -> Result<StartResponse, Status> {
        let mut payload = request.payload.unwrap_or_default();
        let data = start_data(&mut payload).map_err(|error| invalid_request_status(&error))?;
        let hosted = self.0.current(&model_tag(&payload)?)?;
        let timeout = session_timeout(request.session_timeout_sec, &self.0.limits)
            .map_err(|error| Status::out_of_range(error.to_string()))?;
        let id = new_session_id(&request.session_id)?;
        let reservation = self
            .0
            .quota
            .begin(client, &id, timeout)
            .await
            .map_err(|reached| quota_status(&reached))?;
        let state = hosted
            .project
            .start(&session_start(&hosted, request.selector, data))
            .map_err(|error| start_status(&error))?;
        let session = Arc::new(Session {
            tag: hosted.tag.clone(),
            project_version: hosted.version.clone(),
            timeout,
            suppress_log_user_data: payload.suppress_log_user_data,
            state: Arc::new(state),
            last_answer: None,
        });
        self.0
            .sessions
            .create(&id, Arc::clone(&session), timeout)
            .await
            .map_err(create_status)?;
        drop(reservation);
        tracing::debug!(project = %hosted.tag, "session started");
        let facts = session_facts(&hosted, &id, &request.user_id, &session);
        self.0.event_log.started(facts);
        Ok(StartResponse {
            payload: Some(StartResponsePayload {
                session_id: id.as_str().to_owned(),
            }),
        })
    }

    async fn session_status(
        &self,
        caller: &Extensions,
        request: StatusRequest,
    ) -> Result<StatusResponse, Status> {
        let id = known_form(&request.session_id)?;
        let stored = self.0.load_for(caller, &id).await?;
        if stored.entry.live().is_none() {
            return Err(missing_session(&request.session_id));
        }
        Ok(StatusResponse {
            session_remaining_sec: u32::try_from(stored.remaining.as_secs()).unwrap_or(u32::MAX),
        })
    }

    async fn update_session(
        &self,
        caller: &Extensions,
        request: UpdateRequest,
    ) -> Result<UpdateResponse, Status> {
        let data = update_data(request.payload).map_err(|error| invalid_request_status(&error))?;
        let id = known_form(&request.session_id)?;
        let Readied {
            session, version, ..
        } = match Readied::of(self.0.load_for(caller, &id).await?) {
            Ok(readied) => readied,
            // Only meant to keep the session alive, which the running turn does by itself.
            Err(TurnRefusal::TurnRunning) if data.is_empty() => return Ok(UpdateResponse {}),
            Err(refusal) => return Err(refusal_status(refusal, &request.session_id)),
        };
        let updated = if data.is_empty() {
            Arc::clone(&session)
        } else {
            let hosted = self.0.hosted(&session)?;
            Arc::new(Session {
                state: Arc::new(hosted.project.update(&session.state, &data)),
                ..Session::clone(&session)
            })
        };
        let change = Change {
            entry: Entry::Live(updated),
            version: Version::fresh(),
            life: session.timeout,
            held: None,
        };
        match self.0.sessions.replace(&id, version, change).await {
            // Whoever was faster has kept it alive.
            Err(StoreError::Conflict) if data.is_empty() => Ok(UpdateResponse {}),
            outcome => outcome
                .map(|()| UpdateResponse {})
                .map_err(|error| store_status(error, &request.session_id)),
        }
    }

    async fn stop_session(
        &self,
        caller: &Extensions,
        request: StopRequest,
    ) -> Result<StopResponse, Status> {
        let id = known_form(&request.session_id)?;
        // Only a token of some models and the event log make it matter what is being stopped.
        let stopped = if !Caller::may_use_all_models(caller) {
            Some(self.0.load_for(caller, &id).await?)
        } else if self.0.event_log.is_on() {
            self.0.load(&id).await.ok()
        } else {
            None
        };
        self.0
            .sessions
            .remove(&id, None)
            .await
            .map_err(|error| store_status(error, &request.session_id))?;
        self.0.quota.end(&id);
        tracing::debug!("session stopped");
        let session = stopped.as_ref().and_then(|stored| stored.entry.live());
        if let Some(session) = session
            && let Ok(hosted) = self.0.hosted(session)
        {
            let facts = session_facts(&hosted, &id, &request.user_id, session);
            self.0.event_log.ended(facts, EndReason::Stop);
        }
        Ok(StopResponse {})
    }
}

/// A session as the event log is told of it.
pub(super) fn session_facts<'a>(
    hosted: &'a HostedProject,
    id: &'a SessionId,
    user_id: &'a str,
    session: &'a Session,
) -> SessionFacts<'a> {
    SessionFacts {
        hosted,
        id,
        user_id,
        channel: session.state.channel(),
        language: session.state.language(),
        is_suppressed: session.suppress_log_user_data,
    }
}

fn missing_model(tag: &ProjectTag) -> Status {
    Status::not_found(format!("Could not find model for [{}]", tag.urn()))
}

/// The key that the client gives its turn, if it gives one.
fn turn_key(metadata: &MetadataMap) -> Result<Option<TurnKey>, Status> {
    metadata
        .get(TURN_KEY_HEADER)
        .map(|key| TurnKey::parse(key.as_bytes()))
        .transpose()
        .map_err(|error| Status::invalid_argument(error.to_string()))
}

/// No session has an id of another form.
pub(super) fn known_form(session_id: &str) -> Result<SessionId, Status> {
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
    outcome.map(|answer| {
        let mut answer = Response::new(answer);
        answer
            .metadata_mut()
            .insert(TURN_KEY_HEADER, MetadataValue::from_static(TURNS_ARE_KEPT));
        answer
    })
}

#[tonic::async_trait]
impl dialog_service_server::DialogService for DialogService {
    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    async fn start(
        &self,
        request: Request<StartRequest>,
    ) -> Result<Response<StartResponse>, Status> {
        let (_, caller, request) = request.into_parts();
        check_start(&caller, &request)?;
        let client = caller.get::<ClientAddress>().copied();
        logged("Start", self.start_session(request, client)).await
    }

    async fn status(
        &self,
        request: Request<StatusRequest>,
    ) -> Result<Response<StatusResponse>, Status> {
        let (_, caller, request) = request.into_parts();
        logged("Status", self.session_status(&caller, request)).await
    }

    async fn update(
        &self,
        request: Request<UpdateRequest>,
    ) -> Result<Response<UpdateResponse>, Status> {
        let (_, caller, request) = request.into_parts();
        logged("Update", self.update_session(&caller, request)).await
    }

    async fn execute(
        &self,
        request: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        let (metadata, caller, request) = request.into_parts();
        let call = async {
            let key = turn_key(&metadata)?;
            self.0.execute(&caller, request, key).await
        };
        logged("Execute", call).await
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
        let (_, caller, request) = request.into_parts();
        logged("Stop", self.stop_session(&caller, request)).await
    }
}
