//! The access token of a call, asked for when first needed, before it expires, and when the service no longer accepts it.
//!
//! Calls that need a token at the same time wait for one request. Nothing runs between calls: a token that is about to
//! expire is replaced when the next call wants it.

use std::cell::RefCell;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{Shared, WeakShared};

use crate::conversation::Failure;

/// How long before its end a token is replaced at the latest: a call on its way must not outlive it.
const LONGEST_MARGIN: Duration = Duration::from_secs(60);

/// An access token. It never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl BearerToken {
    /// Takes a token as the page supplied it; `None` when it is empty.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        let token = token.trim();
        (!token.is_empty()).then(|| Self(token.to_owned()))
    }

    /// The value of the `authorization` header.
    #[must_use]
    pub fn authorization(&self) -> String {
        ["Bearer ", &self.0].concat()
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BearerToken(..)")
    }
}

/// A token with its lifetime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The token.
    pub token: BearerToken,
    /// How long it is good for from now on; `None` where nobody said so.
    pub lifetime: Option<Duration>,
}

/// Why there is no token where there should be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoToken {
    /// For developers.
    pub reason: String,
    /// Whether nothing answered, so that asking again may help.
    pub unreachable: bool,
}

impl From<NoToken> for Failure {
    fn from(error: NoToken) -> Self {
        Self::NoToken {
            reason: error.reason,
            unreachable: error.unreachable,
        }
    }
}

/// What comes of asking for a token; `None` from a page that supplies none.
pub type TokenAnswer = Pin<Box<dyn Future<Output = Result<Option<Grant>, NoToken>>>>;

/// Where tokens come from: the page's `getToken`, a token URL, or nowhere for an endpoint that wants none.
///
/// The token is kept between calls; [`BearerTokenSource::forget`] makes the next call ask again.
#[derive(Clone)]
pub struct BearerTokenSource {
    ask: Rc<dyn Fn() -> TokenAnswer>,
    state: Rc<RefCell<State>>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The request that runs, owned by the calls that wait for it, so that it ends when they are given up.
    asking: Option<WeakShared<TokenAnswer>>,
}

struct Kept {
    token: BearerToken,
    /// In milliseconds of the browser's clock; infinite where nobody said how long it is good for.
    until: f64,
}

impl BearerTokenSource {
    /// A source that asks `ask` for a token whenever none is kept.
    pub fn new(ask: impl Fn() -> TokenAnswer + 'static) -> Self {
        Self {
            ask: Rc::new(ask),
            state: Rc::default(),
        }
    }

    /// The token for a call, `None` when the page supplies none.
    ///
    /// # Errors
    /// Says why there is none.
    pub async fn token(&self) -> Result<Option<BearerToken>, NoToken> {
        if let Some(token) = self.kept() {
            return Ok(Some(token));
        }
        let answer = self.asking().await;
        let mut state = self.state.borrow_mut();
        state.asking = None;
        let grant = answer?;
        state.kept = grant.map(Kept::from);
        Ok(state.kept.as_ref().map(|kept| kept.token.clone()))
    }

    /// Drops the kept token after the service refused it. Says whether there was one to drop.
    pub fn forget(&self) -> bool {
        self.state.borrow_mut().kept.take().is_some()
    }

    fn kept(&self) -> Option<BearerToken> {
        let state = self.state.borrow();
        let kept = state.kept.as_ref();
        kept.filter(|kept| js_sys::Date::now() < kept.until)
            .map(|kept| kept.token.clone())
    }

    fn asking(&self) -> Shared<TokenAnswer> {
        let mut state = self.state.borrow_mut();
        if let Some(asking) = state.asking.as_ref().and_then(WeakShared::upgrade) {
            return asking;
        }
        let asking = (self.ask)().shared();
        state.asking = asking.downgrade();
        asking
    }
}

impl From<Grant> for Kept {
    fn from(Grant { token, lifetime }: Grant) -> Self {
        let until = lifetime.map_or(f64::INFINITY, |lifetime| {
            let margin = LONGEST_MARGIN.min(lifetime / 4);
            js_sys::Date::now() + lifetime.saturating_sub(margin).as_secs_f64() * 1000.0
        });
        Self { token, until }
    }
}

/// No tokens, for an endpoint that wants none.
impl Default for BearerTokenSource {
    fn default() -> Self {
        Self::new(|| Box::pin(ready(Ok(None))))
    }
}

impl fmt::Debug for BearerTokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BearerTokenSource(..)")
    }
}
