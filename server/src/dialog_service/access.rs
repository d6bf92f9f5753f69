//! What a caller's token lets it do with models and sessions.

use http::Extensions;
use tonic::Status;

use super::service::Parts;
use crate::auth::Caller;
use crate::protocol::dlg::v1::StartRequest;
use crate::session::{SessionId, Stored};

/// Refuses a Start of a model that the caller's token is not for.
pub(super) fn check_start(caller: &Extensions, request: &StartRequest) -> Result<(), Status> {
    let payload = request.payload.as_ref();
    let model = payload
        .and_then(|payload| payload.model_ref.as_ref())
        .map(|reference| reference.uri.as_str());
    Caller::check_model(caller, model.unwrap_or_default())
}

impl Parts {
    /// Reads a session, and refuses a caller whose token is not for its model: neither the session nor the answer that
    /// it ended with.
    pub(super) async fn load_for(
        &self,
        caller: &Extensions,
        id: &SessionId,
    ) -> Result<Stored, Status> {
        let stored = self.load(id).await?;
        if !Caller::may_use_all_models(caller) {
            Caller::check_model(caller, &stored.entry.tag().urn())?;
        }
        Ok(stored)
    }
}
