//! `POST /oauth2/token`: tokens for programs, by OAuth client credentials (RFC 6749, section 4.4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::{MethodRouter, post};
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::claims::scope_names;
use super::no_store::{no_store, token_body};
use super::{AccessToken, BasicCredentials, Grant, Scope, TokenForm, TokenIssuer};
use crate::metrics::{Metrics, Outcomes};

/// The form is two short fields.
const MAX_BODY_BYTES: usize = 4 * 1024;

/// Gives programs their tokens.
#[derive(Debug)]
pub(super) struct ClientTokens {
    pub(super) issuer: TokenIssuer,
    /// Secret by client id.
    pub(super) clients: BTreeMap<String, SecretString>,
    /// What came of their requests.
    pub(super) outcomes: Outcomes,
}

/// Why a program gets no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Client,
    Request,
    GrantType,
    Scope,
    Server,
}

impl ClientTokens {
    pub(super) fn route(self) -> MethodRouter {
        post(give_token)
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
            .with_state(Arc::new(self))
    }

    /// The names are the error codes of RFC 6749.
    pub(super) fn outcomes(metrics: &Metrics) -> Outcomes {
        Outcomes::register(
            metrics,
            "bavard_client_tokens",
            "Requests of programs for tokens, by outcome",
            &[
                "given",
                Refusal::Client.code(),
                Refusal::Request.code(),
                Refusal::GrantType.code(),
                Refusal::Scope.code(),
                Refusal::Server.code(),
            ],
        )
    }

    fn issue(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(AccessToken, BTreeSet<Scope>), Refusal> {
        let credentials = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(BasicCredentials::parse)
            .ok_or(Refusal::Client)?;
        if !self.knows(&credentials) {
            return Err(Refusal::Client);
        }
        let form = TokenForm::parse(body).ok_or(Refusal::Request)?;
        match form.grant_type.as_str() {
            "client_credentials" => {}
            "" => return Err(Refusal::Request),
            _ => return Err(Refusal::GrantType),
        }
        let scopes = scopes(form.scope.as_deref())?;
        let issued = self
            .issuer
            .issue(Grant::client(scopes.clone()))
            .map_err(|_| Refusal::Server)?;
        Ok((issued, scopes))
    }

    /// Takes the same time whether there is such a client, and however much of the secret is right.
    fn knows(&self, credentials: &BasicCredentials) -> bool {
        let secret = self.clients.get(&credentials.client_id);
        let expected = secret.map_or("", |secret| secret.expose_secret());
        let hash = |text: &str| digest(&SHA256, text.as_bytes());
        let given = hash(credentials.client_secret.expose_secret());
        let is_equal = verify_slices_are_equal(given.as_ref(), hash(expected).as_ref()).is_ok();
        is_equal && secret.is_some()
    }
}

/// The scopes that a request names; dialogs, when it leaves that to us.
fn scopes(names: Option<&str>) -> Result<BTreeSet<Scope>, Refusal> {
    names
        .unwrap_or(Scope::Dlg.name())
        .split_ascii_whitespace()
        .map(|name| Scope::named(name).ok_or(Refusal::Scope))
        .collect()
}

async fn give_token(
    State(tokens): State<Arc<ClientTokens>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let issued = tokens.issue(&headers, &body);
    tokens.outcomes.count(match &issued {
        Ok(_) => "given",
        Err(refusal) => refusal.code(),
    });
    match issued {
        Ok((issued, scopes)) => {
            let mut body = token_body(&issued);
            if let Some(members) = body.as_object_mut() {
                members.insert("scope".to_owned(), scope_names(&scopes).into());
            }
            no_store(StatusCode::OK, body)
        }
        Err(refusal) => refusal.into_response(),
    }
}

impl Refusal {
    /// The error code of RFC 6749, section 5.2.
    const fn code(self) -> &'static str {
        match self {
            Refusal::Client => "invalid_client",
            Refusal::Request => "invalid_request",
            Refusal::GrantType => "unsupported_grant_type",
            Refusal::Scope => "invalid_scope",
            Refusal::Server => "server_error",
        }
    }

    fn into_response(self) -> Response {
        let status = match self {
            Refusal::Client => StatusCode::UNAUTHORIZED,
            Refusal::Request | Refusal::GrantType | Refusal::Scope => StatusCode::BAD_REQUEST,
            Refusal::Server => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = no_store(status, json!({"error": self.code()}));
        if self == Refusal::Client {
            let challenge = HeaderValue::from_static("Basic realm=\"bavard\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
