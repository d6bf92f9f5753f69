//! Whether the gateway can do its work now.

use tonic::{Code, Request};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use super::Gateway;
use super::access_token::TokenFailure;
use super::failure::is_token_refused;

/// Why a gateway is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotReady {
    /// There is no access token.
    #[error("no access token for the upstream: {0}")]
    Token(#[from] TokenFailure),
    /// The endpoint does not take the access token.
    #[error("the upstream refuses the access token")]
    Refused,
    /// There is no connection.
    #[error("the upstream cannot be reached")]
    Unreachable,
    /// The endpoint says itself that it is not.
    #[error("the upstream is not ready")]
    NotServing,
}

impl Gateway {
    /// Whether a token can be had and the endpoint answers. It is asked by the gRPC health protocol; an endpoint that
    /// does not know that has answered all the same.
    ///
    /// # Errors
    ///
    /// [`NotReady`]
    pub async fn check_ready(&self) -> Result<(), NotReady> {
        let asked = tokio::time::timeout(self.connect_timeout, self.ask_health());
        asked.await.unwrap_or(Err(NotReady::Unreachable))
    }

    async fn ask_health(&self) -> Result<(), NotReady> {
        let mut request = Request::new(HealthCheckRequest::default());
        if let Some(tokens) = &self.tokens {
            let token = tokens.token().await?;
            request
                .metadata_mut()
                .insert("authorization", token.authorization());
        }
        let connection = self.upstream.connection().ok_or(NotReady::Unreachable)?;
        match HealthClient::new(connection).check(request).await {
            Ok(answer) if answer.get_ref().status() == ServingStatus::NotServing => {
                Err(NotReady::NotServing)
            }
            Ok(_) => Ok(()),
            Err(status) if is_token_refused(&status) => Err(NotReady::Refused),
            // Only a failure of our own has a cause here; the rest the endpoint said.
            Err(status) if std::error::Error::source(&status).is_some() => {
                Err(NotReady::Unreachable)
            }
            Err(status) if status.code() == Code::Unavailable => Err(NotReady::Unreachable),
            Err(_) => Ok(()),
        }
    }
}
