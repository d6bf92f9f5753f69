//! The tower service under the generated client: `fetch` with gRPC-Web framing, plus the bearer token.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::header::AUTHORIZATION;
use http::{HeaderValue, Request, Response};
use thiserror::Error;
use tonic::body::Body;
use tonic_web_wasm_client::{Client, Error as ClientError, ResponseBody};
use tower_service::Service;

use super::BearerTokenSource;

/// What keeps a call from getting an answer in gRPC-Web.
///
/// A failure *inside* an answer reaches tonic as the body's own error, [`tonic_web_wasm_client::Error`].
#[derive(Debug, Error)]
pub enum GrpcWebError {
    /// `fetch` itself failed: no connection, a refused one, or an answer that CORS hides.
    #[error("no answer from the service: {0}")]
    NoAnswer(ClientError),
    /// Something answered, but not in gRPC-Web: a proxy's error page, another site.
    #[error("the answer is not gRPC-Web (content type `{content_type}`)")]
    NotGrpcWeb {
        /// The `content-type` of the answer; empty when it had none.
        content_type: String,
    },
}

impl From<ClientError> for GrpcWebError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::InvalidContentType(content_type) => Self::NotGrpcWeb { content_type },
            ClientError::MissingContentTypeHeader | ClientError::MissingResponseBody => {
                Self::NotGrpcWeb {
                    content_type: String::new(),
                }
            }
            other => Self::NoAnswer(other),
        }
    }
}

/// gRPC-Web over the browser's `fetch`, for the generated client.
#[derive(Debug, Clone)]
pub struct GrpcWeb {
    client: Client,
    tokens: BearerTokenSource,
}

impl GrpcWeb {
    /// A transport to `endpoint`, the base URL of the service (a trailing slash does no harm).
    #[must_use]
    pub fn new(endpoint: &str, tokens: BearerTokenSource) -> Self {
        Self {
            client: Client::new(endpoint.trim_end_matches('/').to_owned()),
            tokens,
        }
    }
}

impl Service<Request<Body>> for GrpcWeb {
    type Response = Response<ResponseBody>;
    type Error = GrpcWebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let mut client = self.client.clone();
        let tokens = self.tokens.clone();
        Box::pin(async move {
            if let Some(token) = tokens.token().await
                && let Ok(mut authorization) = HeaderValue::from_str(&token.authorization())
            {
                authorization.set_sensitive(true);
                request.headers_mut().insert(AUTHORIZATION, authorization);
            }
            Ok(client.call(request).await?)
        })
    }
}
