//! From tonic's status to the conversation's [`Failure`].
//!
//! tonic folds whatever goes wrong below it into `Unknown`; what it was is in the chain of sources.

use std::error::Error;

use tonic::Status;
use tonic_web_wasm_client::Error as ClientError;

use super::GrpcWebError;
use crate::conversation::{Failure, GrpcCode, RequestLeft};

/// Reads a failed call. `online` is what the browser says of its connection.
pub(super) fn classify(status: &Status, online: bool) -> Failure {
    for cause in causes(status) {
        if let Some(error) = cause.downcast_ref::<GrpcWebError>() {
            return match error {
                GrpcWebError::NotGrpcWeb { content_type } => Failure::NotDialogService {
                    content_type: content_type.clone(),
                },
                GrpcWebError::NoAnswer(_) => Failure::Unreachable {
                    left: if online {
                        RequestLeft::Maybe
                    } else {
                        RequestLeft::No
                    },
                },
            };
        }
        if let Some(error) = cause.downcast_ref::<ClientError>() {
            return match error {
                ClientError::TonicStatusError(status) => from_status(status),
                _ => Failure::Cut,
            };
        }
    }
    from_status(status)
}

fn from_status(status: &Status) -> Failure {
    Failure::Status {
        code: GrpcCode::from_number(status.code() as i32),
        message: status.message().to_owned(),
    }
}

fn causes(status: &Status) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(status.source(), |&cause| cause.source())
}
