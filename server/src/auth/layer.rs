//! Lets only those calls through that may call.

use std::sync::Arc;
use std::task::{Context, Poll};

use futures::future::{Either, Ready, ready};
use http::header::{AUTHORIZATION, ORIGIN};
use http::{HeaderMap, Request, Response};
use tonic::Status;
use tonic::server::NamedService;
use tower::{Layer, Service};

use super::{Caller, Grant, Scope, Verifier};

/// Asks for a token in `authorization: Bearer` before a gRPC service, and tells the service whose call it is
/// ([`Caller`]). Refusals are gRPC's own (`UNAUTHENTICATED` in the headers of a 200), so it stands inside of whatever
/// translates for browsers. The token goes no further.
#[derive(Debug, Clone)]
pub struct AuthenticationLayer {
    verifier: Option<Arc<Verifier>>,
}

/// A service behind [`AuthenticationLayer`].
#[derive(Debug, Clone)]
pub struct Authentication<S> {
    inner: S,
    verifier: Option<Arc<Verifier>>,
}

impl AuthenticationLayer {
    /// Every call needs a token that `verifier` takes.
    pub fn required(verifier: Verifier) -> AuthenticationLayer {
        AuthenticationLayer {
            verifier: Some(Arc::new(verifier)),
        }
    }

    /// Anybody may call; tokens are not looked at.
    pub fn open() -> AuthenticationLayer {
        AuthenticationLayer { verifier: None }
    }
}

impl<S> Layer<S> for AuthenticationLayer {
    type Service = Authentication<S>;

    fn layer(&self, inner: S) -> Authentication<S> {
        Authentication {
            inner,
            verifier: self.verifier.clone(),
        }
    }
}

impl<S: NamedService> NamedService for Authentication<S> {
    const NAME: &'static str = S::NAME;
}

impl<S, Sent, Answered> Service<Request<Sent>> for Authentication<S>
where
    S: Service<Request<Sent>, Response = Response<Answered>>,
    Answered: Default,
{
    type Response = Response<Answered>;
    type Error = S::Error;
    type Future = Either<Ready<Result<Response<Answered>, S::Error>>, S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Sent>) -> Self::Future {
        let caller = match self.verifier.as_deref() {
            None => Caller::Anonymous,
            Some(verifier) => match authenticate(verifier, request.headers()) {
                Ok(grant) => Caller::Granted(grant),
                Err(status) => return Either::Left(ready(Ok(status.into_http()))),
            },
        };
        request.headers_mut().remove(AUTHORIZATION);
        request.extensions_mut().insert(caller);
        Either::Right(self.inner.call(request))
    }
}

/// What the call's token allows.
fn authenticate(verifier: &Verifier, headers: &HeaderMap) -> Result<Grant, Status> {
    let token = bearer_token(headers)?;
    let grant = verifier
        .verify(token)
        .map_err(|error| Status::unauthenticated(error.to_string()))?;
    if let Some(origin) = &grant.origin
        && !is_only_origin(headers, origin)
    {
        return Err(Status::unauthenticated(
            "the access token was given to another page",
        ));
    }
    if !grant.scopes.contains(&Scope::Dlg) {
        return Err(Status::permission_denied(
            "the access token is not for dialogs: its scope lacks dlg",
        ));
    }
    Ok(grant)
}

fn bearer_token(headers: &HeaderMap) -> Result<&str, Status> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values
        .next()
        .ok_or_else(|| Status::unauthenticated("an access token is missing"))?;
    let unreadable = || Status::unauthenticated("`authorization` is not one `Bearer TOKEN`");
    if values.next().is_some() {
        return Err(unreadable());
    }
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .ok_or_else(unreadable)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(token.trim())
    } else {
        Err(unreadable())
    }
}

fn is_only_origin(headers: &HeaderMap, origin: &str) -> bool {
    let mut values = headers.get_all(ORIGIN).iter();
    values.next().is_some_and(|value| value == origin) && values.next().is_none()
}
