//! The calls of a conversation, made.

use std::cell::Cell;
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
    keeps_turns: Rc<Cell<bool>>,
}

impl DialogClient {
    /// A client of the service at `endpoint`, a base URL (a trailing slash does no harm).
    #[must_use]
    pub fn new(endpoint: &str, tokens: BearerTokenSource) -> Self {
        Self {
            endpoint: endpoint.trim_end_matches('/').into(),
            tokens,
            keeps_turns: Rc::default(),
        }
    }

    /// Whether the service has said that it keeps the answers of its turns under their keys.
    #[must_use]
    pub fn keeps_turns(&self) -> bool {
        self.keeps_turns.get()
    }

    /// Makes a call; `turn` is the key of the turn that it takes, for a service that keeps turns. A token that the service
    /// refuses is replaced once. Dropping the future cancels the request.
    ///
    /// # Errors
    /// Why there was no answer, or none that makes sense.
    pub async fn call(&self, call: &Call, turn: Option<&str>) -> Result<CallAnswer, Failure> {
        Ok(match call {
            Call::Start(request) => {
                CallAnswer::started(self.unary(&START, None, &**request).await?)?
            }
            Call::Execute(request) => {
                CallAnswer::executed(self.unary(&EXECUTE, turn, &**request).await?)?
            }
            Call::Update(request) => {
                self.unary(&UPDATE, None, request).await?;
                CallAnswer::Updated
            }
            Call::Stop(request) => {
                self.unary(&STOP, None, request).await?;
                CallAnswer::Stopped
            }
        })
    }

    async fn unary<Request: Message, Answer: Message + Default>(
        &self,
        method: &Method<Request, Answer>,
        turn: Option<&str>,
        request: &Request,
    ) -> Result<Answer, Failure> {
        let answer = self
            .exchange(method.path(), turn, request.encode_to_vec())
            .await?;
        Answer::decode(answer).map_err(|_| ReplyError::Undecodable.into())
    }

    async fn exchange(
        &self,
        path: &'static str,
        turn: Option<&str>,
        message: Vec<u8>,
    ) -> Result<Bytes, Failure> {
        let url = [&self.endpoint, path].concat();
        let attempt = async || {
            let token = self.tokens.token().await?;
            call(&url, token, turn, &message, &self.keeps_turns).await
        };
        let mut answer = attempt().await;
        if let Err(Failure::Status {
            code: GrpcCode::Unauthenticated,
            ..
        }) = answer
            && self.tokens.forget()
        {
            answer = attempt().await;
        }
        answer
    }
}
