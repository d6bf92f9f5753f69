//! What went wrong with a fetch, in words that hold nothing of the request or the reply.

use std::error::Error;
use std::iter;

use bavard_dialog::BackendFailure;

use super::PolicyRefusal;
use super::breaker::Ending;

/// What the engine is told of an error of the HTTP client.
pub(super) fn failure(error: reqwest::Error) -> BackendFailure {
    // Without the URL: its query can hold what the visitor said.
    let error = error.without_url();
    let refusal = causes(&error).find_map(|cause| cause.downcast_ref::<PolicyRefusal>());
    if let Some(refusal) = refusal {
        BackendFailure::Refused(refusal.to_string())
    } else if error.is_timeout() {
        BackendFailure::Timeout
    } else {
        BackendFailure::Connection(innermost(&error))
    }
}

/// The cause that means something to a reader; the layers above it only say "error sending request".
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error)
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |cause| (*cause).source())
}

/// What a fetch says about the health of the backend.
pub(super) fn ending<T>(fetched: &Result<T, BackendFailure>) -> Ending {
    match fetched {
        Err(BackendFailure::Status(500..) | BackendFailure::Timeout)
        | Err(BackendFailure::Connection(_)) => Ending::Failed,
        Err(BackendFailure::Refused(_) | BackendFailure::CircuitOpen) => Ending::Unknown,
        Ok(_)
        | Err(BackendFailure::Status(_) | BackendFailure::NotJson | BackendFailure::TooLarge(_)) => {
            Ending::Answered
        }
    }
}
