//! `POST /token`: a short-lived token for the page that asks, bound to its origin and to models.
//!
//! What keeps others out is the `Origin` header, which a page cannot choose: a token that somebody gets outside of a
//! browser is no more than that page's visitors get, and is limited like theirs.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::{MethodRouter, post};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::no_store::{no_store, token_body};
use super::origin::allowed_origin;
use super::{AllowedModels, Grant, IssueError, TokenIssuer};
use crate::config::Origins;
use crate::metrics::{Metrics, Outcomes};

/// A model URN and the form around it.
const MAX_BODY_BYTES: usize = 4 * 1024;

/// Gives pages their tokens.
#[derive(Debug)]
pub(super) struct BrowserTokens {
    pub(super) issuer: TokenIssuer,
    /// Whose pages may have one.
    pub(super) origins: Origins,
    /// What a page that names no model may use.
    pub(super) models: AllowedModels,
    /// What there is.
    pub(super) offered: AllowedModels,
    /// What came of their requests.
    pub(super) outcomes: Outcomes,
}

/// Why a page gets no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Refusal {
    #[error("the body is neither JSON nor a form")]
    Body,
    #[error("this page's origin gets no token")]
    Origin,
    #[error("this model is not offered to pages")]
    Model,
    #[error(transparent)]
    Issue(IssueError),
}

/// `model` is the only thing that a page can ask for; other members are for other brokers.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    model: Option<String>,
}

impl BrowserTokens {
    pub(super) fn route(self) -> MethodRouter {
        post(give_token)
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
            .with_state(Arc::new(self))
    }

    pub(super) fn outcomes(metrics: &Metrics) -> Outcomes {
        Outcomes::register(
            metrics,
            "bavard_browser_tokens",
            "Requests of pages for tokens, by outcome",
            &["given", "body", "origin", "model", "failed"],
        )
    }

    /// What the page may do for which it asks.
    fn grant(&self, headers: &HeaderMap, body: &[u8]) -> Result<Grant, Refusal> {
        let origin = allowed_origin(headers, &self.origins).ok_or(Refusal::Origin)?;
        let models = match wanted_model(headers, body)? {
            None => self.models.clone(),
            Some(model) if self.models.allows(&model) && self.offered.allows(&model) => {
                AllowedModels::one(model)
            }
            Some(_) => return Err(Refusal::Model),
        };
        Ok(Grant::browser(origin, models))
    }
}

async fn give_token(
    State(tokens): State<Arc<BrowserTokens>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let issued = tokens
        .grant(&headers, &body)
        .and_then(|grant| tokens.issuer.issue(grant).map_err(Refusal::Issue));
    tokens.outcomes.count(match &issued {
        Ok(_) => "given",
        Err(refusal) => refusal.outcome(),
    });
    match issued {
        Ok(issued) => no_store(StatusCode::OK, token_body(&issued)),
        Err(refusal) => refusal.into_response(),
    }
}

fn wanted_model(headers: &HeaderMap, body: &[u8]) -> Result<Option<String>, Refusal> {
    if body.is_empty() {
        return Ok(None);
    }
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|content_type| content_type.to_str().ok())
        .and_then(|content_type| content_type.split(';').next())
        .unwrap_or_default()
        .trim();
    let model = if content_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        form_urlencoded::parse(body)
            .find(|(name, _)| name == "model")
            .map(|(_, model)| model.into_owned())
    } else {
        serde_json::from_slice::<Wanted>(body)
            .map_err(|_| Refusal::Body)?
            .model
    };
    Ok(model.filter(|model| !model.is_empty()))
}

impl Refusal {
    /// Its name in metrics.
    fn outcome(self) -> &'static str {
        match self {
            Refusal::Body => "body",
            Refusal::Origin => "origin",
            Refusal::Model => "model",
            Refusal::Issue(_) => "failed",
        }
    }

    fn into_response(self) -> Response {
        let (status, error) = match self {
            Refusal::Body | Refusal::Issue(IssueError::TooLong) => {
                (StatusCode::BAD_REQUEST, "invalid_request")
            }
            Refusal::Origin => (StatusCode::FORBIDDEN, "unauthorized_client"),
            Refusal::Model => (StatusCode::FORBIDDEN, "invalid_target"),
            Refusal::Issue(IssueError::Signing) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "server_error")
            }
        };
        let body = json!({"error": error, "error_description": self.to_string()});
        no_store(status, body)
    }
}
