//! Entities of the ontology.

use super::Key;

/// An entity; "concept" is the old word for it.
#[derive(Debug)]
pub(crate) struct Entity {
    pub name: String,
    /// The entity that it inherits from.
    pub parent: Option<Key<Entity>>,
    /// Whether its values must stay out of logs and transcripts.
    pub sensitive: bool,
}
