//! Tokens for callers: asks the time, makes the requests, lets callers wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::ExposeSecret;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

use super::endpoint::{Granted, TokenEndpoint};
use super::state::{Demand, TokenState};
use super::{TokenFailure, UpstreamToken};
use crate::clock::Clock;
use crate::config::UpstreamConfig;
use crate::gateway::GatewayError;
use crate::metrics::{Metrics, Outcomes};

/// The token of one scope, for all callers together. A request that is on its way ends with the last of its owners, not
/// with the caller who began it.
#[derive(Debug, Clone)]
pub(in crate::gateway) struct TokenSource {
    shared: Arc<Shared>,
    request: Arc<Mutex<Option<AbortOnDropHandle<()>>>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<TokenState>,
    /// Changes with the outcome of each request.
    settled: watch::Sender<()>,
    endpoint: TokenEndpoint,
    clock: Arc<dyn Clock>,
    refreshes: Outcomes,
}

impl TokenSource {
    /// The source of a configuration; none if the endpoint wants no tokens.
    pub(in crate::gateway) fn of_config(
        config: &UpstreamConfig,
        clock: &Arc<dyn Clock>,
        metrics: &Metrics,
    ) -> Result<Option<TokenSource>, GatewayError> {
        let Some(oauth) = &config.oauth else {
            return Ok(None);
        };
        Ok(Some(TokenSource {
            shared: Arc::new(Shared {
                state: Mutex::default(),
                settled: watch::Sender::new(()),
                endpoint: TokenEndpoint::new(oauth, config)?,
                clock: Arc::clone(clock),
                refreshes: Outcomes::register(
                    metrics,
                    "bavard_token_refreshes",
                    "Access tokens asked for at the token endpoint of the upstream, by outcome",
                    &TokenFailure::OUTCOMES,
                ),
            }),
            request: Arc::default(),
        }))
    }

    /// A token that is good now.
    pub(in crate::gateway) async fn token(&self) -> Result<UpstreamToken, TokenFailure> {
        let mut settled = self.shared.settled.subscribe();
        loop {
            settled.mark_unchanged();
            let demand = self.shared.state().demand(self.shared.clock.now());
            match demand {
                Demand::Use(token) => return Ok(token),
                Demand::UseAndRequest(token) => {
                    self.request_token();
                    return Ok(token);
                }
                Demand::Fail(failure) => return Err(failure),
                Demand::Request => self.request_token(),
                Demand::Wait => {}
            }
            // The sender lives as long as we do.
            if settled.changed().await.is_err() {
                return Err(TokenFailure::Unreachable);
            }
        }
    }

    /// The endpoint refused this token.
    pub(in crate::gateway) fn refused(&self, token: &UpstreamToken) {
        let now = self.shared.clock.now();
        self.shared.state().refused(now, token);
    }

    fn request_token(&self) {
        let shared = Arc::clone(&self.shared);
        let request = tokio::spawn(async move {
            let outcome = shared.endpoint.request_token().await;
            shared.settle(outcome);
        });
        let mut slot = self.request.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some(AbortOnDropHandle::new(request));
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, TokenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settle(&self, outcome: Result<Granted, TokenFailure>) {
        let now = self.clock.now();
        let mut state = self.state();
        let failure = match outcome {
            Ok(granted) => {
                let is_held = state.granted(now, granted.token.expose_secret(), granted.lifetime);
                (!is_held).then_some(TokenFailure::NoToken)
            }
            Err(failure) => Some(failure),
        };
        let outcome = failure.map_or(TokenFailure::OK, TokenFailure::outcome);
        self.refreshes.count(outcome);
        if let Some(failure) = failure {
            let [jitter, ..] = Uuid::new_v4().into_bytes();
            state.failed(now, failure, jitter);
            tracing::warn!(%failure, "no access token for the upstream");
        }
        drop(state);
        self.settled.send_replace(());
    }
}
