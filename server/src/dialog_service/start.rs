//! What a StartRequest chooses.

use bavard_dialog::SessionStart;
use serde_json::{Map, Value};
use tonic::Status;
use uuid::Uuid;

use crate::project::{HostedProject, ProjectTag};
use crate::protocol::dlg::v1::common::{Selector, StartRequestPayload};
use crate::session::SessionId;

/// The project that the model URN names.
pub(super) fn model_tag(payload: &StartRequestPayload) -> Result<ProjectTag, Status> {
    let uri = payload
        .model_ref
        .as_ref()
        .map(|reference| reference.uri.as_str())
        .filter(|uri| !uri.is_empty())
        .ok_or_else(|| Status::invalid_argument("`payload.model_ref.uri` is missing"))?;
    ProjectTag::from_urn(uri).ok_or_else(|| {
        Status::not_found(
            "Could not find the model: its URN is not urn:nuance-mix:tag:model/TAG/mix.dialog",
        )
    })
}

/// The session id that the client wants, or one that nobody can guess.
pub(super) fn new_session_id(wanted: &str) -> Result<SessionId, Status> {
    if wanted.is_empty() {
        return Ok(SessionId::random());
    }
    SessionId::parse(wanted).map_err(|error| Status::invalid_argument(error.to_string()))
}

/// Channel, language and data of the session; what the client leaves open is the project's default.
pub(super) fn session_start(
    hosted: &HostedProject,
    selector: Option<Selector>,
    data: Map<String, Value>,
) -> SessionStart {
    let selector = selector.unwrap_or_default();
    let first_language = hosted.project.languages().first().copied();
    SessionStart {
        channel: or_default(selector.channel, "default"),
        language: or_default(selector.language, first_language.unwrap_or_default()),
        data,
        seed: Uuid::new_v4().as_u64_pair().0,
    }
}

fn or_default(text: String, default: &str) -> String {
    if text.is_empty() {
        default.to_owned()
    } else {
        text
    }
}
