//! What a token allows.

use std::collections::BTreeSet;

use super::{AllowedModels, Scope};

/// What the holder of a token may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The page that the token is bound to, as browsers write it in `Origin`; none for a program's token.
    pub origin: Option<String>,
    /// The models that it may start sessions of.
    pub models: AllowedModels,
    /// The services that it may ask.
    pub scopes: BTreeSet<Scope>,
}

impl Grant {
    /// What a page gets: dialogs of these models, for as long as the calls come from its origin.
    pub fn browser(origin: String, models: AllowedModels) -> Grant {
        Grant {
            origin: Some(origin),
            models,
            scopes: BTreeSet::from([Scope::Dlg]),
        }
    }

    /// What a program gets: all models.
    pub fn client(scopes: BTreeSet<Scope>) -> Grant {
        Grant {
            origin: None,
            models: AllowedModels::All,
            scopes,
        }
    }
}
