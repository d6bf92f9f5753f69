//! Bodies in JSON within the limits that messages have.
//!
//! The transcoder reads a body before there is a call, so that no limit of calls would hold for what is read. The address
//! is counted before, once, and a body has a place among the running calls while it is read.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

use crate::admission::{Admission, Counted, timely_input};
use crate::client_address::ClientAddress;
use crate::transcoding::Failure;

/// Lets a body be read that there is a place for, and that comes within the time.
pub(super) async fn within_limits(
    State((admission, message_time)): State<(Arc<Admission>, Duration)>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = ClientAddress::of(request.extensions());
    match admission.admit_body(address) {
        Ok(place) => {
            request.extensions_mut().insert(Counted);
            let request = request.map(|body| {
                let held = body.map_frame(move |frame| {
                    // The place is free when the body is read or dropped.
                    let _held = &place;
                    frame
                });
                timely_input(Body::new(held), message_time)
            });
            next.run(request).await
        }
        Err((limit, retry_after)) => Failure::of(&limit.refusal(retry_after)).into_response(),
    }
}
