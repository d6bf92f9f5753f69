//! The calls of a conversation, made.

use std::cell::Cell;
use std::rc::Rc;

use prost::Message;
use prost::bytes::Bytes;

use super::call::call;
use super::{BearerTokenSource, Fetch};
use crate::conversation::{Call, CallAnswer, Failure, GrpcCode, ReplyError};
use crate::protocol::Method;
use crate::protocol::dlg::v1::{EXECUTE, START, STATUS, STOP, UPDATE};

/// What goes over the wire for a call, for who looks on.
#[derive(Debug, Clone, Copy)]
pub enum Exchange<'a> {
    /// The request, encoded, and the path of its method.
    Request(&'static str, &'a [u8]),
    /// The answer, encoded, or why there is none.
    Answer(Result<&'a [u8], &'a Failure>),
}

/// Told what goes over the wire.
pub type Tap<'a> = &'a dyn Fn(Exchange<'_>);

/// Makes the conversation's calls to one DialogService.
#[derive(Debug, Clone)]
pub struct DialogClient {
    fetch: Fetch,
    endpoint: Rc<str>,
    tokens: BearerTokenSource,
    keeps_turns: Rc<Cell<bool>>,
}

impl DialogClient {
    /// A client of the service at `endpoint`, a base URL (a trailing slash does no harm).
    #[must_use]
    pub fn new(endpoint: &str, tokens: BearerTokenSource) -> Self {
        Self {
            fetch: Fetch::default(),
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

    /// The same client, making its requests by `fetch`.
    #[must_use]
    pub fn by(self, fetch: Fetch) -> Self {
        Self { fetch, ..self }
    }

    /// Makes a call; `turn` is the key of the turn that it takes, for a service that keeps turns. A token that the service
    /// refuses is replaced once. Dropping the future cancels the request.
    ///
    /// # Errors
    /// Why there was no answer, or none that makes sense.
    pub async fn call(
        &self,
        call: &Call,
        turn: Option<&str>,
        tap: Tap<'_>,
    ) -> Result<CallAnswer, Failure> {
        Ok(match call {
            Call::Start(request) => {
                CallAnswer::started(self.unary(&START, None, &**request, tap).await?)?
            }
            Call::Execute(request) => {
                CallAnswer::executed(self.unary(&EXECUTE, turn, &**request, tap).await?)?
            }
            Call::Status(request) => {
                CallAnswer::status(self.unary(&STATUS, None, request, tap).await?)
            }
            Call::Update(request) => {
                self.unary(&UPDATE, None, request, tap).await?;
                CallAnswer::Updated
            }
            Call::Stop(request) => {
                self.unary(&STOP, None, request, tap).await?;
                CallAnswer::Stopped
            }
        })
    }

    async fn unary<Request: Message, Answer: Message + Default>(
        &self,
        method: &Method<Request, Answer>,
        turn: Option<&str>,
        request: &Request,
        tap: Tap<'_>,
    ) -> Result<Answer, Failure> {
        let answer = self
            .exchange(method.path(), turn, request.encode_to_vec(), tap)
            .await?;
        Answer::decode(answer).map_err(|_| ReplyError::Undecodable.into())
    }

    async fn exchange(
        &self,
        path: &'static str,
        turn: Option<&str>,
        message: Vec<u8>,
        tap: Tap<'_>,
    ) -> Result<Bytes, Failure> {
        tap(Exchange::Request(path, &message));
        let url = [&self.endpoint, path].concat();
        let attempt = async || {
            let token = self.tokens.token().await?;
            call(&self.fetch, &url, token, turn, &message, &self.keeps_turns).await
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
        tap(Exchange::Answer(answer.as_deref()));
        answer
    }
}
