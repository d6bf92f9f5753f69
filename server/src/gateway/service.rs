//! The calls of the DialogService, made at the endpoint.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::Stream;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tonic::metadata::MetadataMap;
use tonic::{Request, Response, Status, Streaming};

use super::GatewayError;
use super::access_token::{TokenSource, UpstreamToken};
use super::cancellable::Cancellable;
use super::connection::Connection;
use super::deadline::caller_timeout;
use super::failure::{
    caller_status, deadline_status, is_token_refused, refused_status, token_status,
};
use super::metadata::passing;
use super::relay::{Answers, caller_messages};
use super::upstream::Upstream;
use crate::auth::{AllowedModels, Caller};
use crate::clock::Clock;
use crate::config::UpstreamConfig;
use crate::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use crate::protocol::dlg::v1::dialog_service_server::DialogService;
use crate::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};

/// Longest message that the endpoint may answer with, which is also what gRPC clients take unless told otherwise.
const MAX_ANSWER_BYTES: usize = 4 * 1024 * 1024;

/// Answers the calls of `nuance.dlg.v1.DialogService` by making them at a remote endpoint. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Gateway {
    pub(super) upstream: Upstream,
    /// None: the endpoint wants no token.
    pub(super) tokens: Option<TokenSource>,
    pub(super) connect_timeout: Duration,
    call_timeout: Duration,
    models: AllowedModels,
}

impl Gateway {
    /// A gateway before the configured endpoint, which is connected to with the first call.
    ///
    /// # Errors
    ///
    /// When no endpoint is configured, or TLS cannot be used as configured.
    pub fn new(config: &UpstreamConfig, clock: &Arc<dyn Clock>) -> Result<Gateway, GatewayError> {
        let url = config.url.as_ref().ok_or(GatewayError::NoUpstream)?;
        Ok(Gateway {
            upstream: Upstream::new(config, url)?,
            tokens: TokenSource::of_config(config, clock)?,
            connect_timeout: config.connect_timeout,
            call_timeout: config.call_timeout,
            models: config.models.clone(),
        })
    }

    fn connection(&self) -> Result<Connection, Status> {
        self.upstream
            .connection()
            .ok_or_else(|| Status::unavailable("there is no connection"))
    }

    async fn token(&self) -> Result<Option<UpstreamToken>, Status> {
        match &self.tokens {
            None => Ok(None),
            Some(tokens) => tokens.token().await.map(Some).map_err(token_status),
        }
    }

    /// Another token than the one that the endpoint refused; none if there is none to be had.
    async fn replacement(&self, refused: &UpstreamToken) -> Option<UpstreamToken> {
        let tokens = self.tokens.as_ref()?;
        tokens.refused(refused);
        let token = tokens.token().await.ok()?;
        (!token.is_same(refused)).then_some(token)
    }

    /// Makes a unary call, a second time if the endpoint refused the token and there is another: then it did not run
    /// the first.
    async fn unary<Sent, Answered, Call>(
        &self,
        request: Request<Sent>,
        call: impl Fn(DialogServiceClient<Connection>, Request<Sent>) -> Call,
    ) -> Result<Response<Answered>, Status>
    where
        Sent: Clone,
        Call: Future<Output = Result<Response<Answered>, Status>>,
    {
        let timeout = caller_timeout(request.metadata()).map_or(self.call_timeout, |of_caller| {
            of_caller.min(self.call_timeout)
        });
        let deadline = Instant::now() + timeout;
        let (metadata, _, message) = request.into_parts();
        let metadata = passing(metadata);
        let attempt = |token: Option<UpstreamToken>| {
            let timeout = deadline.saturating_duration_since(Instant::now());
            let message = message.clone();
            let request = outgoing(message, metadata.clone(), token.as_ref(), Some(timeout));
            self.connection().map(|connection| {
                let client = DialogServiceClient::new(connection);
                call(client.max_decoding_message_size(MAX_ANSWER_BYTES), request)
            })
        };
        let answered = tokio::time::timeout_at(deadline, async {
            let token = self.token().await?;
            let outcome = attempt(token.clone())?.await;
            let Some(refused) = token else {
                return outcome.map_err(caller_status);
            };
            match outcome {
                Err(status) if is_token_refused(&status) => {}
                outcome => return outcome.map_err(caller_status),
            }
            let Some(token) = self.replacement(&refused).await else {
                return Err(refused_status());
            };
            match attempt(Some(token))?.await {
                Err(status) if is_token_refused(&status) => Err(refused_status()),
                outcome => outcome.map_err(caller_status),
            }
        });
        let response = answered.await.unwrap_or_else(|_| Err(deadline_status()))?;
        Ok(with_passing_metadata(response))
    }

    async fn relayed(
        &self,
        request: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Answers>, Status> {
        let timeout = caller_timeout(request.metadata());
        let (metadata, _, messages) = request.into_parts();
        let token = self.token().await?;
        let (breaks, mut broken) = oneshot::channel();
        let request = outgoing(
            caller_messages(messages, breaks),
            passing(metadata),
            token.as_ref(),
            timeout,
        );
        let (cancellable, call) = Cancellable::new(self.connection()?);
        let mut client =
            DialogServiceClient::new(cancellable).max_decoding_message_size(MAX_ANSWER_BYTES);
        let outcome = tokio::select! {
            outcome = client.execute_stream(request) => outcome,
            // The endpoint may wait for a message before it answers at all.
            Ok(status) = &mut broken => return Err(status),
        };
        match (outcome, token) {
            (Ok(response), _) => {
                let response = response.map(|answers| Answers::new(answers, broken, call));
                Ok(with_passing_metadata(response))
            }
            // What the caller has said is gone, so that there is no second attempt; the next call has a new token.
            (Err(status), Some(token)) if is_token_refused(&status) => {
                if let Some(tokens) = &self.tokens {
                    tokens.refused(&token);
                }
                Err(refused_status())
            }
            (Err(status), _) => Err(caller_status(status)),
        }
    }

    /// Refuses a model that neither the operator nor the caller's token allows.
    fn check_model(&self, request: &Request<StartRequest>) -> Result<(), Status> {
        let payload = request.get_ref().payload.as_ref();
        let model = payload
            .and_then(|payload| payload.model_ref.as_ref())
            .map(|reference| reference.uri.as_str())
            .unwrap_or_default();
        if !self.models.allows(model) {
            return Err(Status::permission_denied(
                "this gateway does not offer the model",
            ));
        }
        Caller::check_model(request.extensions(), model)
    }
}

fn outgoing<T>(
    message: T,
    metadata: MetadataMap,
    token: Option<&UpstreamToken>,
    timeout: Option<Duration>,
) -> Request<T> {
    let mut request = Request::new(message);
    *request.metadata_mut() = metadata;
    if let Some(token) = token {
        request
            .metadata_mut()
            .insert("authorization", token.authorization());
    }
    if let Some(timeout) = timeout {
        request.set_timeout(timeout);
    }
    request
}

fn with_passing_metadata<T>(response: Response<T>) -> Response<T> {
    let (metadata, message, extensions) = response.into_parts();
    Response::from_parts(passing(metadata), message, extensions)
}

#[tonic::async_trait]
impl DialogService for Gateway {
    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    async fn start(
        &self,
        request: Request<StartRequest>,
    ) -> Result<Response<StartResponse>, Status> {
        self.check_model(&request)?;
        self.unary(request, |mut client, request| async move {
            client.start(request).await
        })
        .await
    }

    async fn status(
        &self,
        request: Request<StatusRequest>,
    ) -> Result<Response<StatusResponse>, Status> {
        self.unary(request, |mut client, request| async move {
            client.status(request).await
        })
        .await
    }

    async fn update(
        &self,
        request: Request<UpdateRequest>,
    ) -> Result<Response<UpdateResponse>, Status> {
        self.unary(request, |mut client, request| async move {
            client.update(request).await
        })
        .await
    }

    async fn execute(
        &self,
        request: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        self.unary(request, |mut client, request| async move {
            client.execute(request).await
        })
        .await
    }

    async fn execute_stream(
        &self,
        request: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Self::ExecuteStreamStream>, Status> {
        let response = self.relayed(request).await?;
        Ok(response.map(|answers| -> Self::ExecuteStreamStream { Box::pin(answers) }))
    }

    async fn stop(&self, request: Request<StopRequest>) -> Result<Response<StopResponse>, Status> {
        self.unary(request, |mut client, request| async move {
            client.stop(request).await
        })
        .await
    }
}
