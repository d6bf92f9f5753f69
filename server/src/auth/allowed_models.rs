//! Which models somebody may use.

use std::collections::BTreeSet;

/// The models that somebody may start sessions of, by URN.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum AllowedModels {
    /// Whatever the server has.
    #[default]
    All,
    /// These.
    Only(BTreeSet<String>),
}

impl AllowedModels {
    /// The models of a list in the configuration, where the empty list means all.
    pub fn listed(models: Vec<String>) -> AllowedModels {
        if models.is_empty() {
            AllowedModels::All
        } else {
            AllowedModels::Only(models.into_iter().collect())
        }
    }

    /// Just this one.
    pub fn one(model: String) -> AllowedModels {
        AllowedModels::Only(BTreeSet::from([model]))
    }

    /// Whether this model is among them.
    pub fn allows(&self, model: &str) -> bool {
        match self {
            AllowedModels::All => true,
            AllowedModels::Only(models) => models.contains(model),
        }
    }
}
