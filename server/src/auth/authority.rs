//! Everything about access, as configured.

use std::sync::Arc;

use axum::Router;

use super::browser_tokens::BrowserTokens;
use super::client_tokens::ClientTokens;
use super::{AllowedModels, AuthenticationLayer, Keys, KeysError, TokenIssuer, Verifier};
use crate::clock::Clock;
use crate::config::{AuthConfig, Origins};
use crate::metrics::Metrics;

/// Who may call, and where tokens come from.
#[derive(Debug, Clone)]
pub struct Authority {
    layer: AuthenticationLayer,
    routes: Router,
}

impl Authority {
    /// Anybody may call, and there are no tokens.
    pub fn open() -> Authority {
        Authority {
            layer: AuthenticationLayer::open(),
            routes: Router::new(),
        }
    }

    /// Reads the keys, or makes one up. Pages of `origins` may have tokens for the models that are `offered`. Tokens
    /// given and refused are counted in `metrics`.
    ///
    /// # Errors
    ///
    /// When there are no keys to sign with.
    pub fn new(
        config: &AuthConfig,
        origins: &Origins,
        offered: AllowedModels,
        clock: &Arc<dyn Clock>,
        metrics: &Metrics,
    ) -> Result<Authority, KeysError> {
        if !config.uses_tokens() {
            return Ok(Authority::open());
        }
        let keys = match &config.keys {
            Some(path) => Keys::of_file(path)?,
            None => {
                tracing::warn!(
                    "`auth.keys` names no signing keys: tokens will neither outlive this process nor be good at \
                     another node"
                );
                Keys::random()?
            }
        };
        let issuer = TokenIssuer::new(
            keys.clone(),
            Arc::clone(clock),
            config.issuer.clone(),
            config.token_lifetime,
        );
        let mut routes = Router::new();
        if let Some(browser) = &config.browser {
            let tokens = BrowserTokens {
                issuer: issuer.clone(),
                origins: origins.clone(),
                models: browser.models.clone(),
                offered,
                outcomes: BrowserTokens::outcomes(metrics),
            };
            routes = routes.route("/token", tokens.route());
        }
        if !config.clients.is_empty() {
            let tokens = ClientTokens {
                issuer,
                clients: config.clients.clone(),
                outcomes: ClientTokens::outcomes(metrics),
            };
            routes = routes.route("/oauth2/token", tokens.route());
        }
        let layer = if config.required {
            AuthenticationLayer::required(Verifier::new(keys, Arc::clone(clock), &config.issuer))
        } else {
            AuthenticationLayer::open()
        };
        Ok(Authority { layer, routes })
    }

    /// To be put before each gRPC service that needs a token, inside of what translates for browsers.
    pub fn layer(&self) -> AuthenticationLayer {
        self.layer.clone()
    }

    /// `POST /token` and `POST /oauth2/token`, as far as they are configured.
    pub fn routes(&self) -> Router {
        self.routes.clone()
    }
}
