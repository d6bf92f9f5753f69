//! What went wrong, as a gRPC status: one place for the codes and texts that the service documents.

use std::time::Duration;

use bavard_dialog::{StartError, TurnError};
use tonic::metadata::{MetadataMap, MetadataValue};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use super::InvalidRequest;
use crate::session::{QuotaReached, StoreError, TurnRefusal};

/// Longest piece of a request that is repeated in a status: statuses travel in headers, which have limits of their own.
const MAX_ECHO_CHARACTERS: usize = 128;

/// When a client should try again where there is no room for its session now.
const FULL_RETRY: Duration = Duration::from_secs(5);

/// When a client should try again while the store of sessions cannot be reached.
const STORE_RETRY: Duration = Duration::from_secs(1);

/// NOT_FOUND of a session that does not exist, has ended or has expired.
pub fn missing_session(id: &str) -> Status {
    Status::not_found(format!("Could not find session for [{}]", echo(id)))
}

/// The status of a request that no session could take.
pub fn invalid_request_status(error: &InvalidRequest) -> Status {
    Status::invalid_argument(error.to_string())
}

/// The status of a Start that the project refuses.
pub fn start_status(error: &StartError) -> Status {
    let (field, supported) = match error {
        StartError::UnknownChannel { supported, .. } => ("channel", supported),
        StartError::UnknownLanguage { supported, .. } => ("language", supported),
    };
    Status::not_found(format!(
        "{field} is invalid, supported values are [{}]",
        supported.join(", ")
    ))
}

/// The status of a Start whose session cannot be kept.
pub fn create_status(error: StoreError) -> Status {
    match error {
        StoreError::Full => retry_later(
            Code::ResourceExhausted,
            "too many sessions, try again later",
            FULL_RETRY,
        ),
        StoreError::Taken => Status::already_exists("there is a session with this session_id"),
        StoreError::Unavailable => unavailable_store(),
        StoreError::NotFound | StoreError::Conflict | StoreError::Corrupt => {
            Status::internal("the session was not kept")
        }
    }
}

/// The status of a Start of a client that has as many sessions as it may.
pub fn quota_status(reached: &QuotaReached) -> Status {
    retry_later(Code::ResourceExhausted, &reached.to_string(), FULL_RETRY)
}

/// The status of a call whose session cannot be read or written.
pub fn store_status(error: StoreError, id: &str) -> Status {
    match error {
        StoreError::NotFound => missing_session(id),
        StoreError::Conflict => Status::aborted("another call has changed the session"),
        StoreError::Corrupt => Status::internal("the session cannot be read"),
        StoreError::Unavailable | StoreError::Taken | StoreError::Full => create_status(error),
    }
}

/// The status of a turn that cannot begin.
pub fn refusal_status(error: TurnRefusal, id: &str) -> Status {
    match error {
        TurnRefusal::TurnRunning => Status::aborted("another turn of the session is running"),
        TurnRefusal::Store(error) => store_status(error, id),
    }
}

fn unavailable_store() -> Status {
    retry_later(
        Code::Unavailable,
        "the store of sessions cannot be reached, try again later",
        STORE_RETRY,
    )
}

/// A status that says when to try again, both as `google.rpc.RetryInfo` and as `retry-after` in whole seconds, which HTTP
/// clients know.
pub fn retry_later(code: Code, message: &str, delay: Duration) -> Status {
    let mut metadata = MetadataMap::new();
    let seconds = delay.as_millis().div_ceil(1000).max(1).to_string();
    if let Ok(seconds) = MetadataValue::try_from(seconds) {
        metadata.insert("retry-after", seconds);
    }
    Status::with_error_details_and_metadata(
        code,
        message,
        ErrorDetails::with_retry_info(Some(delay)),
        metadata,
    )
}

/// The status of a turn that the engine refuses: the client's fault is INVALID_ARGUMENT, the project's INTERNAL.
pub fn turn_status(error: &TurnError, id: &str) -> Status {
    match error {
        // A session of a version that this node does not have, at a place that the current one does not have: it cannot
        // go on, here or anywhere.
        TurnError::Ended | TurnError::StaleState { .. } => missing_session(id),
        TurnError::UnexpectedInput { .. }
        | TurnError::MissingReturnCode { .. }
        | TurnError::UnknownDataNode { .. }
        | TurnError::TextTooLong { .. } => Status::invalid_argument(bounded(&error.to_string())),
        TurnError::Loop { .. } | TurnError::UnhandledEvent { .. } => {
            Status::internal(bounded(&error.to_string()))
        }
    }
}

fn echo(text: &str) -> String {
    text.chars().take(MAX_ECHO_CHARACTERS).collect()
}

fn bounded(text: &str) -> String {
    text.chars().take(4 * MAX_ECHO_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use bavard_dialog::{InputKind, Waiting};
    use tonic::Code;

    use super::*;

    #[test]
    fn a_missing_session_is_told_in_the_documented_words() {
        let status = missing_session("abc");
        assert_eq!(status.code(), Code::NotFound);
        assert_eq!(status.message(), "Could not find session for [abc]");
    }

    #[test]
    fn a_long_session_id_is_not_repeated_whole() {
        assert!(missing_session(&"x".repeat(100_000)).message().len() < 200);
    }

    #[test]
    fn an_unknown_channel_is_told_in_the_documented_words() {
        let status = start_status(&StartError::UnknownChannel {
            channel: "fax".to_owned(),
            supported: vec!["Default".to_owned(), "Web VA".to_owned()],
        });
        assert_eq!(status.code(), Code::NotFound);
        assert_eq!(
            status.message(),
            "channel is invalid, supported values are [Default, Web VA]"
        );
    }

    #[test]
    fn the_clients_fault_and_the_projects_fault_have_different_codes() {
        let input = TurnError::UnexpectedInput {
            waiting: Waiting::Kickoff,
            given: InputKind::RequestedData,
        };
        let design = TurnError::Loop {
            node: "a".to_owned(),
            entries: 1000,
        };
        assert_eq!(turn_status(&input, "abc").code(), Code::InvalidArgument);
        assert_eq!(turn_status(&design, "abc").code(), Code::Internal);
        assert_eq!(turn_status(&TurnError::Ended, "abc").code(), Code::NotFound);
    }
    #[test]
    fn what_may_work_later_says_when() {
        for (status, code) in [
            (create_status(StoreError::Full), Code::ResourceExhausted),
            (quota_status(&QuotaReached), Code::ResourceExhausted),
            (
                store_status(StoreError::Unavailable, "abc"),
                Code::Unavailable,
            ),
        ] {
            assert_eq!(status.code(), code);
            let retry = status.get_details_retry_info().unwrap();
            assert!(retry.retry_delay.is_some_and(|delay| !delay.is_zero()));
        }
    }
}
