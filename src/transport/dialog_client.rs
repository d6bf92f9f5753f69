//! The calls of a conversation, made.

use std::cell::Cell;
use std::rc::Rc;

use prost::Message;

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
        let (path, message) = encode(call);
        let turn = turn.filter(|_| matches!(call, Call::Execute(_)));
        let answer = self.exchange(path, turn, &message, tap).await?;
        decode(call, &answer)
    }

    /// Bytes out, bytes in: awaiting is the same for all methods, and its code is large.
    async fn exchange(
        &self,
        path: &'static str,
        turn: Option<&str>,
        message: &[u8],
        tap: Tap<'_>,
    ) -> Result<Vec<u8>, Failure> {
        tap(Exchange::Request(path, message));
        let url = [&self.endpoint, path].concat();
        let mut may_replace_token = true;
        let answer = loop {
            let answer = self.attempt(&url, turn, message).await;
            if let Err(Failure::Status {
                code: GrpcCode::Unauthenticated,
                ..
            }) = answer
                && may_replace_token
                && self.tokens.forget()
            {
                may_replace_token = false;
            } else {
                break answer;
            }
        };
        tap(Exchange::Answer(answer.as_deref()));
        answer
    }

    async fn attempt(
        &self,
        url: &str,
        turn: Option<&str>,
        message: &[u8],
    ) -> Result<Vec<u8>, Failure> {
        let token = self.tokens.token().await?;
        call(&self.fetch, url, token, turn, message, &self.keeps_turns).await
    }
}

/// The path of the call's method, and its request.
fn encode(call: &Call) -> (&'static str, Vec<u8>) {
    fn encoded<Request: Message, Answer>(
        method: &Method<Request, Answer>,
        request: &Request,
    ) -> (&'static str, Vec<u8>) {
        (method.path(), request.encode_to_vec())
    }
    match call {
        Call::Start(request) => encoded(&START, request),
        Call::Execute(request) => encoded(&EXECUTE, request),
        Call::Status(request) => encoded(&STATUS, request),
        Call::Update(request) => encoded(&UPDATE, request),
        Call::Stop(request) => encoded(&STOP, request),
    }
}

fn decode(call: &Call, answer: &[u8]) -> Result<CallAnswer, Failure> {
    fn decoded<Request, Answer: Message + Default>(
        _: &Method<Request, Answer>,
        answer: &[u8],
    ) -> Result<Answer, Failure> {
        Answer::decode(answer).map_err(|_| ReplyError::Undecodable.into())
    }
    Ok(match call {
        Call::Start(_) => CallAnswer::started(decoded(&START, answer)?)?,
        Call::Execute(_) => CallAnswer::executed(decoded(&EXECUTE, answer)?)?,
        Call::Status(_) => CallAnswer::status(decoded(&STATUS, answer)?),
        Call::Update(_) => {
            decoded(&UPDATE, answer)?;
            CallAnswer::Updated
        }
        Call::Stop(_) => {
            decoded(&STOP, answer)?;
            CallAnswer::Stopped
        }
    })
}
