//! What to do about the token, decided without a clock or a network.

use std::time::Duration;

use jiff::Timestamp;

use super::{TokenFailure, UpstreamToken};

/// How long before its end a token is replaced, at most; short-lived ones are in the last fifth of their life.
const REFRESH_AHEAD: Duration = Duration::from_secs(60);
/// How long before its end a token is no longer sent, at most: it has to be good when it arrives.
const SEND_AHEAD: Duration = Duration::from_secs(5);
/// Longest life that is believed.
const MAX_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
/// Pauses after failed requests: the first, twice as long after each further one, and the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Time between two tokens that are dropped because the endpoint refused them: an endpoint that refuses them all is
/// not helped by more.
const REFUSAL_PAUSE: Duration = Duration::from_secs(10);

/// The token and what is being done about the next one.
#[derive(Debug, Default)]
pub(super) struct TokenState {
    held: Option<Held>,
    request: TokenRequest,
    failures: u32,
    refused_at: Option<Timestamp>,
    tokens: u64,
}

#[derive(Debug)]
struct Held {
    token: UpstreamToken,
    refresh_at: Timestamp,
    good_until: Timestamp,
}

#[derive(Debug, Default)]
enum TokenRequest {
    /// There is none.
    #[default]
    None,
    /// One is on its way, for all callers.
    Running,
    /// The last one failed; the next one is not made before.
    Paused {
        until: Timestamp,
        failure: TokenFailure,
    },
}

/// What a caller who needs a token does.
#[derive(Debug)]
pub(super) enum Demand {
    /// Call with this one.
    Use(UpstreamToken),
    /// Call with this one, and make the request for the next.
    UseAndRequest(UpstreamToken),
    /// Make the request and wait for it.
    Request,
    /// Wait for the request that is on its way.
    Wait,
    /// There is none, and it is too early to ask again.
    Fail(TokenFailure),
}

impl TokenState {
    /// What to do now. Whoever is told to make the request has to tell its outcome.
    pub(super) fn demand(&mut self, now: Timestamp) -> Demand {
        if let Some(held) = self.held.as_ref().filter(|held| now < held.good_until) {
            let token = held.token.clone();
            if now < held.refresh_at || !self.may_request(now) {
                return Demand::Use(token);
            }
            self.request = TokenRequest::Running;
            return Demand::UseAndRequest(token);
        }
        match self.request {
            TokenRequest::Running => Demand::Wait,
            TokenRequest::Paused { failure, .. } if !self.may_request(now) => Demand::Fail(failure),
            TokenRequest::None | TokenRequest::Paused { .. } => {
                self.request = TokenRequest::Running;
                Demand::Request
            }
        }
    }

    /// The request brought a token.
    pub(super) fn granted(&mut self, now: Timestamp, token: &str, lifetime: Duration) -> bool {
        let number = self.tokens + 1;
        let Some(token) = UpstreamToken::new(number, token) else {
            return false;
        };
        let lifetime = lifetime.min(MAX_LIFETIME);
        self.tokens = number;
        self.failures = 0;
        self.request = TokenRequest::None;
        self.held = Some(Held {
            token,
            refresh_at: now + (lifetime - REFRESH_AHEAD.min(lifetime / 5)),
            good_until: now + (lifetime - SEND_AHEAD.min(lifetime / 20)),
        });
        true
    }

    /// The request failed. `jitter` spreads the next attempts of many gateways over half of the pause.
    pub(super) fn failed(&mut self, now: Timestamp, failure: TokenFailure, jitter: u8) {
        let doubled = FIRST_PAUSE.saturating_mul(1 << self.failures.min(6));
        let half = doubled.min(LONGEST_PAUSE) / 2;
        self.failures = self.failures.saturating_add(1);
        self.request = TokenRequest::Paused {
            until: now + (half + half * u32::from(jitter) / u32::from(u8::MAX)),
            failure,
        };
    }

    /// The endpoint refused a token. Callers who were refused the same one at the same time drop it once; if the one
    /// before it was dropped just now, it is kept, because another would not fare better.
    pub(super) fn refused(&mut self, now: Timestamp, token: &UpstreamToken) {
        let is_held = self
            .held
            .as_ref()
            .is_some_and(|held| held.token.is_same(token));
        let is_early = self
            .refused_at
            .is_some_and(|before| is_between(before, now, before + REFUSAL_PAUSE));
        if is_held && !is_early {
            self.held = None;
            self.refused_at = Some(now);
        }
    }

    fn may_request(&self, now: Timestamp) -> bool {
        match self.request {
            TokenRequest::None => true,
            TokenRequest::Running => false,
            // A machine whose clock was set back does not wait for what it calls the past.
            TokenRequest::Paused { until, .. } => !is_between(until - LONGEST_PAUSE, now, until),
        }
    }
}

fn is_between(first: Timestamp, now: Timestamp, end: Timestamp) -> bool {
    first <= now && now < end
}

#[cfg(test)]
mod tests;
