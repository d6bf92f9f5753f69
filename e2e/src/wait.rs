//! Waiting for something that comes by itself.

use std::time::{Duration, Instant};

use crate::Failure;

/// How long anything may take. Generous, because a busy machine is no failure; a passing test never waits this long.
pub const LIMIT: Duration = Duration::from_secs(20);

/// Between two looks.
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// What a look found.
pub(crate) enum Look<T> {
    /// It is there.
    Found(T),
    /// Not yet; this is there instead.
    NotYet(String),
}

/// Looks until something is found, at most for [`LIMIT`]. A failing look counts as "not yet": the page may be in the
/// middle of a change.
///
/// # Errors
///
/// [`Failure::TooLate`] with what the last look saw.
pub(crate) async fn look_until<T>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Look<T>, Failure>,
) -> Result<T, Failure> {
    let begin = Instant::now();
    loop {
        let last_seen = match look().await {
            Ok(Look::Found(found)) => return Ok(found),
            Ok(Look::NotYet(seen)) => seen,
            Err(failure) => failure.to_string(),
        };
        if begin.elapsed() > LIMIT {
            return Err(Failure::TooLate {
                what: what.to_owned(),
                limit: LIMIT,
                last_seen,
            });
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Looks until `look` returns something, at most for [`LIMIT`].
///
/// # Errors
///
/// [`Failure::TooLate`].
pub async fn until<T>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Failure>,
) -> Result<T, Failure> {
    look_until(what, async || {
        Ok(match look().await? {
            Some(found) => Look::Found(found),
            None => Look::NotYet("nothing".to_owned()),
        })
    })
    .await
}
