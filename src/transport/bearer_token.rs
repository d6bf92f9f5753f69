//! The access token of a call, asked for when first needed and again when the service no longer accepts it.

use std::cell::RefCell;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

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

type Answer = Pin<Box<dyn Future<Output = Option<BearerToken>>>>;

/// Where tokens come from: the page's `getToken`, or nowhere for an endpoint that wants none.
///
/// The token is kept between calls; [`BearerTokenSource::forget`] makes the next call ask again.
#[derive(Clone)]
pub struct BearerTokenSource {
    ask: Rc<dyn Fn() -> Answer>,
    kept: Rc<RefCell<Option<BearerToken>>>,
}

impl BearerTokenSource {
    /// A source that asks `ask` for a token whenever none is kept.
    pub fn new(ask: impl Fn() -> Answer + 'static) -> Self {
        Self {
            ask: Rc::new(ask),
            kept: Rc::default(),
        }
    }

    /// The token for a call, `None` when the page supplies none.
    pub async fn token(&self) -> Option<BearerToken> {
        if let Some(kept) = self.kept.borrow().clone() {
            return Some(kept);
        }
        let fresh = (self.ask)().await;
        self.kept.borrow_mut().clone_from(&fresh);
        fresh
    }

    /// Drops the kept token after the service refused it. Says whether there was one to drop.
    pub fn forget(&self) -> bool {
        self.kept.borrow_mut().take().is_some()
    }
}

/// No tokens, for an endpoint that wants none.
impl Default for BearerTokenSource {
    fn default() -> Self {
        Self::new(|| Box::pin(ready(None)))
    }
}

impl fmt::Debug for BearerTokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BearerTokenSource(..)")
    }
}
