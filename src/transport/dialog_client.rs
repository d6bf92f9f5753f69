//! The calls of a conversation, made.

use tonic::{Code, Request, Response, Status};

use super::failure::classify;
use super::{BearerTokenSource, GrpcWeb};
use crate::conversation::{Call, CallAnswer, Failure};
use crate::protocol::dlg::v1::dialog_service_client::DialogServiceClient;

/// Makes the conversation's calls to one DialogService.
#[derive(Debug, Clone)]
pub struct DialogClient {
    service: DialogServiceClient<GrpcWeb>,
    tokens: BearerTokenSource,
}

impl DialogClient {
    /// A client of the service at `endpoint`, a base URL.
    #[must_use]
    pub fn new(endpoint: &str, tokens: BearerTokenSource) -> Self {
        let transport = GrpcWeb::new(endpoint, tokens.clone());
        Self {
            service: DialogServiceClient::new(transport),
            tokens,
        }
    }

    /// Makes a call. A token that the service refuses is replaced once. Dropping the future cancels the request.
    ///
    /// # Errors
    /// Why there was no answer, or none that makes sense.
    pub async fn call(&self, call: &Call) -> Result<CallAnswer, Failure> {
        match self.attempt(call).await {
            Err(Attempt::Refused(status))
                if status.code() == Code::Unauthenticated && self.tokens.forget() =>
            {
                self.attempt(call).await
            }
            answered => answered,
        }
        .map_err(Attempt::into_failure)
    }

    async fn attempt(&self, call: &Call) -> Result<CallAnswer, Attempt> {
        let mut service = self.service.clone();
        Ok(match call {
            Call::Start(request) => CallAnswer::started(answer(
                service.start(Request::new((**request).clone())).await,
            )?)
            .map_err(Attempt::nonsense)?,
            Call::Execute(request) => CallAnswer::executed(answer(
                service.execute(Request::new((**request).clone())).await,
            )?)
            .map_err(Attempt::nonsense)?,
            Call::Update(request) => {
                answer(service.update(Request::new(request.clone())).await)?;
                CallAnswer::Updated
            }
            Call::Stop(request) => {
                answer(service.stop(Request::new(request.clone())).await)?;
                CallAnswer::Stopped
            }
        })
    }
}

/// Why one attempt brought no answer.
enum Attempt {
    Refused(Status),
    Nonsense(Failure),
}

impl Attempt {
    fn nonsense(error: impl Into<Failure>) -> Self {
        Self::Nonsense(error.into())
    }

    fn into_failure(self) -> Failure {
        match self {
            Self::Refused(status) => classify(&status, browser_is_online()),
            Self::Nonsense(failure) => failure,
        }
    }
}

fn answer<T>(result: Result<Response<T>, Status>) -> Result<T, Attempt> {
    result.map(Response::into_inner).map_err(Attempt::Refused)
}

fn browser_is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
