//! The calls of a conversation, made.

use std::rc::Rc;

use prost::Message;
use prost::bytes::Bytes;

use super::BearerTokenSource;
use super::call::call;
use crate::conversation::{Call, CallAnswer, Failure, GrpcCode, ReplyError};
use crate::protocol::Method;
use crate::protocol::dlg::v1::{EXECUTE, START, STOP, UPDATE};

/// Makes the conversation's calls to one DialogService.
#[derive(Debug, Clone)]
pub struct DialogClient {
    endpoint: Rc<str>,
    tokens: BearerTokenSource,
}

impl DialogClient {
    /// A client of the service at `endpoint`, a base URL (a trailing slash does no harm).
    #[must_use]
    pub fn new(endpoint: &str, tokens: BearerTokenSource) -> Self {
        Self {
            endpoint: endpoint.trim_end_matches('/').into(),
            tokens,
        }
    }

    /// Makes a call. A token that the service refuses is replaced once. Dropping the future cancels the request.
    ///
    /// # Errors
    /// Why there was no answer, or none that makes sense.
    pub async fn call(&self, call: &Call) -> Result<CallAnswer, Failure> {
        Ok(match call {
            Call::Start(request) => CallAnswer::started(self.unary(&START, &**request).await?)?,
            Call::Execute(request) => {
                CallAnswer::executed(self.unary(&EXECUTE, &**request).await?)?
            }
            Call::Update(request) => {
                self.unary(&UPDATE, request).await?;
                CallAnswer::Updated
            }
            Call::Stop(request) => {
                self.unary(&STOP, request).await?;
                CallAnswer::Stopped
            }
        })
    }

    async fn unary<Request: Message, Answer: Message + Default>(
        &self,
        method: &Method<Request, Answer>,
        request: &Request,
    ) -> Result<Answer, Failure> {
        let answer = self
            .exchange(method.path(), request.encode_to_vec())
            .await?;
        Answer::decode(answer).map_err(|_| ReplyError::Undecodable.into())
    }

    async fn exchange(&self, path: &'static str, message: Vec<u8>) -> Result<Bytes, Failure> {
        let url = [&self.endpoint, path].concat();
        let mut answer = call(&url, self.tokens.token().await, &message).await;
        if let Err(Failure::Status {
            code: GrpcCode::Unauthenticated,
            ..
        }) = answer
            && self.tokens.forget()
        {
            answer = call(&url, self.tokens.token().await, &message).await;
        }
        answer
    }
}
