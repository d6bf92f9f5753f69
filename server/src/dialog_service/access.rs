//! What a caller's token lets it do with models and sessions.

use http::Extensions;
use tonic::{Request, Status};

use super::service::Parts;
use crate::auth::Caller;
use crate::protocol::dlg::v1::StartRequest;
use crate::session::SessionId;

impl Parts {
    /// Refuses a Start of a model that the caller's token is not for.
    pub(super) fn check_start(&self, request: &Request<StartRequest>) -> Result<(), Status> {
        let payload = request.get_ref().payload.as_ref();
        let model = payload
            .and_then(|payload| payload.model_ref.as_ref())
            .map(|reference| reference.uri.as_str());
        Caller::check_model(request.extensions(), model.unwrap_or_default())
    }

    /// Refuses a call in a session of a model that the caller's token is not for. Only for tokens of some models the
    /// session is looked up; that there is none, the call itself tells.
    pub(super) async fn check_session(
        &self,
        extensions: &Extensions,
        session_id: &str,
    ) -> Result<(), Status> {
        if Caller::may_use_all_models(extensions) {
            return Ok(());
        }
        let Ok(id) = SessionId::parse(session_id) else {
            return Ok(());
        };
        match self.sessions.load(&id).await {
            Ok(stored) => match stored.entry.live() {
                Some(session) => Caller::check_model(extensions, &session.tag.urn()),
                None => Ok(()),
            },
            Err(_) => Ok(()),
        }
    }
}
