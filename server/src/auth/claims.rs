//! What stands in a token.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AllowedModels, Grant, Scope};

/// Who a token is for: the servers of this protocol, whatever their name.
pub(super) const AUDIENCE: &str = "nuance.dlg.v1";

/// The claims of a token (RFC 7519), times in seconds since 1970.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) iat: i64,
    pub(super) exp: i64,
    pub(super) jti: String,
    /// Names separated by spaces (RFC 8693).
    pub(super) scope: String,
    /// The page that the token is bound to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<String>,
    /// URNs; absent: all models.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) models: Option<BTreeSet<String>>,
}

impl Claims {
    /// What the token allows. A scope that this version does not know allows nothing.
    pub(super) fn into_grant(self) -> Grant {
        Grant {
            origin: self.origin,
            models: self.models.map_or(AllowedModels::All, AllowedModels::Only),
            scopes: self.scope.split(' ').filter_map(Scope::named).collect(),
        }
    }
}

pub(super) fn scope_names(scopes: &BTreeSet<Scope>) -> String {
    let names: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
    names.join(" ")
}
