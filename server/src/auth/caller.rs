//! What a call may do.

use http::Extensions;
use tonic::Status;

use super::{AllowedModels, Grant};

/// Whose call it is. The authentication layer puts it into the extensions of every request that it lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Nobody has to say who they are.
    Anonymous,
    /// Somebody with a token.
    Granted(Grant),
}

impl Caller {
    /// Refuses a call about a model that its token is not for. A call that no authentication layer has seen may do
    /// everything: there is none where the service is used by itself.
    ///
    /// # Errors
    ///
    /// PERMISSION_DENIED
    pub fn check_model(extensions: &Extensions, model: &str) -> Result<(), Status> {
        match extensions.get::<Caller>() {
            Some(caller) if !caller.models().allows(model) => Err(Status::permission_denied(
                "the access token is not for this model",
            )),
            _ => Ok(()),
        }
    }

    /// Whether the call may be about any model.
    pub fn may_use_all_models(extensions: &Extensions) -> bool {
        extensions
            .get::<Caller>()
            .is_none_or(|caller| *caller.models() == AllowedModels::All)
    }

    /// The models that the call may be about.
    pub fn models(&self) -> &AllowedModels {
        match self {
            Caller::Anonymous => &AllowedModels::All,
            Caller::Granted(grant) => &grant.models,
        }
    }
}
